import test from 'ava';
import { wasmTarget } from '../../../adapters/wasm/wasm-target.ts';
import { explore } from '../../../library/explore.ts';
import type { Input, PureTarget } from '../../../simulator/target.ts';
import { tinyRaft } from './tiny-raft.ts';

const identity = {
  self: 1,
  nodes: 3,
  timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
};
const election: Input = { kind: 'timerFired', timer: 'election', luck: 0 };

const digest = (body: string): string => `(func (export "ww_digest") (result i32) ${body})`;
const role = digest('(call $begin) (call $role) (call $end)');
const nothing = digest('(call $begin) (call $end)');
const registers = ['term', 'votedFor', 'votes'];
const numbers = registers.map((name) => `(call $null) (call $number (global.get $${name}))`);
const everything = digest(
  `(call $begin) (call $role)
   ${numbers.join(' ')}
   (call $end)`,
);

function keyOf(state: unknown): string {
  const { state: own } = JSON.parse(JSON.stringify(state)) as {
    readonly state: { readonly key: string };
  };
  return own.key;
}

function elected(target: PureTarget): readonly unknown[] {
  const states = [target.boot(identity, null).state];
  for (let count = 0; count < 20; count += 1) {
    states.push(target.step(states.at(-1), election, null).state);
  }
  return states;
}

test('a state has the name that the code gives it, even if its instance has gone on', (t) => {
  const states = elected(wasmTarget(tinyRaft({ more: role })));
  t.is(keyOf(states[0]), 'follower');
  t.is(keyOf(states[20]), 'candidate');
  t.is(keyOf(states[7]), 'candidate');
});

test('an empty digest says nothing, and states are named by what led to them', (t) => {
  const [named, unnamed] = [nothing, ''].map((more) => {
    return elected(wasmTarget(tinyRaft({ more }))).map(keyOf);
  });
  t.deepEqual(named, unnamed);
  t.is(new Set(named).size, 21);
});

test('code that traps in its digest has none, and its nodes go on', (t) => {
  const target = wasmTarget(tinyRaft({ more: digest('unreachable') }));
  const states = elected(target);
  t.is(new Set(states.map(keyOf)).size, 21);
  t.is(target.view(target.step(states[20], election, null).state).currentTerm, 21);
});

test('a search meets fewer states of code that says what its state is', (t) => {
  const bounds = { nodes: 3, maxDecisions: 5 };
  const { states: withDigest } = explore(wasmTarget(tinyRaft({ more: everything })), bounds);
  const { states: without } = explore(wasmTarget(tinyRaft()), bounds);
  t.true(withDigest < without, `${withDigest} states are no fewer than ${without}`);
});
