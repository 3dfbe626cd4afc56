import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import {
  entryIn,
  entryText,
  recordOf,
  type ChunkOutcome,
} from '../../../campaign/fleet/chunk-record.ts';
import { FolderStore } from '../../../campaign/fleet/folder-store.ts';
import { outcomeIn } from '../../../campaign/fleet/read-chunk-record.ts';
import { planFleet } from '../../../cli/fleet-plan.ts';
import { performBatch } from '../../../search/hunting/perform-batch.ts';

const TYPED = { profile: 'quick', timing: 'lab', seed: '7', runs: '400', nodes: '2' };
const PLANNED = planFleet(['half-is-a-quorum'], { ...TYPED, engine: 'adversarial' }, []);

function performed(chunk: number): ChunkOutcome {
  const [plan] = PLANNED.plan.targets;
  if (plan === undefined) throw new Error('there is no target');
  const { entry, request } = plan;
  const sought = request.sought === null ? null : new Set(request.sought);
  const options = { ...request, sought, corpus: null, shouldStop: () => false };
  return { kind: 'performed', result: { chunk, ...performBatch(entry.target, options, chunk) } };
}

const OUTCOME = performed(1);
const AT = { target: 0, chunk: 1 };

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('A chunk that is performed twice is the same record', (t) => {
  const [one, other] = [OUTCOME, performed(1)].map((outcome) => recordOf('c', AT, outcome));
  t.deepEqual(one, other);
  t.is(one?.entry.mark, 'last', 'a chunk that finds enough is the last that counts');
});

test('A record is read back as it was written', async (t) => {
  const record = recordOf('c', AT, OUTCOME);
  t.deepEqual(await outcomeIn('c', record), JSON.parse(JSON.stringify(OUTCOME)));
  t.deepEqual(entryIn(entryText(record.entry)), record.entry);
  const stood = recordOf('c', AT, { kind: 'stoodStill' });
  t.deepEqual(await outcomeIn('c', stood), { kind: 'stoodStill' });
  t.is(stood.entry.mark, 'last');
});

test('A record that is damaged, or of something else, is refused in one line', async (t) => {
  const { entry, body } = recordOf('c', AT, OUTCOME);
  const isRefused = async (record: Parameters<typeof outcomeIn>[1], message: RegExp) => {
    await t.throwsAsync(outcomeIn('c', record), { name: 'Refusal', message });
  };
  await isRefused({ entry, body: body.slice(0, 50) }, /^it is not compressed, or only a part/);
  await isRefused({ entry, body: gzipSync('{}') }, /^its content is not that of its hash$/);
  await isRefused({ entry: { ...entry, mark: 'whole' }, body }, /^it is the record of another/);
  await isRefused(recordOf('d', AT, OUTCOME), /^it is the record of another chunk$/);
  await isRefused(recordOf('c', { target: 0, chunk: 2 }, OUTCOME), /is of another chunk$/);
  const odd = { kind: 'performed', result: { chunk: 1 } } as never;
  await t.throwsAsync(async () => outcomeIn('c', recordOf('c', AT, odd)));
});

test('Words that are no entries are none', (t) => {
  for (const text of ['', '0-1', '0-1-whole-xyz', `a-1-whole-${'0'.repeat(32)}`]) {
    t.is(entryIn(text), null, text);
  }
});

test('A folder keeps what is put into it, once', async (t) => {
  const store = new FolderStore(folderOf(t));
  t.deepEqual([...(await store.campaigns())], []);
  t.deepEqual(await store.entries(PLANNED.id), []);
  await store.putCampaign(PLANNED.id, PLANNED.text);
  t.deepEqual([...(await store.campaigns())], [[PLANNED.id, PLANNED.text]]);
  const record = recordOf(PLANNED.id, AT, OUTCOME);
  t.false(await store.isDone(PLANNED.id, AT));
  await store.put(PLANNED.id, record);
  await store.put(PLANNED.id, record);
  t.deepEqual(await store.entries(PLANNED.id), [record.entry]);
  t.deepEqual(await store.lastEntries(PLANNED.id), [record.entry]);
  t.true(await store.isDone(PLANNED.id, AT));
  const [body] = await store.bodies(PLANNED.id, [record.entry]);
  t.deepEqual(new Uint8Array(body ?? []), new Uint8Array(record.body));
  await store.drop(PLANNED.id, record.entry);
  t.deepEqual(await store.entries(PLANNED.id), []);
  t.deepEqual(await store.bodies(PLANNED.id, [record.entry]), [null]);
});
