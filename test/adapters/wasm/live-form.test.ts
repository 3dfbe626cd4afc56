import test from 'ava';
import { wasmTarget } from '../../../adapters/wasm/wasm-target.ts';
import { runFacts } from '../../../search/run-facts.ts';
import type { Input } from '../../../simulator/target.ts';
import { tinyLive, type TinyLiveOptions } from './tiny-live.ts';
import { tinyRaft } from './tiny-raft.ts';

const identity = {
  self: 1,
  nodes: 3,
  timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
};
const wake = { kind: 'timerFired', timer: 'wake', luck: 0 } as const;
const beat = { kind: 'send', to: 2, message: { kind: 'other', term: 0 } } as const;
const after = (ms: number) => ({ kind: 'setTimer', timer: 'wake', minMs: ms, maxMs: ms }) as const;

test('live code that waits is woken when its own timer is due', (t) => {
  const target = wasmTarget(tinyLive());
  const booted = target.boot(identity, null);
  t.deepEqual(booted.effects, [beat, after(150)]);
  const once = target.step(booted.state, wake, null);
  t.deepEqual(once.effects, [beat, after(150)], 'without clocks, a timer that fires is due');
});

test('the clock of live code is that of its node', (t) => {
  const target = wasmTarget(tinyLive());
  const { state } = target.boot(identity, null);
  const message: Input = { kind: 'received', from: 2, message: { kind: 'other', term: 0 } };
  const early = target.step(state, message, 100);
  t.deepEqual(early.effects.slice(1), [after(50)], '100 of 150 ms have passed');
  const late = target.step(early.state, message, 160);
  t.deepEqual(late.effects.slice(1), [beat, after(150)], 'it was due 10 ms ago');
  const setBack = target.step(late.state, message, 20);
  t.deepEqual(setBack.effects.slice(1), [after(150)], 'a clock that is set back stands still');
});

test('what live code asks for comes in order, and a state of it can be gone on from twice', (t) => {
  const target = wasmTarget(tinyLive());
  const { state } = target.boot(identity, null);
  const proposal: Input = { kind: 'proposed', command: 'x' };
  const expected = [written, applied, after(150)];
  t.deepEqual(target.step(state, proposal, null).effects, expected);
  target.step(state, wake, null);
  t.deepEqual(target.step(state, proposal, null).effects, expected);
});

const record = { currentTerm: 0, votedFor: null, log: [] };
const written = { kind: 'persist', record, synced: true } as const;
const applied = { kind: 'apply', index: 1, entry: { term: 0, command: 'x' } } as const;

function proposedTo(options: TinyLiveOptions) {
  const target = wasmTarget(tinyLive(options));
  const { state } = target.boot(identity, null);
  return target.step(state, { kind: 'proposed', command: 'x' }, null).effects;
}

test('a write that is not waited for ends after all that the step sends meanwhile', (t) => {
  const effects = proposedTo({
    onPropose: (words) => `(drop (call $later ${words.record})) (call $beat)`,
    done: (words) => `(call $apply ${words.applied})`,
  });
  t.deepEqual(effects, [beat, written, applied, after(150)]);
});

test('writes end in the order in which they began, each with its ticket', (t) => {
  const effects = proposedTo({
    onPropose: ({ record: text }) => `(drop (call $later ${text})) (drop (call $later ${text}))`,
    done: (words) => `(if (i32.eq (local.get 0) (i32.const 1)) (then (call $beat))
      (else (call $apply ${words.applied})))`,
  });
  t.deepEqual(effects, [written, beat, written, applied, after(150)]);
});

test('a write that is waited for comes after those that were begun before', (t) => {
  const effects = proposedTo({
    onPropose: ({ record: text }) =>
      `(drop (call $later ${text})) (drop (call $persist ${text})) (call $beat)`,
    done: (words) => `(call $apply ${words.applied})`,
  });
  t.deepEqual(effects, [written, written, beat, applied, after(150)]);
});

test('code that begins a write whenever one ends is a fault of it', (t) => {
  const again = (words: { readonly record: string }): string => {
    return `(drop (call $later ${words.record}))`;
  };
  const { message } = t.throws(() => proposedTo({ onPropose: again, done: again }));
  t.is(message, 'propose x: it began more than 255 writes in one step');
});

test('live code counts as concurrent: what it sends may be older than what it knows', (t) => {
  t.true(runFacts(wasmTarget(tinyLive()), 3, identity.timing).isLive);
  t.false(runFacts(wasmTarget(tinyRaft()), 3, identity.timing).isLive);
});
