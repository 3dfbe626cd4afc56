// Findings that are not shrunk yet: written down as they were met, and read again.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { readSaved, readUnshrunk } from '../../../campaign/findings/finding-file.ts';
import { FindingsStore } from '../../../campaign/findings/findings-store.ts';
import {
  UnshrunkFindings,
  unshrunkId,
  type UnshrunkFinding,
} from '../../../campaign/findings/unshrunk.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { performBatch } from '../../../search/hunting/perform-batch.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';

function folderOf(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const { failures } = performBatch(
  tutorial,
  {
    ...{ seed: 3, maxRuns: 50, nodes: [3], maxActions: 10, sought: null, timing: LAB_TIMING },
    engines: ['timed'],
    faults: kindsFairTo(tutorial.capabilities),
    searchFaults: [],
    maxFindings: Infinity,
    shouldStop: () => false,
  },
  0,
);

const ALL: readonly UnshrunkFinding[] = failures.map((failure) => {
  return { target: 'tutorial', setting: '--seed 3', failure };
});

test('a failing run is read as it was met, by its id, its file and the name of its file', async (t) => {
  const folder = folderOf(t);
  const unshrunk = new UnshrunkFindings(folder);
  t.true(ALL.length > 1, 'with no failures, nothing is tested');
  const store = new FindingsStore(folder);
  for (const one of ALL) {
    const file = unshrunk.keep(one);
    const plain = JSON.parse(JSON.stringify(one)) as object;
    t.deepEqual({ ...(await readUnshrunk(file)) }, plain);
    const id = unshrunkId(one);
    for (const address of [file, basename(file), id, id.slice(0, 8)]) {
      t.is(store.locate(address), file, address);
    }
    t.like(await readSaved(file), { kind: 'unshrunk', unshrunk: plain });
  }
  t.is(store.unshrunk().length, ALL.length);
  for (const one of ALL) unshrunk.drop(one, null);
  t.deepEqual(store.unshrunk(), [], 'what has become a finding is still there');
});

test('the id of a run that was shrunk leads to its finding', (t) => {
  const folder = folderOf(t);
  const unshrunk = new UnshrunkFindings(folder);
  const store = new FindingsStore(folder);
  const [one, other] = ALL;
  if (one === undefined || other === undefined) return t.fail('two failures are needed');
  for (const each of [one, other]) unshrunk.keep(each);
  unshrunk.drop(one, '0123456789ab');
  unshrunk.drop(other, null);
  const [id, otherId] = [unshrunkId(one), unshrunkId(other)];
  for (const address of [id, id.slice(0, 8)]) {
    const now = 'it was shrunk, and is finding 0123456789ab now';
    const message = `no finding ${address} in ${join(folder, 'findings')}: ${now}`;
    t.throws(() => store.locate(address), { message });
  }
  t.throws(() => store.locate(otherId), { message: /[/]findings$/ });
  writeFileSync(join(folder, 'unshrunk', 'became.json'), '{"broken"');
  t.throws(() => store.locate(id), { message: /[/]findings$/ }, 'a broken list is no hint');
});

test('the same run is kept once, however often it is met', (t) => {
  const folder = folderOf(t);
  const unshrunk = new UnshrunkFindings(folder);
  const [one] = ALL;
  if (one === undefined) return t.fail('with no failure, nothing is tested');
  t.is(unshrunk.keep(one), unshrunk.keep({ ...one, setting: '--seed 4' }));
  t.is(readdirSync(join(folder, 'unshrunk')).length, 1);
});

test('a file that is broken, or of another version, is one line with its name', async (t) => {
  const folder = folderOf(t);
  const [one] = ALL;
  if (one === undefined) return t.fail('with no failure, nothing is tested');
  const file = new UnshrunkFindings(folder).keep(one);
  const whole = readFileSync(file, 'utf8');
  for (const text of [whole.slice(0, 300), whole.replace(': 2', ': 9'), '{}', '[]']) {
    writeFileSync(file, text);
    const { message } = await t.throwsAsync(readUnshrunk(file), { instanceOf: Refusal });
    t.true(message.startsWith(file), message);
    t.false(message.includes('\n'), message);
  }
});
