import test from 'ava';
import { rememberingLastStep } from '../../../adapters/wasm/last-step.ts';
import type { Input } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';

const identity = {
  self: 1,
  nodes: 3,
  timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
};
const fired: Input = { kind: 'timerFired', timer: 'election', luck: 0 };

/** A target that counts how often it is asked. */
function counting() {
  let asked = 0;
  const target = rememberingLastStep({
    ...raft,
    step(before, input, localTimeMs) {
      asked += 1;
      return raft.step(before, input, localTimeMs);
    },
  });
  return { target, state: target.boot(identity, null).state, asked: () => asked };
}

test('a step that is taken twice in a row is asked for once', (t) => {
  const { target, state, asked } = counting();
  t.is(target.step(state, fired, null), target.step(state, { ...fired }, null));
  t.is(asked(), 1);
});

test('another input, another state, and a clock are asked for each time', (t) => {
  const { target, state, asked } = counting();
  const next = target.step(state, fired, null).state;
  target.step(state, { ...fired, luck: 0.5 }, null);
  target.step(state, { kind: 'proposed', command: 'x' }, null);
  target.step(state, { kind: 'proposed', command: 'y' }, null);
  target.step(next, { kind: 'proposed', command: 'y' }, null);
  t.is(asked(), 5);
  target.step(next, { kind: 'proposed', command: 'y' }, 0);
  target.step(next, { kind: 'proposed', command: 'y' }, 0);
  t.is(asked(), 7);
});

test('messages are the same only if they are one object', (t) => {
  const { target, state, asked } = counting();
  const first = target.step(state, fired, null).effects.find(({ kind }) => kind === 'send');
  const message = first?.kind === 'send' ? first.message : null;
  target.step(state, { kind: 'received', from: 2, message }, null);
  target.step(state, { kind: 'received', from: 2, message }, null);
  t.is(asked(), 2, 'one message, received twice, was asked for again');
  target.step(state, { kind: 'received', from: 3, message }, null);
  target.step(state, { kind: 'received', from: 3, message: { ...(message as object) } }, null);
  t.is(asked(), 4);
});
