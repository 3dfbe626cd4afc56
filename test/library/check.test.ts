import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { carefulElection, naiveElection } from '../../examples/bring-your-own/election.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { check, CheckFailed, type CheckOptions, type PureTarget } from '../../library/index.ts';
import { raft } from '../../targets/raft.ts';
import { raftLive } from '../../targets/raft-live.ts';
import { forgetsNothing, idle, thrower } from './targets.ts';

const QUIET = { seed: 1, runs: 20, out: null } as const;

/** What a check throws; fails the test if it passes. */
function failureOf(t: ExecutionContext, target: PureTarget, options: CheckOptions): CheckFailed {
  const failure = t.throws(() => check(target, options), { instanceOf: CheckFailed });
  return failure ?? new CheckFailed('inconclusive', 'it passed', null);
}

function folderFor(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-library-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('A check of a sound target passes, and shows what it has done', (t) => {
  const checked = check(raft, QUIET);
  t.is(checked.seed, 1);
  t.is(checked.runs, 20);
  t.is(checked.adversarialRuns, 200, 'a pure target is also taken through runs without a clock');
  t.true(checked.leaders >= 20, 'a run that elected nobody proves nothing');
  t.true((checked.exercised['election-safety'] ?? 0) >= 20);
  const judged = PROPERTIES.filter(({ kind }) => kind !== 'possibility').length;
  t.true(checked.report.includes(`✔ raft  held: ${judged} properties`));
  t.regex(checked.report, /Setting +\{ seed: 0x00000001, nodes: \[3, 5\], runs: 20 \}/);
});

test('The same seed does the same, to the letter', (t) => {
  const withoutTimes = (text: string): string => text.replace(/;\s+took .*?runs\/s/s, '');
  const [one, two] = [check(raft, QUIET), check(raft, QUIET)];
  t.is(withoutTimes(one.report), withoutTimes(two.report));
  const first = failureOf(t, naiveElection, QUIET);
  const second = failureOf(t, naiveElection, QUIET);
  t.deepEqual(first.finding, second.finding);
});

test('Without a seed one is drawn, and reported', (t) => {
  const { seed, report } = check(carefulElection, { runs: 1, out: null });
  const hex = seed.toString(16).padStart(8, '0');
  t.true(report.includes(`seed: 0x${hex}`), `the report must name 0x${hex}:\n${report}`);
});

test('A broken target fails with the report of the shortest run', (t) => {
  const { reason, finding, message } = failureOf(t, naiveElection, {
    ...QUIET,
    properties: ['election-safety'],
  });
  t.is(reason, 'violated');
  t.is(finding?.property, 'election-safety');
  t.is(finding?.shrinking.result, 'proven shortest');
  t.is(finding?.run.kind === 'schedule' ? finding.run.decisions.length : null, 6);
  t.regex(message, /^naive-election breaks election-safety\n\n ✖ election-safety {2}at most one/);
  t.regex(message, /Evidence step {2}1 {2}n1 voted for itself in term 1/);
  t.regex(message, /n2 has 2 of 2 votes and leads term 1/);
  t.regex(message, /Setting +\{ seed: 0x00000001/, 'the message must say how to draw it again');
});

test('Where liveness and safety are both broken, the report is about safety', (t) => {
  // Everybody says yes to everybody, and so nobody leads for long either.
  const { finding } = failureOf(t, naiveElection, QUIET);
  t.is(finding?.property, 'one-vote-per-term');
});

test('A failure carries nothing that a test runner would print beside the message', (t) => {
  const failure = failureOf(t, naiveElection, QUIET);
  t.deepEqual(
    Object.keys(failure).filter((name) => name !== 'name'),
    [],
  );
});

test('A finding is saved, with its report, and the message says where', (t) => {
  const out = folderFor(t);
  const { finding, message } = failureOf(t, naiveElection, { ...QUIET, out });
  const folder = join(out, 'findings', `one-vote-per-term-${finding?.id}`);
  t.deepEqual(JSON.parse(readFileSync(join(folder, 'finding.json'), 'utf8')), finding);
  t.true(existsSync(join(folder, 'report.txt')));
  t.true(message.includes('finding.json'), message);
  t.regex(message, /NEW/);
  t.notRegex(failureOf(t, naiveElection, { ...QUIET, out }).message, /NEW/, 'it is known now');
});

test('A folder that cannot be written to takes nothing from the report', (t) => {
  const file = join(folderFor(t), 'a-file');
  writeFileSync(file, '');
  const { message } = failureOf(t, naiveElection, { ...QUIET, out: file });
  t.regex(message, /Replay {3}await replay\(target, error\.finding\)/);
});

test('What a target throws is the cause, with the lines of its own code', (t) => {
  const { reason, message, cause } = failureOf(t, thrower, QUIET);
  t.is(reason, 'crashed');
  t.regex(message, /^thrower: n\d threw TypeError: no such neighbour\n/);
  t.true(cause instanceof TypeError);
  t.regex((cause as Error).stack ?? '', /test\/library\/targets\.ts:\d+/);
});

test('A target that does not do the same twice is told so', (t) => {
  const { reason, message } = failureOf(t, forgetsNothing, QUIET);
  t.is(reason, 'diverged');
  t.regex(message, /^forgets-nothing is not deterministic: the same run went two ways\n/);
});

test('A target that never elects anyone breaks the promise of a leader', (t) => {
  const { reason, finding } = failureOf(t, idle, QUIET);
  t.is(reason, 'violated');
  t.is(finding?.property, 'eventual-leader');
});

test('A check that put nothing to the test does not pass', (t) => {
  const nobody = failureOf(t, idle, { ...QUIET, properties: ['election-safety'] });
  t.is(nobody.reason, 'inconclusive');
  t.regex(nobody.message, /^idle is not put to the test: no run elected a leader\n/);
  const unasked = failureOf(t, carefulElection, { ...QUIET, properties: ['log-matching'] });
  t.is(unasked.reason, 'inconclusive');
  t.regex(unasked.message, /careful-election is not put to the test: log-matching never came up/);
});

test('A live target is checked in a promise', async (t) => {
  const checked = await check(raftLive, { ...QUIET, runs: 5 });
  t.is(checked.runs, 5);
  t.is(checked.adversarialRuns, 0, 'without a clock a live target cannot run');
});

const WRONG: readonly (readonly [object, RegExp])[] = [
  [{ runs: 0 }, /^runs: 0 is no whole number from 1 to/],
  [{ runs: 1.5 }, /^runs: 1.5 is no/],
  [{ seed: -1 }, /^seed: -1 is no whole number from 0 to 4294967295$/],
  [{ nodes: [] }, /^nodes: name at least one, in a list$/],
  [{ nodes: '3' }, /^nodes: name at least one, in a list$/],
  [{ node: [3] }, /^node: there is no such option; did you mean nodes\?$/],
  [{ fuzz: 1 }, /^fuzz: there is no such option; there are runs, budgetMs, seed, nodes,/],
  [{ nodes: [3, 10] }, /^nodes: 10 is no whole number from 1 to 9$/],
  [{ budgetMs: 0 }, /^budgetMs: 0 is no time$/],
  [{ timing: 'fast' }, /^timing: fast is none of lab, paper$/],
  [{ faults: ['quake'] }, /^faults: "quake" is unknown; all of them: .+ list faults$/],
  [{ faults: ['krash'] }, /^faults: "krash" is unknown; did you mean crash\? .+ list faults$/],
  [{ faults: [] }, /^faults: name at least one, in a list$/],
  [
    { properties: ['safety'] },
    /^properties: "safety" is unknown; did you mean election-safety or /,
  ],
];

for (const [options, message] of WRONG) {
  test(`An option out of range is named: ${JSON.stringify(options)}`, (t) => {
    t.throws(() => check(raft, options), { instanceOf: RangeError, message });
  });
}

test('A budget of time ends a check', (t) => {
  const { runs } = check(raft, { seed: 1, runs: 1_000_000, budgetMs: 50, out: null });
  t.true(runs > 0 && runs < 1_000_000);
});
