// `play` serves a game until Ctrl-C, and refuses in one line what cannot be played.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { commandOf } from '../adapters/program/programs.ts';
import { emptyFolder, isRefused } from './whitewater.ts';

const root = new URL('../../', import.meta.url);
const inRoot = (path: string): string => fileURLToPath(new URL(path, root));
const FINDING = inRoot('corpus/regressions/one-vote-per-term/7327795ab501.json');

/** The page that the command serves, and the exit code after Ctrl-C. */
async function pageOf(
  t: ExecutionContext,
  words: readonly string[],
): Promise<{ readonly page: string; readonly code: number | null }> {
  const before = ['--import', new URL('ts-register.mjs', root).href, inRoot('cli/main.ts')];
  const child = spawn(process.execPath, [...before, 'play', ...words, '--no-open'], {
    cwd: emptyFolder(t),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let told = '';
  let url: string | undefined;
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    told += part.toString('utf8');
    url = /http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//.exec(told)?.[0];
    if (url !== undefined) break;
  }
  const page = url === undefined ? told : await (await fetch(url)).text();
  child.kill('SIGINT');
  const [code] = await exited;
  return { page, code };
}

test('a target is served until Ctrl-C, which is the usual end', async (t) => {
  const { page, code } = await pageOf(t, ['half-is-a-quorum', '--nodes', '2']);
  t.regex(page, /<h1>Play half-is-a-quorum, 2 nodes<\/h1>/);
  t.is(code, 0);
});

test('a finding is served with its run', async (t) => {
  const { page } = await pageOf(t, [FINDING]);
  t.regex(page, /Play vote-not-persisted, 2 nodes/);
  t.regex(page, /"start":\[\{"kind":"fire","node":1,"timer":"election"\}/);
});

test('live code is served with a clock, and so is what was saved of it', async (t) => {
  const { page } = await pageOf(t, ['raft-live']);
  t.regex(page, /"clock":\{"seed":1,/);
  const file = join(emptyFolder(t), 'raft-live.schedule.json');
  const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };
  const settings = { latencyMinMs: 1, latencyMaxMs: 9, fifo: true, syncMinMs: 0, syncMaxMs: 2 };
  const actions = [{ kind: 'isolate', node: 2 }];
  const run = { kind: 'scenario', nodes: 3, seed: 5, timing, settings, actions };
  writeFileSync(file, JSON.stringify({ schedule: 1, target: 'raft-live', run }));
  const saved = (await pageOf(t, [file])).page;
  t.regex(saved, /"clock":\{"seed":5,/);
  t.regex(saved, /"start":\[\{"kind":"act","action":\{"kind":"isolate","node":2\}\}\]/);
  writeFileSync(
    file,
    JSON.stringify({ schedule: 1, target: 'raft-live', run: { ...run, seed: -1 } }),
  );
  await isRefused(t, ['play', file], /raft-live\.schedule\.json: scenario\.seed: must be .*\n$/);
});

test('a program is served', async (t) => {
  const { page, code } = await pageOf(t, ['--exec', commandOf('well')]);
  t.regex(page, /<h1>Play exec:counter, 3 nodes<\/h1>/);
  t.is(code, 0);
});

test('a schedule that was saved from a game is served', async (t) => {
  const file = join(emptyFolder(t), 'raft.schedule.json');
  const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };
  const decisions = [{ kind: 'fire', node: 2, timer: 'election' }];
  const run = { kind: 'schedule', nodes: 3, timing, decisions };
  writeFileSync(file, JSON.stringify({ schedule: 1, target: 'raft', run }));
  t.regex((await pageOf(t, [file])).page, /Play raft, 3 nodes/);
  writeFileSync(file, JSON.stringify({ schedule: 1, target: 'raft', run: { ...run, nodes: 1 } }));
  await isRefused(t, ['play', file], /raft\.schedule\.json: .*names a node beyond n1\n$/);
});

const REFUSED: readonly (readonly [words: readonly string[], line: RegExp])[] = [
  [[], /^error: name a finding or a target, or start one with --exec/],
  [['half-is-a-quorun'], /^error: unknown target 'half-is-a-quorun'/],
  [['no-such.json'], /^error: .*no-such\.json/],
  [['raft', '--nodes', '10'], /^error: --nodes/],
  [[FINDING, '--nodes', '3'], /^error: --nodes: a run has the nodes that it was made with\n$/],
  [[inRoot('package.json')], /package\.json: it is no finding of whitewater\n$/],
];

for (const [words, line] of REFUSED) {
  test(`play ${words.join(' ').replaceAll(inRoot('.'), '')} is refused in one line`, (t) =>
    isRefused(t, ['play', ...words], line));
}
