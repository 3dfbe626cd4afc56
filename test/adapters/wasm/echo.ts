/**
 * A module that says what it was told, in the step form: the digest of each answer is the request,
 * each byte as two letters, and behind it eight random bytes that it drew from WASI.
 */
import { assembled, Literals } from './text-module.ts';

const REQUEST_AT = 65_536;
const ANSWER_AT = 131_072;
const RANDOM_AT = 4096;
const RANDOM_BYTES = 8;

/** What is said of a state of it. */
export interface Echo {
  readonly request: Readonly<Record<string, unknown>>;
  /** In letters. */
  readonly random: string;
}

export function echoModule(): Uint8Array {
  const texts = new Literals(1024);
  const hello = '{"kind":"hello","protocol":2,"name":"echo","capabilities":{"persistence":true}}';
  const view =
    '{"effects":[],"view":{"role":"follower","currentTerm":0,"votedFor":null,"log":[],' +
    '"commitIndex":0,"matchIndex":null},"digest":"';
  const put = (text: string): string => `(call $put ${texts.of(text)})`;
  const answer = `(param $size i32) (result i32)
    (call $begin) ${put(view)}
    (call $spell (i32.const ${REQUEST_AT}) (local.get $size))
    (drop (call $random (i32.const ${RANDOM_AT}) (i32.const ${RANDOM_BYTES})))
    (call $spell (i32.const ${RANDOM_AT}) (i32.const ${RANDOM_BYTES}))
    ${put('"}')} (call $end)`;
  return assembled(`(module
  (import "wasi_snapshot_preview1" "random_get"
    (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 4)
  (global $at (mut i32) (i32.const 0))
  ${WRITING}
  (func (export "ww_alloc") (param i32) (result i32) (i32.const ${REQUEST_AT}))
  (func (export "ww_hello") (result i32) (call $begin) ${put(hello)} (call $end))
  (func (export "ww_boot") ${answer})
  (func (export "ww_step") ${answer})
  ${texts.segment})`);
}

const WRITING = `
  (func $begin (global.set $at (i32.const ${ANSWER_AT + 4})))
  (func $end (result i32)
    (i32.store (i32.const ${ANSWER_AT})
      (i32.sub (global.get $at) (i32.const ${ANSWER_AT + 4})))
    (i32.const ${ANSWER_AT}))
  (func $put (param $from i32) (param $length i32)
    (memory.copy (global.get $at) (local.get $from) (local.get $length))
    (global.set $at (i32.add (global.get $at) (local.get $length))))
  (func $letter (param $value i32)
    (i32.store8 (global.get $at) (i32.add (i32.const 97) (local.get $value)))
    (global.set $at (i32.add (global.get $at) (i32.const 1))))
  (func $spell (param $from i32) (param $length i32) (local $index i32) (local $byte i32)
    (loop $next
      (local.set $byte (i32.load8_u (i32.add (local.get $from) (local.get $index))))
      (call $letter (i32.shr_u (local.get $byte) (i32.const 4)))
      (call $letter (i32.and (local.get $byte) (i32.const 15)))
      (local.set $index (i32.add (local.get $index) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $index) (local.get $length)))))`;

/** What the module was told on the way to this state. */
export function echoOf(state: unknown): Echo {
  const { key } = (state as { readonly state: { readonly key: string } }).state;
  const letters = key.slice(0, -2 * RANDOM_BYTES);
  const bytes = (letters.match(/../g) ?? []).map((pair) => {
    return (pair.charCodeAt(0) - 97) * 16 + (pair.charCodeAt(1) - 97);
  });
  const request = JSON.parse(Buffer.from(bytes).toString()) as Echo['request'];
  return { request, random: key.slice(-2 * RANDOM_BYTES) };
}
