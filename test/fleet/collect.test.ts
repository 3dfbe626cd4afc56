// What is collected from a fleet, beside what `run` tells of the same hunt.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ExecutionContext } from 'ava';
import { recordOf } from '../../campaign/fleet/chunk-record.ts';
import { FolderStore } from '../../campaign/fleet/folder-store.ts';
import { outcomeIn } from '../../campaign/fleet/read-chunk-record.ts';
import { readRecord } from '../../campaign/ledger/record-file.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import {
  CHUNKS,
  chunksDone,
  commandLine,
  connected,
  endOf,
  enqueued,
  enqueuedInPart,
  PLANNED,
  worker,
  WORDS,
} from './fleet.ts';
import { temporaryFolder, testWith, type TestServer } from './servers.ts';

interface Told {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function collectedFrom(
  t: ExecutionContext,
  url: string,
  out: string,
  words: readonly string[] = [],
): Promise<Told> {
  return endOf(commandLine(t, url, ['fleet', 'collect', '--out', out, ...words]));
}

/** A campaign that is complete. */
async function performed(t: ExecutionContext, at: TestServer): Promise<FleetServer> {
  const server = await connected(t, at);
  await enqueued(t, server);
  const { code, stderr } = await worker(t, at).ended;
  t.is(code, 0, stderr);
  return server;
}

/** All files of all findings. */
function findingsIn(out: string): Readonly<Record<string, string>> {
  const folder = join(out, 'findings');
  const names = readdirSync(folder).filter((name) => !name.includes('.'));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name, 'finding.json'), 'utf8')]),
  );
}

const NO_TIME = { wallMs: 0, shrinkingMs: 0, usedMs: 0, reachedMs: 0 };

/** Without the time that it took. */
async function blobAt(file: string): Promise<unknown> {
  const record = await readRecord(file);
  const targets = record?.targets.map((target) => ({ ...target, ...NO_TIME }));
  return { ...record, targets };
}

testWith('Redis', 'Two collectors tell what run tells, to the last finding', async (t, at) => {
  await performed(t, at);
  const outs = [temporaryFolder(t), temporaryFolder(t)] as const;
  const blob = (out: string): string => join(out, 'campaign.blob');
  const ends = await Promise.all(
    outs.map((out) => collectedFrom(t, at.url, out, ['--blob', blob(out)])),
  );
  const alone = temporaryFolder(t);
  const words = ['run', ...WORDS, '--no-regressions', '--out', alone, '--blob', blob(alone)];
  const run = await endOf(commandLine(t, '', words));
  t.true(Object.keys(findingsIn(alone)).length > 0, 'nothing was found: nothing is compared');
  for (const [place, out] of outs.entries()) {
    const { code, stderr } = ends[place] ?? { code: null, stderr: '' };
    t.is(code, run.code, stderr);
    t.regex(
      ends[place]?.stdout ?? '',
      /candidate-forgets-vote  breaks one-vote-per-term, as it must/,
    );
    t.deepEqual(findingsIn(out), findingsIn(alone));
    t.deepEqual(await blobAt(blob(out)), await blobAt(blob(alone)));
  }
});

testWith(
  'Redis',
  'A chunk with two records that differ is diverged, and both are kept',
  async (t, at) => {
    const server = await performed(t, at);
    const { id } = PLANNED;
    const entry = (await server.store.entries(id)).find(({ chunk }) => chunk === 3);
    const [body] = entry === undefined ? [] : await server.store.bodies(id, [entry]);
    if (entry === undefined || body == null) return t.fail('chunk 3 is not there');
    const outcome = await outcomeIn(id, { entry, body });
    if (outcome.kind !== 'performed') return t.fail('chunk 3 was not performed');
    const { result } = outcome;
    const counts = { ...result.counts, decisions: result.counts.decisions + 1 };
    const other = { kind: 'performed', result: { ...result, counts } } as const;
    await server.store.put(id, recordOf(id, entry, other));
    const out = temporaryFolder(t);
    const { code, stderr } = await collectedFrom(t, at.url, out);
    t.is(code, 3, stderr);
    t.regex(
      stderr,
      /chunk 3 of candidate-forgets-vote diverged, its records differ: \S+ and \S+\n/,
    );
    const files = readdirSync(join(out, 'fleet', id, 'diverged'));
    t.is(files.length, 2);
    t.true(Object.keys(findingsIn(out)).length > 0, 'what was found is not told');
  },
);

testWith(
  'Redis',
  'A damaged record counts as missing, and enqueue fills the gap',
  async (t, at) => {
    const server = await performed(t, at);
    const { id } = PLANNED;
    const entry = (await server.store.entries(id)).find(({ chunk }) => chunk === 5);
    if (entry === undefined) return t.fail('chunk 5 is not there');
    await server.store.drop(id, entry);
    await server.store.put(id, { entry, body: gzipSync('{"campaign":"another"}') });
    const damaged = await collectedFrom(t, at.url, temporaryFolder(t));
    t.is(damaged.code, 5, damaged.stderr);
    t.regex(damaged.stderr, /a record of chunk 5 is damaged, and counts as missing: its content/);
    const gap = /1 chunk of candidate-forgets-vote missing \(5\); fill the gap: \S/;
    t.regex(damaged.stderr, gap);
    t.deepEqual(await enqueued(t, server), { done: CHUNKS - 1, missing: 1, givenUp: 0 });
    const { code, stderr } = await worker(t, at).ended;
    t.is(code, 0, stderr);
    const filled = await collectedFrom(t, at.url, temporaryFolder(t));
    t.is(filled.code, 0, filled.stderr);
  },
);

testWith('Redis', 'While workers are at it, collect says how far they are', async (t, at) => {
  const server = await connected(t, at);
  await enqueuedInPart(server, 1);
  const { code, stderr } = await worker(t, at).ended;
  t.is(code, 5, stderr);
  const gap = await collectedFrom(t, at.url, temporaryFolder(t));
  t.is(gap.code, 5, gap.stderr);
  const done = await chunksDone(server);
  const ledger = `the ledger has ${done} of ${CHUNKS} chunks`;
  const told = gap.stdout.replace(/\s+/g, ' ');
  t.regex(told, new RegExp(` breaks one-vote-per-term, as it must, [^;]*; ${ledger} `));
  t.regex(gap.stderr, /: [0-9]+ chunks of candidate-forgets-vote missing .*; fill the gap: /);
  await enqueued(t, server);
  const some = await collectedFrom(t, at.url, temporaryFolder(t), ['--json']);
  t.is(some.code, 5, some.stderr);
  t.regex(some.stderr, new RegExp(`: candidate-forgets-vote is still under way: ${ledger}; coll`));
  t.like(JSON.parse(some.stdout), { underWay: true, targets: [{ outcome: { kind: 'violated' } }] });
});

testWith('Redis', 'Folders of workers are collected when the queue is gone', async (t, at) => {
  const server = await connected(t, at);
  await enqueued(t, server);
  const folder = temporaryFolder(t);
  const { code, stderr } = await worker(t, at, ['--until-done', '--out', folder]).ended;
  t.is(code, 0, stderr);
  await server.close();
  await at.kill('SIGKILL');
  const copy = temporaryFolder(t);
  cpSync(folder, copy, { recursive: true });
  const all = await collectedFrom(t, '', temporaryFolder(t), ['--from', copy]);
  t.is(all.code, 0, all.stderr);
  const own = new FolderStore(copy);
  const [entry] = (await own.entries(PLANNED.id)).filter(({ chunk }) => chunk === 7);
  const [body] = entry === undefined ? [] : await own.bodies(PLANNED.id, [entry]);
  if (entry === undefined || body == null) return t.fail('chunk 7 is not there');
  t.regex(gunzipSync(body).toString(), /"chunk":7/);
  await own.drop(PLANNED.id, entry);
  const part = await collectedFrom(t, '', temporaryFolder(t), ['--from', copy]);
  t.is(part.code, 5, part.stderr);
  t.regex(part.stderr, /1 chunk of candidate-forgets-vote missing \(7\)/);
});
