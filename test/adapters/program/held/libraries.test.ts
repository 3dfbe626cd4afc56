// What libraries do that Figure 2 does not: each habit is a program, held like any other.
import test, { type ExecutionContext } from 'ava';
import { LAB_TIMING } from '../../../../core/timing.ts';
import type { Action } from '../../../../faults/action.ts';
import { SEARCH_FAULTS } from '../../../../search/exploring/bounds.ts';
import { explore } from '../../../../search/exploring/explore.ts';
import { SAFETY_PROPERTIES } from '../../../../search/running/perform-schedule.ts';
import { libraryWith, lived } from './library-runs.ts';

const elapse = (ms: number): Action => ({ kind: 'elapse', ms });
const inTurn = (act: (node: number) => readonly Action[]): readonly Action[] =>
  [1, 2, 3].flatMap(act);

/** Commands for everyone; then each node in turn is crashed, and cut off for an election. */
const ACTIONS: readonly Action[] = [
  elapse(2000),
  ...inTurn((node) => [{ kind: 'propose', node, command: `x${node}` }, elapse(300)]),
  ...inTurn((node) => [
    { kind: 'crash', node },
    elapse(1500),
    { kind: 'rejoin', node },
    elapse(500),
  ]),
  ...inTurn((node) => [{ kind: 'isolate', node }, elapse(1500), { kind: 'heal' }, elapse(500)]),
  ...inTurn((node) => [{ kind: 'propose', node, command: `y${node}` }, elapse(300)]),
];

/** The lines between whitewater and Raft with these habits, in runs that break nothing. */
function linesOf(t: ExecutionContext, habits: string): string {
  const { target, lines } = libraryWith(t, habits);
  const { result } = lived(target, ACTIONS);
  t.deepEqual(result.violations, [], 'no habit of a library is a violation');
  const bounds = {
    nodes: 3,
    maxDecisions: 3,
    maxTerm: 2,
    faults: SEARCH_FAULTS,
    maxStates: 10_000,
  };
  const searched = explore(target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
  t.is(searched.kind, 'complete', 'no habit of a library is a violation');
  return lines();
}

/** The indices of all entries that were handed to a state machine. */
function appliedIn(lines: string): readonly number[] {
  return [...lines.matchAll(/"kind":"apply","index":(\d+)/g)].map(([, index]) => Number(index));
}

test('a leader may begin with an entry that holds no command', (t) => {
  const lines = linesOf(t, 'noop');
  const applied = /"kind":"apply","index":\d+,"entry":\{"term":\d+,"command":""\}/;
  t.true(applied.test(lines), 'no such entry was applied: this test proves nothing');
});

test('a server may ask whether it would be elected before it stands', (t) => {
  const lines = linesOf(t, 'preVote');
  for (const kind of ['preVote', 'preVoteReply']) {
    const arrives = new RegExp(`"kind":"receive",.*"message":\\{"kind":"${kind}"`);
    t.true(arrives.test(lines), `no ${kind} arrived: this test proves nothing`);
  }
  t.true(lines.includes('"role":"leader"'), 'nobody was elected: this test proves nothing');
});

test('a restarted server may hand its state machine all entries again', (t) => {
  const again = appliedIn(linesOf(t, 'applyAgain'));
  const once = appliedIn(linesOf(t, ''));
  const firsts = (indices: readonly number[]): number =>
    indices.filter((index) => index === 1).length;
  t.true(firsts(again) > firsts(once), 'no entry was applied again: this test proves nothing');
});

test('a follower may pass a proposal on, or drop it', (t) => {
  const passedOn = /"message":\{"kind":"other","term":\d+,"command":"[^"]+"\}/;
  t.true(passedOn.test(linesOf(t, 'forward')), 'none was passed on: this test proves nothing');
});

test('all of it together is held, too', (t) => {
  const lines = linesOf(t, 'noop preVote applyAgain forward');
  t.true(lines.includes('"role":"leader"'), 'nobody was elected: this test proves nothing');
});
