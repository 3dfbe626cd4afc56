import test from 'ava';
import { progressLine } from '../../reports/terminal/progress.ts';
import type { InconclusiveReason } from '../../search/hunting/outcome.ts';
import { noFaults } from '../../trace/fault-counts.ts';
import { renderRun, type RunSummary } from '../../reports/terminal/run.ts';
import { columnsOf } from '../../reports/terminal/page.ts';
import { hasColor, PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { matchesAllWidths, matchesGolden } from './golden.ts';

const HELD: RunSummary = {
  target: 'raft',
  breaks: null,
  outcome: { kind: 'held', exercised: 2, idle: ['progress'] },
  isAsExpected: true,
  broken: [],
  brokenRuns: {},
  firstFind: null,
  runs: 12_345,
  adversarialRuns: 123_450,
  decisions: 7_407_000,
  failedRuns: 0,
  inconclusiveRuns: 0,
  events: 3_210_987,
  simulatedMs: 29_876_543,
  wallMs: 10_012,
  runsWithLeader: 12_300,
  leaders: 24_000,
  splitVotes: 1500,
  faults: 50_600,
  faultCounts: { ...noFaults(), crashes: 12_000, crashesWithinSteps: 900, cuts: 38_600 },
  exercised: { 'election-safety': 24_000, 'one-vote-per-term': 31_000, progress: 0 },
  spared: [],
  diverged: 0,
  setting: '--seed 0x5f3a91c2 --nodes 3,5 --timing lab --profile quick',
  logs: null,
};

const FOUND: RunSummary = {
  ...HELD,
  target: 'tutorial',
  breaks: 'election-safety',
  outcome: { kind: 'violated', properties: ['election-safety'] },
  broken: ['leader-has-quorum', 'election-safety'],
  brokenRuns: { 'leader-has-quorum': 12, 'election-safety': 1 },
  firstFind: { engine: 'timed', runs: 58 },
  runs: 58,
  adversarialRuns: 0,
  decisions: 0,
  failedRuns: 1,
  events: 37_892,
  simulatedMs: 358_952,
  wallMs: 1234,
  runsWithLeader: 58,
  leaders: 145,
  splitVotes: 128,
  faults: 516,
  spared: ['crash', 'rejoin'],
  logs: { kept: 1, folder: '.whitewater/runs/0x5f3a91c2/tutorial' },
};

test('a target that holds shows its work, and names what was never put to the test', (t) => {
  matchesAllWidths(t, 'run-held', (style) => renderRun(HELD, style));
});

test('a broken target that breaks as declared is a success', (t) => {
  matchesGolden(t, 'run-found', renderRun(FOUND, PLAIN_STYLE));
});

const failed = { ...HELD, isAsExpected: false };
const firstLine = (summary: RunSummary): string | undefined =>
  renderRun(summary, { ...PLAIN_STYLE, columns: 140 }).split('\n')[0];

test('each way to fail says in its first line what was expected and what happened', (t) => {
  const both = ['leader-has-quorum', 'election-safety'] as const;
  const broke: RunSummary = {
    ...FOUND,
    outcome: { kind: 'violated', properties: both },
    breaks: null,
    target: 'raft',
    isAsExpected: false,
  };
  t.is(firstLine(broke), ' ✖ raft  broke leader-has-quorum, election-safety, in timed run 58');
  t.is(
    firstLine({ ...broke, target: 'tutorial', breaks: 'progress' }),
    ' ✖ tutorial  was to break progress, and broke leader-has-quorum, election-safety, ' +
      'in timed run 58',
  );
  const undecided = (reason: InconclusiveReason): string | undefined =>
    firstLine({ ...failed, outcome: { kind: 'inconclusive', reason } });
  const missed = firstLine({ ...failed, breaks: 'progress' });
  t.is(missed, ' ✖ raft  was to break progress, and did not');
  t.is(undecided({ kind: 'nothingRun' }), ' ✖ raft  no run came to its end: too little time');
  t.is(
    undecided({ kind: 'limitReached', runs: 3 }),
    ' ✖ raft  not decided: 3 runs reached a limit',
  );
  t.is(
    undecided({ kind: 'noLeader' }),
    ' ✖ raft  held: 0 properties; no run elected a leader, so nothing is proved',
  );
  t.is(
    undecided({ kind: 'neverExercised', properties: ['progress'] }),
    ' ✖ raft  not decided: progress never came up',
  );
  t.is(firstLine({ ...failed, outcome: { kind: 'crashed' } }), ' ✖ raft  threw an error');
  t.is(
    firstLine({ ...failed, outcome: { kind: 'diverged', divergence: null } }),
    ' ✖ raft  is not deterministic: a run did not happen again as it was',
  );
});

test('progress is one line that says whether the runs mean anything', (t) => {
  const clock = { elapsedMs: 42_000, cpuMs: 65_000, budgetMs: 1_800_000, shrinkingMs: null };
  const at = { target: 'raft', maxRuns: null, ...clock };
  t.is(progressLine(null, at, 100), '00:42/30:00  raft');
  const progress = {
    phase: 'shrinking',
    runs: 1_240_000,
    adversarialRuns: 12_400_000,
    decisions: 744_000_000,
    failedRuns: 1,
    events: 9e8,
    simulatedMs: 9e9,
    leaders: 2e6,
    runsWithLeader: 1_215_200,
    splitVotes: 148_800,
    faults: 5_084_000,
    found: 1,
  } as const;
  const runs = '00:42/30:00  raft  1.24M timed runs  12.4M adversarial  324.8k/s  cpu 01:05';
  const content = 'leaders 98%  split votes 0.1/run';
  const hunting = { ...progress, phase: 'hunting', found: 0 } as const;
  t.is(progressLine(hunting, at, 110), `${runs}  ${content}`);
  const timed = '00:42/30:00  raft  1.24M timed runs  29.5k/s  cpu 01:05';
  const timedOnly = { ...hunting, adversarialRuns: 0, decisions: 0 };
  t.is(progressLine(timedOnly, at, 100), `${timed}  ${content}`);
  const shrinking = progressLine(progress, { ...at, shrinkingMs: 5000 }, 100);
  const most = runs.replace('raft', 'raft  found 1  shrinking 00:05').replace('  cpu 01:05', '');
  t.is(shrinking, most, 'the least important is left out, and what was found never is');
  const longName = { ...at, target: `exec:${'raft-'.repeat(40)}` };
  for (const columns of [40, 80, 140]) {
    const row = progressLine(progress, longName, columns);
    t.is(columnsOf(row), columns, `it must take one row of ${columns} columns: ${row}`);
    t.true(row.endsWith('…'), 'what is cut off is not to be missed');
    t.true(columnsOf(progressLine(progress, at, columns)) <= columns);
  }
});

test('--color comes before NO_COLOR, that before FORCE_COLOR, and that before the terminal', (t) => {
  const color = 'auto' as const;
  const decide = (environment: Record<string, string>, isTerminal: boolean): boolean =>
    hasColor({ color, environment, isTerminal });
  const none = { NO_COLOR: '1', FORCE_COLOR: '1' };
  t.true(hasColor({ color: 'always', environment: none, isTerminal: false }));
  t.false(hasColor({ color: 'never', environment: { FORCE_COLOR: '1' }, isTerminal: true }));
  t.false(decide(none, true));
  t.true(decide({ NO_COLOR: '', FORCE_COLOR: '1' }, false));
  t.false(decide({ FORCE_COLOR: '0' }, true));
  t.true(decide({}, true));
  t.false(decide({}, false));
  t.false(decide({ TERM: 'dumb' }, true));
});

test('a run that went two ways says where, and what usually makes it differ', (t) => {
  const divergence = {
    kind: 'event' as const,
    step: 7,
    first: 'timerFired at n2, timer election, then candidate of term 1',
    second: 'timerFired at n3, timer election, then candidate of term 1',
  };
  const outcome = { kind: 'diverged', divergence } as const;
  const text = renderRun({ ...HELD, isAsExpected: false, outcome, diverged: 1 }, PLAIN_STYLE);
  matchesGolden(t, 'run-diverged', text);
});

test('a hunt that ended early, or made runs of one kind alone, says so in its first line', (t) => {
  const undecided = (reason: InconclusiveReason): string | undefined =>
    firstLine({ ...HELD, isAsExpected: false, outcome: { kind: 'inconclusive', reason } });
  t.is(
    undecided({ kind: 'interrupted' }),
    ' ✖ raft  interrupted before its end: nothing broke until then, and nothing is proved',
  );
  t.is(
    undecided({ kind: 'emptyShard', index: 3, count: 4, chunks: 2 }),
    ' ✖ raft  nothing was run: the campaign has 2 chunks, and none is for shard 3 of 4',
  );
  t.is(
    firstLine({ ...FOUND, isInterrupted: true }),
    ' ✔ tutorial  breaks election-safety, as it must, in timed run 58; interrupted before its end',
  );
  const part = { done: 12, chunks: 100, isUnderWay: true };
  t.is(
    firstLine({ ...FOUND, isInterrupted: true, part }),
    ' ✔ tutorial  breaks election-safety, as it must, in timed run 58; still under way: the ' +
      'ledger has 12 of 100 chunks',
  );
  t.is(
    undecided({ kind: 'partOfCampaign', ...part, isUnderWay: false }),
    ' ✖ raft  the ledger has 12 of 100 chunks, nothing broke in them, and nothing is proved',
  );
  t.is(
    firstLine({ ...HELD, alone: 'timed' }),
    ' ✔ raft  held: 2 properties, in timed runs alone; never put to the test: progress',
  );
});

test('what broke beside the expected property is told apart by whether it was asked for', (t) => {
  const outcome = { kind: 'violated', properties: ['election-safety', 'stable-leader'] } as const;
  const broken = ['stable-leader', 'election-safety', 'leader-has-quorum'] as const;
  const text = renderRun({ ...FOUND, outcome, broken }, { ...PLAIN_STYLE, columns: 140 });
  t.regex(text, /Also +broke, too: stable-leader; broke, not asked for: leader-has-quorum\n/);
});
