// A corpus on disk: what was written is read, what is broken is set aside and named.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CorpusFolder, SET_ASIDE } from '../../../campaign/corpus/corpus-folder.ts';
import { digestOf, entryId, entryOf, type CorpusEntry } from '../../../campaign/corpus/entry.ts';
import { readSnapshot, writeSnapshot } from '../../../campaign/corpus/snapshot.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { KeptRun } from '../../../search/guiding/kept-run.ts';

function kept(state: number, at: number): KeptRun {
  const decisions = Array.from({ length: at }, () => ({ kind: 'crash', node: 1 }) as const);
  const run = { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions } as const;
  return { run, states: [[state, at]] };
}

function emptyFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'corpus');
}

function inOrder(entries: readonly CorpusEntry[]): readonly CorpusEntry[] {
  return entries.toSorted((one, other) => (entryId(one) < entryId(other) ? -1 : 1));
}

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.json')).sort();
}

const SILENT = (line: string): void => {
  throw new Error(`a warning: ${line}`);
};

test('what a campaign has learned is in files that are named by their content', async (t) => {
  const folder = emptyFolder(t);
  t.deepEqual(await new CorpusFolder(folder, SILENT).read(), [], 'a folder that is not there yet');
  await new CorpusFolder(folder, SILENT).add('raft', [kept(1, 3), kept(2, 2)]);
  const entries = await new CorpusFolder(folder, SILENT).read();
  const ids = entries.map(entryId);
  t.deepEqual(ids, [...ids].sort());
  t.deepEqual(
    filesIn(folder),
    ids.map((id) => join(id.slice(0, 2), `${id}.json`)),
  );
  const expected = [kept(1, 3), kept(2, 2)].map((one) => entryOf('raft', one));
  t.deepEqual(entries, inOrder(expected));
});

test('a smaller run takes the place of another; those of other targets stay', async (t) => {
  const folder = emptyFolder(t);
  const corpus = new CorpusFolder(folder, SILENT);
  await corpus.add('raft', [kept(1, 5)]);
  await corpus.add('tutorial', [kept(1, 9)]);
  await corpus.add('raft', [kept(1, 2), kept(1, 7)]);
  const expected = [entryOf('raft', kept(1, 2)), entryOf('tutorial', kept(1, 9))];
  t.deepEqual(await corpus.read(), inOrder(expected));
});

for (const [what, spoil] of [
  ['that ends too early', (text: string) => text.slice(0, 40)],
  ['that was edited', (text: string) => text.replace('"node":1', '"node":2')],
  ['with an unknown field', (text: string) => text.replace('{', '{"more":1,')],
] as const) {
  test(`a file ${what} is set aside and named, and the others are read`, async (t) => {
    const folder = emptyFolder(t);
    await new CorpusFolder(folder, SILENT).add('raft', [kept(1, 3), kept(2, 2)]);
    const [name = ''] = filesIn(folder);
    const spoiled = spoil(readFileSync(join(folder, name), 'utf8'));
    writeFileSync(join(folder, name), spoiled);
    const warnings: string[] = [];
    const entries = await new CorpusFolder(folder, (line) => warnings.push(line)).read();
    t.is(entries.length, 1);
    t.is(warnings.length, 1);
    t.true(warnings[0]?.startsWith(join(folder, name)), warnings[0]);
    const aside = readdirSync(join(folder, SET_ASIDE));
    t.is(readFileSync(join(folder, SET_ASIDE, aside[0] ?? ''), 'utf8'), spoiled, 'it is lost');
    t.deepEqual(await new CorpusFolder(folder, SILENT).read(), entries);
  });
}

test('the runs that a campaign began with are read again as they were', async (t) => {
  const file = join(emptyFolder(t), 'begun.gz');
  t.is(await readSnapshot(file), null);
  const entries = [entryOf('raft', kept(1, 3)), entryOf('raft', kept(2, 2))];
  writeSnapshot(file, entries);
  t.deepEqual(await readSnapshot(file), entries);
  writeSnapshot(file, []);
  t.deepEqual(await readSnapshot(file), []);
  writeFileSync(file, 'broken');
  const error = await t.throwsAsync(readSnapshot(file), { message: /it is not a list of runs/ });
  t.true(error?.message.startsWith(file));
});

test('the digest of a corpus depends on its runs, and not on their order', (t) => {
  const [one, other] = [kept(1, 3), kept(2, 2)];
  t.is(digestOf('raft', [one, other]), digestOf('raft', [other, one]));
  t.not(digestOf('raft', [one]), digestOf('raft', [one, other]));
});
