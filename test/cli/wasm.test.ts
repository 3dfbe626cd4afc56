// A target in WebAssembly, through the commands.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { tinyRaft, type TinyRaftOptions } from '../adapters/wasm/tiny-raft.ts';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

const BRING = ['--target', './raft.wasm'];

function folderWith(t: ExecutionContext, options: TinyRaftOptions): string {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'raft.wasm'), tinyRaft(options));
  return folder;
}

test('a finding in WebAssembly is proven shortest, replayed and shrunk again', async (t) => {
  const folder = folderWith(t, { answersBeforeWriting: true });
  const found = await whitewater(folder, ['explore', './raft.wasm', '--max-decisions', '5']);
  t.is(found.code, 1, found.stderr);
  t.regex(found.stdout, /✖ one-vote-per-term [^]*Shrunk +decisions 4 [^]*proven shortest/);
  t.regex(found.stdout, /Replay .* --target (\\\n +)?\.\/raft\.wasm\n/);
  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  const id = name.slice(-12);
  const [replay, shrunk] = await Promise.all([
    whitewater(folder, ['replay', id, ...BRING]),
    whitewater(folder, ['shrink', id, ...BRING]),
  ]);
  t.is(replay.code, 0, replay.stderr);
  t.regex(replay.stdout, /✔ the same, event for event/);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.regex(shrunk.stdout, /✔ the same as before: proven shortest\n {3}took .* of processor time\n$/);
});

test('an election in WebAssembly holds in a hunt', async (t) => {
  const held = await whitewater(folderWith(t, {}), ['run', './raft.wasm', '--runs', '10']);
  t.is(held.code, 0, held.stdout + held.stderr);
  t.regex(held.stdout, /✔ tiny-raft +held/);
});

test('a step of WebAssembly that never ends is a finding, with node and step', async (t) => {
  const folder = folderWith(t, { onPropose: '(loop $on (br $on))' });
  const words = ['--runs', '5', '--seed', '1', '--step-limit', '1s', '--faults', 'propose'];
  const found = await whitewater(folder, ['run', './raft.wasm', ...words]);
  t.is(found.code, 1, found.stderr);
  t.regex(found.stdout, /✖ never-throws [^]* tiny-raft +finding [0-9a-f]{12} +NEW\n/);
  t.regex(found.stdout, /n\d stands still in a proposal/);
});

test('a module that is none of ours is refused in one line that says how to build it', async (t) => {
  const file = join(emptyFolder(t), 'raft.wasm');
  writeFileSync(file, 'text');
  await isRefused(t, ['run', file], /^error: \S+raft\.wasm: it is no WebAssembly module: /);
  writeFileSync(file, tinyRaft({ protocol: 3 }));
  const line = /^error: \S+raft\.wasm: it was built for protocol 3, and this is 2: build it with/;
  await isRefused(t, ['explore', file], line);
});
