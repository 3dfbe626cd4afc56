import test from 'ava';
import { Check } from '../../properties/check.ts';
import { property } from '../../properties/property.ts';
import type { NodeView } from '../../trace/view.ts';

test('a property that is due between two milliseconds is judged at the next whole one', (t) => {
  const punctual = property<null>({
    id: 'progress',
    kind: 'liveness',
    claim: '',
    source: '',
    start: () => null,
    on: {
      healed(memory, { timeMs }, judge) {
        judge.wakeAt(timeMs + 137.5);
        return memory;
      },
      due(memory, { step, timeMs }, judge) {
        judge.violated({ observed: 'it is time', because: [], step, timeMs });
        return memory;
      },
    },
  });
  const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };
  const check = new Check([punctual], { nodes: 1, ...timing });
  check.happened(10, { kind: 'healed' }, null, null);
  check.passed(147);
  t.deepEqual(check.violations, []);
  check.passed(1000);
  t.is(check.violations[0]?.witness.timeMs, 148, 'files of findings hold whole milliseconds only');
});

/** Notes each time that it is woken. */
function noting(woken: string[], forLive: readonly 'standing'[] = []) {
  return property<null>({
    id: 'progress',
    kind: 'safety',
    claim: '',
    source: '',
    forLive,
    start: () => null,
    on: {
      leadership(memory) {
        woken.push('leadership');
        return memory;
      },
      standing(memory) {
        woken.push('standing');
        return memory;
      },
    },
  });
}

const TIMING = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };

const VIEW: NodeView = {
  role: 'follower',
  currentTerm: 1,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

const CANDIDATE: NodeView = { ...VIEW, role: 'candidate', currentTerm: 2 };
const LEADER: NodeView = { ...CANDIDATE, role: 'leader' };
const FIRED = { kind: 'timerFired', node: 1, timer: 'election' } as const;

test('only a node that led before or leads now wakes those who ask for leaderships', (t) => {
  const wokenBy = (before: NodeView | null, after: NodeView | null): string[] => {
    const woken: string[] = [];
    new Check([noting(woken)], { nodes: 1, ...TIMING }).happened(0, FIRED, before, after);
    return woken;
  };
  t.deepEqual(wokenBy(VIEW, CANDIDATE), ['standing']);
  t.deepEqual(wokenBy(null, VIEW), ['standing']);
  t.deepEqual(wokenBy(CANDIDATE, LEADER), ['standing', 'leadership'], 'standing comes first');
  t.deepEqual(wokenBy(LEADER, VIEW), ['standing', 'leadership']);
  t.deepEqual(wokenBy(LEADER, null), ['standing', 'leadership']);
});

test('what only live code needs is not asked of functions', (t) => {
  for (const isLive of [false, true]) {
    const woken: string[] = [];
    const check = new Check([noting(woken, ['standing'])], { nodes: 1, ...TIMING, isLive });
    check.happened(0, FIRED, VIEW, CANDIDATE);
    t.deepEqual(woken, isLive ? ['standing'] : []);
  }
});
