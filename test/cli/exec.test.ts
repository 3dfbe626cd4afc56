import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { commandOf, ELECTION, hasPython, processesWith } from '../campaign/programs.ts';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

test('run --exec finds and saves; replay needs the program again, and says so', async (t) => {
  if (!hasPython(t)) return t.pass();
  const folder = emptyFolder(t);
  const exec = ['--exec', `python3 '${ELECTION}'`];
  const hunt = ['--engine', 'adversarial', '--nodes', '3', '--runs', '200', '--seed', '1'];
  const run = await whitewater(folder, ['run', ...exec, ...hunt, '--no-progress']);
  t.is(run.code, 1, run.stderr);
  t.regex(run.stdout, /✖ exec:python-election {2}broke one-vote-per-term/);
  t.regex(run.stdout, /Replay .*--exec/, 'the command that it tells to type must work');

  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  const id = name.slice(-12);
  const [replay, alone, other] = await Promise.all([
    whitewater(folder, ['replay', id, ...exec]),
    whitewater(folder, ['replay', id]),
    whitewater(folder, ['replay', id, '--exec', commandOf('well')]),
  ]);
  t.is(replay.code, 0, replay.stderr);
  t.regex(replay.stdout, /✔ the same, event for event/);

  t.is(alone.code, 2);
  t.regex(
    alone.stderr,
    /^error: exec:python-election is a program: say how [^\n]* --exec [^\n]*\n$/,
  );
  t.is(other.code, 2);
  t.regex(other.stderr, /^error: the finding is of exec:python-election, .* exec:counter\n$/);
});

test('a program that dies in the middle of a run has crashed, and its node is named', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', '--exec', commandOf('exits'), '--runs', '5', '--no-progress'];
  const { code, stdout, stderr } = await whitewater(folder, [...words, '--nodes', '3']);
  t.is(code, 1, stderr);
  const said = stdout.replace(/\s+/g, ' ');
  t.regex(said, /n[123] threw ProgramFault: timer election: it ended without an answer/);
  t.regex(said, /on stderr: out of luck/);
});

test('Ctrl-C leaves no program behind, not even one that answers nobody', async (t) => {
  const folder = emptyFolder(t);
  const mark = `--mark-${process.pid}`;
  let kills = 0;
  let killedMs = 0;
  const words = ['run', '--exec', `${commandOf('silent')} ${mark}`, '--answer-within', '20s'];
  const { code } = await whitewater(folder, [...words, '--budget', '60s'], (said, kill) => {
    if (kills > 0 || !said.includes('hunting in exec:counter')) return;
    kills += 1;
    setTimeout(() => kill('SIGINT'), 2500);
    setTimeout(() => {
      killedMs = performance.now();
      kill('SIGINT');
    }, 2800);
  });
  t.is(code, 130);
  const waitedMs = performance.now() - killedMs;
  t.true(waitedMs < 10_000, 'the second Ctrl-C waits for an answer: end the programs first');
  t.deepEqual(processesWith(mark), [], 'end the programs when the process ends');
});

test('a program that cannot be used is refused in one line', async (t) => {
  await isRefused(t, ['run', '--exec', 'whitewater-no-such-program'], /not found/);
  const slow = ['run', '--exec', commandOf('well'), '--answer-within', 'soon'];
  await isRefused(t, slow, /soon/);
  await isRefused(t, ['explore'], /name a target, or start one with --exec/);
});
