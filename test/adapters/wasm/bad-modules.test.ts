import test from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { wasmTarget } from '../../../adapters/wasm/wasm-target.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { assembled } from './text-module.ts';
import { tinyLive } from './tiny-live.ts';
import { tinyRaft } from './tiny-raft.ts';

const IDENTITY = {
  self: 1,
  nodes: 3,
  timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
};

const HELLO_OUTSIDE = `(module (memory (export "memory") 1)
  (func (export "ww_alloc") (param i32) (result i32) (i32.const 0))
  (func (export "ww_hello") (result i32) (i32.const 65534))
  (func (export "ww_boot") (param i32) (result i32) (i32.const 0))
  (func (export "ww_step") (param i32) (result i32) (i32.const 0)))`;

const HELLO_NOWHERE = `(module (memory (export "memory") 1)
  (func (export "ww_alloc") (param i32) (result i32) (i32.const 0))
  (func (export "ww_hello"))
  (func (export "ww_boot") (param i32) (result i32) (i32.const 0))
  (func (export "ww_step") (param i32) (result i32) (i32.const 0)))`;

/** What it is, and what the one line about it says. */
const REFUSED: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['text', Buffer.from('no module at all'), /^it is no WebAssembly module: /],
  [
    'a module without exports',
    assembled('(module)'),
    /^it exports no memory, ww_alloc, ww_hello, ww_boot, ww_step: in Go, build with GOOS=wasip1/,
  ],
  [
    'live code without a pump',
    assembled('(module (memory (export "memory") 1) (func (export "ww_deliver")))'),
    /^it exports no ww_alloc, ww_hello, ww_boot, ww_propose, ww_pump, ww_view: /,
  ],
  [
    'live code that begins writes and never hears of their end',
    tinyLive({ onPropose: ({ record }) => `(drop (call $later ${record}))` }),
    /^it exports no ww_done: /,
  ],
  [
    'a module for browsers',
    tinyRaft({ more: '(import "env" "now" (func)) (import "env" "log" (func))' }),
    /^it imports env\.now and 1 more, which is neither WASI preview 1 nor whitewater's: in Go/,
  ],
  [
    'a module with a memory of somebody else',
    assembled('(module (import "env" "memory" (memory 1)))'),
    /^it imports env\.memory, which is neither/,
  ],
  [
    'a module of another protocol',
    tinyRaft({ protocol: 7 }),
    /^it was built for protocol 7, and this is 2: build it with the sdk of this version/,
  ],
  [
    'a module for a later WASI',
    tinyRaft({ more: '(import "wasi_snapshot_preview1" "sock_open" (func))' }),
    /^it imports wasi_snapshot_preview1\.sock_open, which WASI preview 1 does not have: in Go/,
  ],
  [
    'a module whose memory is too large from the start',
    assembled('(module (memory (export "memory") 10000))'),
    /^it begins with a memory of 625 MiB, and a node may take 256 MiB: give its linker a smaller/,
  ],
  ['a hello that is nowhere', assembled(HELLO_NOWHERE), /^its hello: it returned no address: ret/],
  ['a module without a name', tinyRaft({ name: '' }), /^its hello: name: must be up to 40 letters/],
  [
    'a module with a capability that there is not',
    tinyRaft({ moreOfHello: ',"simmetric":true' }),
    /^its hello: capabilities\.simmetric: there is no such .* did you mean symmetric\? \(it said/,
  ],
  [
    'a module with an encoding that there is not',
    tinyRaft({ moreOfHello: '},"encodign":{"binary":true' }),
    /^its hello: encodign: there is no such field; did you mean encoding\? \(it said/,
  ],
  ['a hello beyond the memory', assembled(HELLO_OUTSIDE), /beyond its memory of 65536 bytes/],
];

for (const [what, bytes, line] of REFUSED) {
  test(`${what} is refused in one line`, (t) => {
    const refusal = t.throws(() => wasmTarget(bytes), { instanceOf: Refusal });
    t.regex(refusal.message, line);
    t.false(refusal.message.includes('\n'));
  });
}

const WASI_EXIT = `(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))`;
const GROW = `(loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 64)) (i32.const 0))))
  unreachable`;

/** What a proposal does, and what the error of the step says. */
const FAULTS: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['traps', tinyRaft({ onPropose: 'unreachable' }), /^propose x: it trapped \(unreachable\)$/],
  [
    'exits',
    tinyRaft({ more: WASI_EXIT, onPropose: '(call $exit (i32.const 3))' }),
    /^propose x: it called exit\(3\)$/,
  ],
  [
    'takes memory without end',
    tinyRaft({ onPropose: GROW }),
    /^propose x: it trapped \(unreachable\), with \d+ MiB of memory, and 256 MiB are the most$/,
  ],
  [
    'answers nothing',
    tinyRaft({ onPropose: '(i32.store (i32.const 0) (i32.const 0)) (i32.const 0) return' }),
    /^propose x: its answer is empty: return the address \(i32\) of a length in four bytes, /,
  ],
  [
    'answers beyond its memory',
    tinyRaft({ onPropose: '(i32.const 262143) return' }),
    /^propose x: it points at 262143 to 262147, beyond its memory of 262144 bytes$/,
  ],
  [
    'answers with a length beyond its memory',
    tinyRaft({
      onPropose: '(i32.store (i32.const 0) (i32.const 9999999)) (i32.const 0) return',
    }),
    /^propose x: it points at 4 to 10000003, beyond its memory of 262144 bytes$/,
  ],
  [
    'answers with no JSON',
    tinyRaft({ onPropose: '(i32.store (i32.const 0) (i32.const 4)) (i32.const 0) return' }),
    /^propose x: its answer is not JSON: \?+$/,
  ],
  [
    'calls itself without end',
    tinyRaft({ more: '', onPropose: '(drop (call $stepAgain (local.get $size)))' }),
    /^propose x: its stack overflowed$/,
  ],
];

for (const [what, bytes, line] of FAULTS) {
  test(`a step that ${what} is an error of the target, and the next run is sound`, (t) => {
    const target = wasmTarget(bytes);
    const { state } = booted(target);
    const error = t.throws(() => target.step(state, { kind: 'proposed', command: 'x' }, null));
    t.is(error.name, 'WasmFault');
    t.regex(error.message, line);
    const timer = { kind: 'timerFired', timer: 'election', luck: 0 } as const;
    const { currentTerm, role } = target.view(target.step(state, timer, null).state);
    t.deepEqual({ currentTerm, role }, { currentTerm: 1, role: 'candidate' });
  });
}

function booted(target: PureTarget) {
  return target.boot(IDENTITY, null);
}

test('Whoever watches is told which code of a module runs before its first node boots', (t) => {
  const told: string[] = [];
  wasmTarget(tinyRaft(), (next) => told.push(next));
  t.deepEqual(told, ['start function', '_initialize', 'ww_hello']);
});
