import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../adapters/refusal.ts';
import { ExitCode, gravest } from '../../cli/exit-code.ts';
import { exitCodeOf } from '../../cli/outcome.ts';
import { planRun, UNLIMITED_RUNS, type RunArguments } from '../../cli/run-plan.ts';
import { REGISTRY } from '../../targets/registry.ts';

const USUAL = { profile: 'quick', timing: 'lab' } as const;

function isRefused(
  t: ExecutionContext,
  said: Partial<RunArguments>,
  message: RegExp,
  names: readonly string[] = [],
): void {
  const refusal = t.throws(() => planRun(names, { ...USUAL, ...said }), { instanceOf: Refusal });
  t.regex(refusal?.message ?? '', message);
  t.notRegex(refusal?.message ?? '', /\n/, 'a refusal is one line');
}

test('names that are unknown are refused with those that are near, and where all are listed', (t) => {
  isRefused(
    t,
    {},
    /unknown target 'tutoral'; did you mean tutorial\? all of them: npm run .+ list targets$/,
    ['raft', 'tutoral'],
  );
  isRefused(t, {}, /unknown target 'paxos'; all of them: npm run .+ list targets$/, ['paxos']);
  isRefused(
    t,
    { property: 'election-safty' },
    /^unknown property .+ mean election-safety\? .+ list properties$/,
  );
  isRefused(
    t,
    { faults: 'crash,krash' },
    /^unknown fault 'krash'; did you mean crash\? .+ faults$/,
  );
  isRefused(t, { profile: 'nightlie' }, /^unknown profile .+ mean nightly\? .+ list profiles$/);
  isRefused(t, { engine: 'timid' }, /^unknown engine 'timid'; did you mean timed\?$/);
  isRefused(t, { timing: 'fast' }, /^unknown timing 'fast'; there are lab, paper$/);
  isRefused(t, { property: '\u001b[2J' }, /unknown property '\?\[2J'/);
});

test('numbers that are out of range are refused with what is allowed', (t) => {
  for (const runs of ['0', '-1', '1.5', '1e3', '', '99999999999']) {
    isRefused(t, { runs }, /^--runs '.*': write a whole number from 1 to 1000000000$/);
  }
  for (const budget of ['30', '0s', '1.5s', '8d', '5000h', '-1s', 's', '0x']) {
    isRefused(t, { budget }, /^--budget '.+': write a time up to a week such as 500ms/);
  }
  for (const seed of ['-1', 'abc', '0x1ffffffff', '4294967296', '']) {
    isRefused(t, { seed }, /^--seed '.*': write a whole number from 0 to 0xffffffff$/);
  }
  for (const nodes of ['0', '10', '3,x', '', '3;5']) {
    isRefused(t, { nodes }, /^--nodes '.*': write cluster sizes from 1 to 9/);
  }
});

test('a seed is drawn if none is given, and the setting says how to draw the same runs', (t) => {
  const [raft] = planRun(['raft'], { ...USUAL, seed: '0xff', nodes: '3,3,5' }).targets;
  t.is(raft?.setting, '--seed 0x000000ff --nodes 3,5 --timing lab --profile quick');
  const seeds = [1, 2, 3].map(() => planRun(['raft'], USUAL).seed);
  t.true(new Set(seeds).size > 1, `three drawn seeds are all ${seeds[0]}`);
});

test('runs and time bound a hunt: what is said replaces the profile', (t) => {
  const boundsOf = (said: Partial<RunArguments>): readonly [number, number | null] | null => {
    const [plan] = planRun(['raft'], { ...USUAL, ...said }).targets;
    return plan === undefined ? null : [plan.request.maxRuns, plan.budgetMs];
  };
  t.deepEqual(boundsOf({}), [UNLIMITED_RUNS, 10_000]);
  t.deepEqual(boundsOf({ runs: '50' }), [50, null]);
  t.deepEqual(boundsOf({ budget: '2m' }), [UNLIMITED_RUNS, 120_000]);
  t.deepEqual(boundsOf({ budget: '1000x' }), [1000, null]);
  t.deepEqual(boundsOf({ budget: '500ms', runs: '7' }), [7, 500]);
  t.deepEqual(boundsOf({ budget: '9x', runs: '7' }), [7, null]);
});

test('a target is spared what it does not promise to bear, unless it is asked for', (t) => {
  const [fair] = planRun(['tutorial'], USUAL).targets;
  t.deepEqual(fair?.spared, ['crash', 'crashWithinStep', 'rejoin', 'propose']);
  t.false(fair?.request.faults.includes('crash'));
  const [asked] = planRun(['tutorial'], { ...USUAL, faults: 'crash,rejoin' }).targets;
  t.deepEqual(asked?.request.faults, ['crash', 'rejoin']);
  t.deepEqual(asked?.spared, []);
});

test('a broken target is hunted for what it declares, a sound one for anything', (t) => {
  const [raft, tutorial] = planRun(['raft', 'tutorial', 'raft'], USUAL).targets;
  t.is(raft?.request.sought, null);
  t.deepEqual(tutorial?.request.sought, ['election-safety']);
  const [named] = planRun(['tutorial'], { ...USUAL, property: 'progress' }).targets;
  t.deepEqual(named?.request.sought, ['progress']);
});

test('the exit code says whether a target did what was expected of it', (t) => {
  const sound = { verdict: 'held' } as const;
  const broken = { verdict: 'violated', by: 'election-safety' } as const;
  const held = { outcome: { kind: 'held', exercised: 18, idle: [] } } as const;
  const judgedNothing = { outcome: { kind: 'held', exercised: 0, idle: [] } } as const;
  const violated = { outcome: { kind: 'violated', properties: ['election-safety'] } } as const;
  const otherwise = { outcome: { kind: 'violated', properties: ['progress'] } } as const;
  const nothing = {
    outcome: { kind: 'inconclusive', reason: { kind: 'nothingRun' } },
  } as const;
  const crashed = { outcome: { kind: 'crashed' } } as const;
  const diverged = { outcome: { kind: 'diverged', divergence: null } } as const;
  t.is(exitCodeOf(sound, held), ExitCode.expected);
  t.is(exitCodeOf(sound, judgedNothing), ExitCode.notMeaningful);
  t.is(exitCodeOf(sound, violated), ExitCode.violation);
  t.is(exitCodeOf(sound, nothing), ExitCode.notMeaningful);
  t.is(exitCodeOf(sound, crashed), ExitCode.violation);
  t.is(exitCodeOf(broken, violated), ExitCode.expected);
  t.is(exitCodeOf(broken, otherwise), ExitCode.violation);
  t.is(exitCodeOf(broken, held), ExitCode.notMeaningful);
  t.is(exitCodeOf(broken, crashed), ExitCode.violation);
  for (const expected of [sound, broken]) {
    t.is(exitCodeOf(expected, diverged), ExitCode.notReproducible);
  }
  t.is(gravest([0, 5, 1, 2]), ExitCode.violation);
  t.is(gravest([]), ExitCode.notMeaningful);
});

test('who asks for a property is told of that one alone', (t) => {
  const expectedOf = (property: string) => {
    const [plan] = planRun(['tutorial'], { ...USUAL, property }).targets;
    return plan?.entry.expected;
  };
  t.deepEqual(expectedOf('election-safety,progress'), {
    verdict: 'violated',
    by: 'election-safety',
  });
  t.deepEqual(expectedOf('term-monotonic'), { verdict: 'held' }, 'nobody asked for its defect');
});

test('Whoever asks for more that a package is known to break expects to see that', (t) => {
  const entry = REGISTRY.find(({ alsoBreaks = [] }) => alsoBreaks.length > 0);
  const [property = ''] = entry?.alsoBreaks ?? [];
  try {
    const [plan] = planRun([entry?.name ?? ''], { ...USUAL, property }).targets;
    t.deepEqual(plan?.entry.expected, { verdict: 'violated', by: property });
  } catch (error) {
    // Only installed packages are known for more than one property.
    t.regex(String(error), /is not installed/);
  }
});
