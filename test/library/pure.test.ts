import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { check, CheckFailed, pure, type PureDefinition } from '../../library/index.ts';
import { ticking } from './targets.ts';

const IDENTITY = { self: 1, nodes: 3, timing: LAB_TIMING };

test('What an election does not say is filled in: no log, no disk, no promises', (t) => {
  const target = ticking('small', (state) => ({ state, effects: [] }));
  t.deepEqual(target.capabilities, {
    persistence: false,
    proposals: false,
    symmetric: false,
    duplicates: true,
    reordering: true,
    quorumCheck: false,
    applies: false,
    electionTimeouts: true,
    ignoresVotesWhileLed: false,
    learnsFromReplies: true,
  });
  const { state } = target.boot(IDENTITY, null);
  const shown = target.view(state);
  t.like(shown, { role: 'follower', log: [], commitIndex: 0, matchIndex: null });
  t.is(target.view(state), shown, 'the same state must show the same view');
  t.deepEqual(target.viewDurable(null), { currentTerm: 0, votedFor: null, log: [] });
});

test('A definition without a function is refused by name', (t) => {
  const whole = ticking('half', (state) => ({ state, effects: [] }));
  const half = { ...whole, step: undefined } as unknown as PureDefinition<unknown>;
  t.throws(() => pure(half), { message: 'half has no function step' });
});

const ANSWERS: readonly (readonly [string, object, RegExp])[] = [
  ['an unknown role', { role: 'boss' }, /its view: role "boss", not follower, candidate, leader/],
  ['a term that is no number', { currentTerm: NaN }, /its view: currentTerm NaN, not a whole/],
  ['a vote for nobody', { votedFor: 9 }, /its view: votedFor 9, not null or the number of a node/],
];

for (const [what, wrong, message] of ANSWERS) {
  test(`A view with ${what} is a crash of that target, in one line`, (t) => {
    const view = { role: 'follower', currentTerm: 0, votedFor: null, ...wrong } as const;
    const target = ticking(
      'mistaken',
      (state) => ({ state, effects: [] }),
      () => view,
    );
    const failure = t.throws(() => check(target, { runs: 1, seed: 1, out: null }), {
      instanceOf: CheckFailed,
      message,
    });
    t.is(failure?.reason, 'crashed');
    t.regex(failure?.message.split('\n')[0] ?? '', /^mistaken: n1 threw ContractBroken: mistaken/);
  });
}

test('A target that shows a log has to say what its disk remembers', (t) => {
  const log = [{ term: 1, command: 'x' }];
  const view = () => ({ role: 'follower', currentTerm: 1, votedFor: null, log }) as const;
  const target = ticking('logger', (state) => ({ state, effects: [] }), view);
  const failure = t.throws(() => check(target, { runs: 1, seed: 1, out: null }));
  t.regex(failure?.message ?? '', /logger shows a log, and so it needs a function viewDurable/);
});

test('A promise that nobody knows is refused: mostly it is a slip of the keys', (t) => {
  const { boot, step, view, classify } = idleDefinition;
  const slip = { name: 'slip', capabilities: { persistance: true }, boot, step, view, classify };
  t.throws(() => pure(slip as PureDefinition<unknown>), {
    instanceOf: RangeError,
    message: /^persistance: there is no such capability; did you mean persistence\?/,
  });
});

const idleDefinition = {
  boot: () => ({ state: 0, effects: [] }),
  step: (state: unknown) => ({ state, effects: [] }),
  view: () => ({ role: 'follower', currentTerm: 0, votedFor: null }) as const,
  classify: () => ({ kind: 'other', term: 0 }) as const,
};
