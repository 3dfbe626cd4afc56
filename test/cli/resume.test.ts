// A campaign that goes on: with the same seed, within the same budget, and only once.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import test from 'ava';
import { emptyFolder, killedWhen, whitewater, type Ended } from './whitewater.ts';

interface Answer {
  readonly seed: string;
  readonly wasOver: boolean;
  readonly targets: readonly {
    readonly target: string;
    readonly runs: number;
    readonly wallMs: number;
    readonly findings: readonly {
      readonly id: string;
      readonly status: string | null;
      readonly minimal: string;
    }[];
    readonly unshrunk: readonly string[];
  }[];
}

function answerIn(stdout: string): Answer {
  return JSON.parse(stdout) as Answer;
}

const QUIET = ['--no-progress', '--json'] as const;

test('a campaign that is over says so, and reports what it came to', async (t) => {
  const folder = emptyFolder(t);
  const words = [
    'run',
    'raft',
    'votes-without-memory',
    '--budget',
    '400x',
    '--engine',
    'timed',
    '--resume',
    ...QUIET,
  ];
  const first = await whitewater(folder, words);
  t.is(first.code, 0, first.stderr);
  t.regex(first.stderr, /^a new campaign begins: [^\n]+ has been kept$/m);
  const again = await whitewater(folder, words);
  t.is(again.code, 0, again.stderr);
  t.regex(again.stderr, /^this campaign has been kept, with [^\n]+ of hunting$/m);
  t.regex(
    again.stderr,
    /^this campaign was over before, after [^\n]+, no run was made, and this is its report$/m,
  );
  const [one, other] = [answerIn(first.stdout), answerIn(again.stdout)];
  t.deepEqual([one.wasOver, other.wasOver], [false, true], 'a script cannot tell them apart');
  t.is(other.seed, one.seed, 'without --seed, the same command is the same campaign');
  const counts = ({ targets }: Answer): unknown =>
    targets.map(({ target, runs, findings }) => [target, runs, findings.map(({ id }) => id)]);
  t.deepEqual(counts(other), counts(one));
  t.is(other.targets[1]?.findings[0]?.status, 'new', 'no other campaign has met the story');
});

test('without a seed, the latest campaign goes on, though it was given one', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', 'raft', '--budget', '200x', '--engine', 'timed', '--resume', ...QUIET];
  const drawn = answerIn((await whitewater(folder, words)).stdout).seed;
  const given = answerIn((await whitewater(folder, [...words, '--seed', '7'])).stdout).seed;
  t.not(given, drawn);
  t.is(answerIn((await whitewater(folder, words)).stdout).seed, given);
});

test('a campaign that was killed comes to what it would have come to', async (t) => {
  const [killed, whole] = [emptyFolder(t), emptyFolder(t)];
  const hunt = ['run', 'raft', 'tutorial', '--budget', '600x', '--seed', '5', '--engine', 'timed'];
  const words = [...hunt, '--workers', '1', '--resume', ...QUIET];
  const campaigns = join(killed, '.whitewater/campaigns');
  const isKept = (): boolean =>
    existsSync(campaigns) && readdirSync(campaigns).some((name) => name.endsWith('.json.gz'));
  const ended = await killedWhen(killed, words, isKept);
  t.is(ended.signal, 'SIGKILL', `it ended by itself: ${ended.stderr}`);
  const resumed = await whitewater(killed, words);
  const once = await whitewater(whole, words);
  t.is(resumed.code, once.code, resumed.stderr);
  const counts = (stdout: string): unknown =>
    answerIn(stdout).targets.map(({ target, runs, findings }) => {
      return [target, runs, findings.map(({ id }) => id)];
    });
  t.deepEqual(counts(resumed.stdout), counts(once.stdout));
});

test('two campaigns in one folder exclude each other, whatever they keep', async (t) => {
  const folder = emptyFolder(t);
  const lock = join(folder, '.whitewater/campaign.lock');
  const refusals: Ended[] = [];
  let isStarted = false;
  const first = await killedWhen(
    folder,
    ['run', 'raft', '--budget', '10m', '--no-progress'],
    () => {
      if (existsSync(lock) && !isStarted) {
        isStarted = true;
        void whitewater(folder, ['run', 'raft', '--runs', '1']).then((one) => refusals.push(one));
      }
      return refusals.length > 0;
    },
  );
  t.is(first.signal, 'SIGKILL', first.stderr);
  t.is(refusals[0]?.code, 2);
  t.regex(
    refusals[0]?.stderr ?? '',
    /^error: \.whitewater is in use by another campaign \(process \d+\)/,
  );
  t.true(existsSync(lock), 'a killed process leaves its lock');
  const after = await whitewater(folder, ['run', 'raft', '--runs', '1', '--seed', '1']);
  t.is(after.code, 0, `the lock of a process that is gone was respected: ${after.stderr}`);
  t.false(existsSync(lock));
});

interface Runs {
  readonly runs: number;
}

interface Kept {
  readonly targets: readonly {
    readonly usedMs: number;
    readonly reachedMs: number;
    readonly state: { readonly counts: Runs };
    readonly resumable: { readonly counts: Runs; readonly begun: readonly { counts: Runs }[] };
  }[];
}

function keptIn(folder: string): Kept['targets'] {
  const campaigns = join(folder, '.whitewater/campaigns');
  const [file = ''] = readdirSync(campaigns).filter((name) => name.endsWith('.json.gz'));
  return (JSON.parse(gunzipSync(readFileSync(join(campaigns, file))).toString()) as Kept).targets;
}

test('a chunk that a budget of time cut short goes on where it stood', async (t) => {
  const folder = emptyFolder(t);
  const words = ['run', 'raft', '--engine', 'timed', '--resume', ...QUIET];
  const first = await whitewater(folder, [...words, '--budget', '1s']);
  t.true(first.code === 0 || first.code === 5, `a slow machine may make no run: ${first.stderr}`);
  const [cut] = keptIn(folder);
  if (cut === undefined) return t.fail('nothing of the campaign is kept');
  t.true(cut.reachedMs >= 1000, 'the budget is not used up');
  const { counts, begun } = cut.resumable;
  const kept = begun.reduce((sum, chunk) => sum + chunk.counts.runs, counts.runs);
  t.is(kept, cut.state.counts.runs, 'a longer budget performs runs once more');
  t.is(cut.usedMs, cut.reachedMs, 'all runs are kept, and some of their time is not charged');
  const same = await whitewater(folder, [...words, '--budget', '1s']);
  t.regex(same.stderr, /^this campaign was over before/m);
  t.is(answerIn(same.stdout).targets[0]?.runs, cut.state.counts.runs);
  await whitewater(folder, [...words, '--budget', '2s']);
  const [longer] = keptIn(folder);
  t.true((longer?.state.counts.runs ?? 0) >= cut.state.counts.runs, 'what was made is lost');
  t.true((longer?.reachedMs ?? 0) >= 2000);
});

test('what Ctrl-C cut short is shrunk by the next session, even of a campaign that is over', async (t) => {
  const folder = emptyFolder(t);
  const unshrunk = join(folder, '.whitewater/unshrunk');
  const hunt = ['run', 'tutorial', '--seed', '3', '--property', 'election-safety', '--keep-going'];
  const words = [...hunt, '--workers', '1', '--resume', ...QUIET];
  let isAsked = false;
  // A second Ctrl-C would end it at once.
  const isMet = (): boolean => {
    if (isAsked || !existsSync(unshrunk)) return false;
    isAsked = readdirSync(unshrunk).some((name) => name.endsWith('.json'));
    return isAsked;
  };
  const first = await killedWhen(folder, [...words, '--budget', '10m'], isMet, 'SIGINT');
  t.is(first.code, 130, first.stderr);
  const cut = answerIn(first.stdout).targets[0];
  t.true(
    cut?.findings.every(({ minimal }) => minimal === 'budget'),
    'all was shrunk before Ctrl-C: nothing is tested',
  );
  const next = await whitewater(folder, [...words, '--budget', '1ms']);
  t.is(next.code, 0, `the exit code is not that of its report: ${next.stderr}`);
  t.regex(
    next.stderr,
    /^this campaign was over before, .+; what was left to shrink is shrunk now$/m,
  );
  const { wasOver, targets } = answerIn(next.stdout);
  t.true(wasOver);
  t.true((targets[0]?.findings.length ?? 0) > 0, 'it reports no finding');
  t.true(
    targets[0]?.findings.every(({ minimal }) => minimal !== 'budget'),
    next.stdout,
  );
  t.true(
    targets[0]?.findings.every(({ status }) => status === 'new'),
    'no other campaign has met the story',
  );
  t.deepEqual(targets[0]?.unshrunk, []);
  const list = await whitewater(folder, ['findings', 'list', '--json']);
  t.deepEqual((JSON.parse(list.stdout) as { unshrunk: unknown }).unshrunk, []);
});
