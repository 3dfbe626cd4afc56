import test from 'ava';
import fc from 'fast-check';
import { wasmTarget } from '../../../adapters/wasm/wasm-target.ts';
import type { Input, PureTarget, Transition } from '../../../simulator/target.ts';
import { tinyRaft } from './tiny-raft.ts';

const NODES = 3;
const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };
const bytes = tinyRaft();

const term = fc.integer({ min: 1, max: 3 });
const message = fc.oneof(
  term.map((value) => ({ kind: 'requestVote', term: value })),
  fc.tuple(term, fc.boolean()).map(([value, voteGranted]) => ({
    kind: 'voteReply',
    term: value,
    voteGranted,
  })),
  term.map((value) => ({ kind: 'appendEntries', term: value })),
);
const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({
    kind: fc.constant('received' as const),
    from: fc.integer({ min: 2, max: NODES }),
    message,
  }),
  fc.record({
    kind: fc.constant('timerFired' as const),
    timer: fc.constantFrom('election', 'heartbeat'),
    luck: fc.constant(0),
  }),
);

/** Which of the states so far the step starts from, as a fraction, and what happens. */
const branches = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), input), {
  minLength: 1,
  maxLength: 60,
});

/** More states than there are instances, from which steps go on in any order. */
test('a state can be gone on from at any time, and answers as if nothing else had happened', (t) => {
  const shared = wasmTarget(bytes);
  fc.assert(
    fc.property(branches, (steps) => {
      const first = booted(shared);
      const reached: { readonly inputs: readonly Input[]; readonly now: Transition<unknown> }[] = [
        { inputs: [], now: first },
      ];
      for (const [fraction, next] of steps) {
        const from = reached[Math.floor(fraction * (reached.length - 1))];
        if (from === undefined) throw new Error('a state that is not there');
        const now = shared.step(from.now.state, next, null);
        reached.push({ inputs: [...from.inputs, next], now });
      }
      const last = reached.at(-1);
      if (last === undefined) throw new Error('no state at all');
      const alone = wasmTarget(bytes);
      let again = booted(alone);
      for (const each of last.inputs) again = alone.step(again.state, each, null);
      t.deepEqual(again.effects, last.now.effects);
      t.deepEqual(alone.view(again.state), shared.view(last.now.state));
      t.is(JSON.stringify(again.state), JSON.stringify(last.now.state));
    }),
    { seed: 5, numRuns: 60 },
  );
});

function booted(target: PureTarget): Transition<unknown> {
  return target.boot({ self: 1, nodes: NODES, timing }, null);
}

/** Longer than what is repeated step by step: images are taken on the way. */
test('a long run can be gone on from in its middle, again and again', (t) => {
  const target = wasmTarget(bytes);
  const timer: Input = { kind: 'timerFired', timer: 'election', luck: 0 };
  const states = [booted(target).state];
  for (let count = 0; count < 600; count += 1) {
    states.push(target.step(states.at(-1), timer, null).state);
  }
  for (const index of [600, 300, 599, 300, 1, 301, 0]) {
    const { currentTerm } = target.view(target.step(states[index], timer, null).state);
    t.is(currentTerm, index + 1, `the state after ${index} elections is another one`);
  }
});
