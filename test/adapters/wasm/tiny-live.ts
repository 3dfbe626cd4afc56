/** Live code in WebAssembly's text form: it sends a message every 150 ms of its own clock. */
import { assembled, Literals } from './text-module.ts';

const WASI = 'wasi_snapshot_preview1';
const BEAT_NS = 150_000_000;

/**
 * What a runtime such as Go's does once nothing can run: it asks for the next timer and for file 0
 * at once, and reads from the file when it is told to.
 */
const PUMP = `
  (func (export "ww_pump")
    (drop (call $clock (i32.const 1) (i64.const 1) (i32.const 512)))
    (if (i64.ge_u (i64.load (i32.const 512)) (global.get $due)) (then
      (global.set $due (i64.add (i64.load (i32.const 512)) (i64.const ${BEAT_NS})))
      (call $beat)))
    (i64.store (i32.const 0) (i64.const 7)) (i32.store8 (i32.const 8) (i32.const 0))
    (i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (global.get $due))
    (i32.store16 (i32.const 40) (i32.const 1))
    (i64.store (i32.const 48) (i64.const 9)) (i32.store8 (i32.const 56) (i32.const 1))
    (i32.store (i32.const 64) (i32.const 0))
    (drop (call $poll (i32.const 0) (i32.const 200) (i32.const 2) (i32.const 300)))
    (if (i64.ne (i64.load (i32.const 200)) (i64.const 9)) (then unreachable))
    (i32.store (i32.const 400) (i32.const 420)) (i32.store (i32.const 404) (i32.const 1))
    (if (call $read (i32.const 0) (i32.const 400) (i32.const 1) (i32.const 408))
      (then unreachable)))`;

const IMPORTS = `
  (import "${WASI}" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "${WASI}" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
  (import "${WASI}" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "whitewater" "send" (func $send (param i32 i32 i32)))
  (import "whitewater" "persist" (func $persist (param i32 i32) (result i32)))
  (import "whitewater" "apply" (func $apply (param i32 i32)))`;
const LATER = '(import "whitewater" "persist_later" (func $later (param i32 i32) (result i32)))';

/** What a proposal does, by how it writes. `done` is what the end of a write does. */
export interface TinyLiveOptions {
  readonly onPropose?: (words: LiveWords) => string;
  readonly done?: (words: LiveWords) => string;
}

/** Texts of what it asks for, as operands. */
interface LiveWords {
  readonly record: string;
  readonly applied: string;
}

const WRITES_AND_APPLIES = ({ record, applied }: LiveWords): string =>
  `(drop (call $persist ${record})) (call $apply ${applied})`;

export function tinyLive(options: TinyLiveOptions = {}): Uint8Array {
  const { onPropose = WRITES_AND_APPLIES, done } = options;
  const texts = new Literals(2048);
  const answers = new Literals(4096);
  const answer = (json: string): string => {
    const length = String.fromCharCode(json.length % 256, Math.floor(json.length / 256), 0, 0);
    return answers.of(length + json).split(') (')[0] + ')';
  };
  const view = {
    role: 'follower',
    currentTerm: 0,
    votedFor: null,
    log: [],
    commitIndex: 0,
    matchIndex: null,
  };
  const hello = { kind: 'hello', protocol: 2, name: 'tiny-live', capabilities: {} };
  const record = texts.of('{"currentTerm":0,"votedFor":null,"log":[]}');
  const applied = texts.of('{"index":1,"entry":{"term":0,"command":"x"}}');
  const later = onPropose === WRITES_AND_APPLIES ? '' : LATER;
  const onDone = done?.({ record, applied });
  return assembled(`(module
    ${IMPORTS} ${later}
    (memory (export "memory") 1)
    (global $due (mut i64) (i64.const 0))
    (func (export "ww_alloc") (param i32) (result i32) (i32.const 8192))
    (func (export "ww_hello") (result i32) ${answer(JSON.stringify(hello))})
    (func (export "ww_view") (result i32) ${answer(JSON.stringify({ view }))})
    (func (export "ww_boot") (param i32) (global.set $due (i64.const 0)))
    (func $beat (call $send (i32.const 2) ${texts.of('{"kind":"other","term":0}')}))
    (func (export "ww_deliver") (param i32)
      (call $send (i32.const 3) (i32.const 8192) (local.get 0)))
    (func (export "ww_propose") (param i32) ${onPropose({ record, applied })})
    ${onDone === undefined ? '' : `(func (export "ww_done") (param i32) ${onDone})`}
    ${PUMP} ${texts.segment} ${answers.segment})`);
}
