// A step that stands still, through the commands: found, saved, replayed, shrunk, pinned, checked.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { liveSource } from '../campaign/threads/modules.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

const BRING = ['--target', './still.mjs', '--step-limit', '1s'];

/** Node 2 of the live target in it does this 100 ms after its boot. */
function writeTarget(folder: string, inTimer: string): void {
  writeFileSync(join(folder, 'still.mjs'), liveSource('still', inTimer));
}

async function foundIn(t: ExecutionContext, folder: string): Promise<string> {
  const words = ['run', './still.mjs', '--runs', '3', '--seed', '1', '--step-limit', '1s'];
  const found = await whitewater(folder, words);
  t.is(found.code, 1, found.stderr);
  t.regex(found.stdout, /✖ never-throws [^]*? still +finding [0-9a-f]{12} +NEW\n/);
  t.regex(found.stdout, /n2 stands still in timer callback \(detected at step \d+/);
  t.regex(
    found.stdout,
    /✖ +1 +100 +F0 +✸ still +n2: timer callback fires, and n2\n[ │]+stands still\n/,
  );
  t.regex(found.stdout, /✖ still {2}stands still, in timed run 1\n/);
  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  return name.slice(-12);
}

test('a step that stands still is saved, replays, is shrunk again, and is pinned', async (t) => {
  // Eight commands, and six of them wait for the step limit.
  t.timeout(300_000);
  const folder = emptyFolder(t);
  writeTarget(folder, 'for (;;);');
  const id = await foundIn(t, folder);
  const replay = await whitewater(folder, ['replay', id, ...BRING]);
  t.is(replay.code, 0, replay.stderr);
  t.regex(replay.stdout, /n2 stands still in timer callback[^]*✔ the same, event for event/);
  const shrunk = await whitewater(folder, ['shrink', id, ...BRING, '--json']);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.like(JSON.parse(shrunk.stdout), { change: 'same', after: { id, result: '1-minimal' } });

  const asTest = await whitewater(folder, ['pin', id, ...BRING, '--as-test']);
  t.is(asTest.code, 2);
  t.regex(asTest.stderr, /^error: --as-test: a step that stands still would hang the test/);
  const pinned = await whitewater(folder, ['pin', id, ...BRING]);
  t.is(pinned.code, 0, pinned.stderr);
  const broken = await whitewater(folder, ['check', ...BRING]);
  t.is(broken.code, 1, broken.stderr);
  t.regex(broken.stdout, /✖ still {2}breaks never-throws/);
  writeTarget(folder, '');
  const mended = await whitewater(folder, ['check', ...BRING]);
  t.is(mended.code, 0, `${mended.stdout}${mended.stderr}`);
  t.regex(mended.stdout, /✔ still {2}keeps never-throws/);
});

test('--json tells of the finding; asked for other properties, only that it stood still', async (t) => {
  const folder = emptyFolder(t);
  writeTarget(folder, 'const again = () => Promise.resolve().then(again); void again();');
  const run = ['run', './still.mjs', '--runs', '3', '--step-limit', '1s', '--json'];
  const found = await whitewater(folder, run);
  t.is(found.code, 1, found.stderr);
  const [target] = (JSON.parse(found.stdout) as { readonly targets: readonly object[] }).targets;
  t.like(target, { verdict: 'crashed', failedRuns: 1, stoodStill: null });
  t.like(target, {
    findings: [{ property: 'never-throws', observed: 'n2 stands still in timer callback' }],
  });
  const other = await whitewater(folder, [...run, '--property', 'election-safety']);
  t.is(other.code, 1, other.stderr);
  const told = JSON.parse(other.stdout) as { readonly targets: readonly object[] };
  t.like(told.targets[0], { findings: [], stoodStill: { property: 'never-throws', node: 2 } });
});
