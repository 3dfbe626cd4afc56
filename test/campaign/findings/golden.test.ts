// What was saved once stays readable: the files in golden/ are of format 2, as it was saved and
// pinned by whitewater 0.1, and may never be written anew.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { readPinned } from '../../../campaign/findings/finding-file.ts';
import { FindingsStore } from '../../../campaign/findings/findings-store.ts';

const folder = fileURLToPath(new URL('golden/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

for (const name of files) {
  test(`${name} is read as it was saved`, async (t) => {
    const file = join(folder, name);
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const { expect, ...saved } = content;
    const advice = 'the reader must go on to know the old format: mend it, not the file';
    t.like(await new FindingsStore('nowhere').load(file), saved, advice);
    if (!('expect' in content)) return;
    const pinned = await readPinned(file);
    t.true(pinned.expect === expect, advice);
    t.like(pinned.finding, saved, advice);
  });
}

test('the old files are of both kinds of run, saved and pinned', (t) => {
  const kinds = files.map((name) => {
    const { run, expect } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      run: { kind: string };
      expect?: string;
    };
    return `${run.kind} ${expect === undefined ? 'saved' : 'pinned'}`;
  });
  const all = ['scenario pinned', 'scenario saved', 'schedule pinned', 'schedule saved'];
  t.deepEqual([...new Set(kinds)].sort(), all);
});
