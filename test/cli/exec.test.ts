import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { FindingsStore } from '../../campaign/findings/findings-store.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { savePinned } from '../../campaign/findings/regressions.ts';
import { withPrograms } from '../../cli/exec.ts';
import { targetOf } from '../../cli/bring-targets.ts';
import { raft } from '../../targets/raft.ts';
import { commandOf, HELD_ELECTION, processesWith } from '../adapters/program/programs.ts';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

test('a finding of a program is replayed and checked with its --exec, and becomes a test', async (t) => {
  const folder = emptyFolder(t);
  const command = `'${process.execPath}' '${HELD_ELECTION}'`;
  const exec = ['--exec', command];
  const hunt = ['--engine', 'adversarial', '--nodes', '3', '--runs', '50', '--seed', '1'];
  const only = ['--property', 'one-vote-per-term', '--shrink-budget', '50x', '--no-progress'];
  const run = await whitewater(folder, ['run', ...exec, ...hunt, ...only]);
  t.is(run.code, 1, run.stderr);
  t.regex(run.stdout, /✖ exec:held-election {2}broke one-vote-per-term/);
  t.regex(run.stdout, /Replay .*--exec/, 'the command that it tells to type must work');

  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  const id = name.slice(-12);
  const finding = await new FindingsStore(join(folder, '.whitewater')).load(id);
  savePinned(join(folder, 'corpus'), { finding, expect: 'violated' });
  const tests = ['--as-test', '--expect', 'violated', '--test-folder', 'tests'];
  const [replay, asTest, checked] = await Promise.all([
    whitewater(folder, ['replay', id, ...exec]),
    whitewater(folder, ['pin', id, ...exec, ...tests]),
    whitewater(folder, ['check', 'corpus', ...exec]),
  ]);
  t.is(replay.code, 0, replay.stderr);
  t.regex(replay.stdout, /✔ the same, event for event/);
  t.is(asTest.code, 0, asTest.stderr);
  const source = readFileSync(join(folder, 'tests', `one-vote-per-term-${id}.test.ts`), 'utf8');
  t.true(source.includes('const entry = { target: program({ command }) };'), source);
  t.is(checked.code, 0, checked.stderr);
  t.regex(checked.stdout, /✔ exec:held-election {2}breaks one-vote-per-term, as pinned/);

  const renamed = await whitewater(folder, [
    'check',
    'corpus',
    ...exec,
    '--exec',
    commandOf('well'),
  ]);
  t.is(renamed.code, 5, 'a program that has another name than its findings is checked in nothing');
  t.regex(renamed.stderr, /^exec:counter: no pinned finding is of this target$/m);
});

test('several programs are hunted in one command, each with a copy for every thread', async (t) => {
  const commands = [`'${process.execPath}' '${HELD_ELECTION}'`, commandOf('well')];
  const exec = commands.flatMap((command) => ['--exec', command]);
  const hunt = ['--engine', 'timed', '--nodes', '3', '--runs', '100', '--seed', '1'];
  const hunted = async (workers: string) => {
    const words = ['run', ...exec, ...hunt, '--workers', workers, '--shrink-budget', '5x'];
    const { stdout } = await whitewater(emptyFolder(t), [...words, '--json', '--no-progress']);
    const { targets } = JSON.parse(stdout) as { targets: readonly Record<string, unknown>[] };
    return targets.map(({ target, verdict, runs, events }) => ({ target, verdict, runs, events }));
  };
  const alone = await hunted('1');
  t.deepEqual(
    alone.map(({ target }) => target),
    ['exec:held-election', 'exec:counter'],
  );
  t.deepEqual(await hunted('2'), alone, 'what a hunt comes to is the same however many threads');
});

test('a program that dies in the middle of a run has crashed, and its node is named', async (t) => {
  const words = ['run', '--exec', commandOf('exits'), '--runs', '5', '--nodes', '3', '--json'];
  const { code, stdout, stderr } = await whitewater(emptyFolder(t), [...words, '--no-progress']);
  t.is(code, 1, stderr);
  const [target] = (JSON.parse(stdout) as { targets: readonly Record<string, unknown>[] }).targets;
  t.is(target?.['verdict'], 'crashed');
  const [finding] = target?.['findings'] as readonly Record<string, unknown>[];
  t.is(finding?.['property'], 'never-throws');
  const observed = String(finding?.['observed']);
  t.regex(observed, /^n\d threw ProgramFault: timer election: it ended without an answer/);
  t.regex(observed, /on stderr: out of luck/);
});

test('a second SIGTERM leaves no program behind, not even one that answers nobody', async (t) => {
  const mark = `--mark-${process.pid}`;
  const words = ['run', '--exec', `${commandOf('silent')} ${mark}`, '--answer-within', '60s'];
  let [started, stopped] = [false, false];
  let killedMs = 0;
  const { code } = await whitewater(emptyFolder(t), words, (said, kill) => {
    if (!started && said.includes('hunting in exec:counter')) {
      started = true;
      kill('SIGTERM');
    } else if (!stopped && said.includes('stopping:')) {
      stopped = true;
      t.true(processesWith(mark).length > 0, 'no program runs: this test proves nothing');
      killedMs = performance.now();
      kill('SIGTERM');
    }
  });
  t.true(stopped, 'the first SIGTERM asks for an end with a report, and says so');
  t.is(code, 143);
  const waitedMs = performance.now() - killedMs;
  t.true(waitedMs < 10_000, 'the second signal waits for an answer: end the programs first');
  t.deepEqual(processesWith(mark), [], 'end the programs when the process ends');
});

test('what has to be said about a program is refused in one line if it is not', async (t) => {
  await isRefused(t, ['run', '--exec', 'whitewater-no-such-program'], /not found/);
  const never = withPrograms({ exec: ['true'], answerWithin: 'soon' }, () => Promise.resolve(null));
  await t.throwsAsync(never, { instanceOf: Refusal, message: /--answer-within 'soon'/ });
  t.throws(() => targetOf('exec:mine', []), {
    instanceOf: Refusal,
    message: /^the finding is of exec:mine: say how that program is started, with --exec/,
  });
  const entry = {
    name: 'exec:other',
    title: '',
    target: raft,
    nodes: [3],
    expected: { verdict: 'held' },
  } as const;
  const other = {
    entry,
    request: { target: entry.name },
    option: '--exec other',
    path: null,
    command: 'other',
  };
  t.throws(() => targetOf('exec:mine', [other]), {
    instanceOf: Refusal,
    message: 'the finding is of exec:mine, and --exec other is exec:other',
  });
});
