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
    quorumCheck: false,
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
    t.regex(
      failure?.message.split('\n')[0] ?? '',
      /^mistaken threw at n1: ContractBroken: mistaken/,
    );
  });
}
