/**
 * Leader election of Raft in WebAssembly's text form, in the step form: what a compiler would make
 * of a program, small enough to read.
 */
import { assembled, Literals } from './text-module.ts';

/** What is wrong with it. */
export interface TinyRaftOptions {
  readonly name?: string;
  /** The voter answers first, and writes its vote second. */
  readonly answersBeforeWriting?: boolean;
  /** Instructions that a proposal performs; they must leave the stack as it was. */
  readonly onPropose?: string;
  /** What it says as its version of the protocol. */
  readonly protocol?: number;
  /** More imports, exports or functions. */
  readonly more?: string;
  /** More capabilities, or fields behind them, as a part of its hello. */
  readonly moreOfHello?: string;
}

export function tinyRaft(options: TinyRaftOptions = {}): Uint8Array {
  return assembled(tinyRaftText(options));
}

const TEXTS_AT = 1024;

export function tinyRaftText(options: TinyRaftOptions): string {
  const texts = new Literals(TEXTS_AT);
  const put = (text: string): string => `(call $put ${texts.of(text)})`;
  const valueOf = (key: string): string => `(call $valueOf ${texts.of(key)})`;
  const { name = 'tiny-raft', protocol = 2, more = '', moreOfHello = '' } = options;
  const capabilities = `{"persistence":true,"proposals":false${moreOfHello}}`;
  const named = `"protocol":${protocol},"name":"${name}"`;
  const hello = `{"kind":"hello",${named},"capabilities":${capabilities}}`;
  const words = { put, valueOf, texts, options };
  const parts = [
    WRITING,
    reading(),
    effects(put),
    booting(words),
    voting(words),
    receiving(words),
    stepping(words),
    `(func (export "ww_hello") (result i32) (call $begin) ${put(hello)} (call $end))`,
  ];
  return `(module ${more} ${STATE} ${parts.join('\n')} ${texts.segment})`;
}

/** The request lies at 64 KiB, the answer at 8 KiB. */
const STATE = `
  (memory (export "memory") 4)
  (global $self (mut i32) (i32.const 0))
  (global $nodes (mut i32) (i32.const 0))
  (global $minMs (mut i32) (i32.const 0))
  (global $maxMs (mut i32) (i32.const 0))
  (global $beatMs (mut i32) (i32.const 0))
  (global $term (mut i32) (i32.const 0))
  (global $votedFor (mut i32) (i32.const 0))
  (global $role (mut i32) (i32.const 0))
  (global $votes (mut i32) (i32.const 0))
  (global $at (mut i32) (i32.const 0))
  (global $effects (mut i32) (i32.const 0))
  (global $length (mut i32) (i32.const 0))
  (func (export "ww_alloc") (param i32) (result i32) (i32.const 65536))`;

const WRITING = `
  (func $begin (global.set $at (i32.const 8196)) (global.set $effects (i32.const 0)))
  (func $end (result i32)
    (i32.store (i32.const 8192) (i32.sub (global.get $at) (i32.const 8196)))
    (i32.const 8192))
  (func $put (param $from i32) (param $length i32)
    (memory.copy (global.get $at) (local.get $from) (local.get $length))
    (global.set $at (i32.add (global.get $at) (local.get $length))))
  (func $number (param $value i32)
    (if (i32.ge_u (local.get $value) (i32.const 10))
      (then (call $number (i32.div_u (local.get $value) (i32.const 10)))))
    (i32.store8 (global.get $at)
      (i32.add (i32.const 48) (i32.rem_u (local.get $value) (i32.const 10))))
    (global.set $at (i32.add (global.get $at) (i32.const 1))))`;

/** Requests are JSON in which the host writes no spaces: a key is found as text. */
function reading(): string {
  return `
  (func $byte (param $index i32) (result i32)
    (i32.load8_u (i32.add (i32.const 65536) (local.get $index))))
  (func $isAt (param $index i32) (param $text i32) (param $length i32) (result i32)
    (local $step i32)
    (loop $next
      (if (i32.eq (local.get $step) (local.get $length)) (then (return (i32.const 1))))
      (if (i32.eq (call $byte (i32.add (local.get $index) (local.get $step)))
                  (i32.load8_u (i32.add (local.get $text) (local.get $step))))
        (then
          (local.set $step (i32.add (local.get $step) (i32.const 1)))
          (br $next))))
    (i32.const 0))
  (func $after (param $text i32) (param $length i32) (result i32)
    (local $index i32)
    (loop $next
      (if (call $isAt (local.get $index) (local.get $text) (local.get $length))
        (then (return (i32.add (local.get $index) (local.get $length)))))
      (local.set $index (i32.add (local.get $index) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $index) (global.get $length))))
    (i32.const 0))
  (func $valueOf (param $text i32) (param $length i32) (result i32)
    (local $index i32) (local $value i32) (local $digit i32)
    (local.set $index (call $after (local.get $text) (local.get $length)))
    (if (i32.eqz (local.get $index)) (then (return (i32.const 0))))
    (loop $next
      (local.set $digit (i32.sub (call $byte (local.get $index)) (i32.const 48)))
      (if (i32.lt_u (local.get $digit) (i32.const 10))
        (then
          (local.set $value
            (i32.add (i32.mul (local.get $value) (i32.const 10)) (local.get $digit)))
          (local.set $index (i32.add (local.get $index) (i32.const 1)))
          (br $next))))
    (local.get $value))`;
}

type Put = (text: string) => string;

const VOTE = `(if (global.get $votedFor)
    (then (call $number (global.get $votedFor))) (else (call $null)))`;
const TERM = '(call $number (global.get $term))';

function effects(put: Put): string {
  return `
  (func $null ${put('null')})
  (func $effect
    (if (global.get $effects) (then ${put(',')}))
    (global.set $effects (i32.const 1)))
  (func $persist (call $effect)
    ${put('{"kind":"persist","synced":true,"record":{"log":[],"currentTerm":')} ${TERM}
    ${put(',"votedFor":')} ${VOTE} ${put('}}')})
  (func $await (call $effect)
    ${put('{"kind":"setTimer","timer":"election","minMs":')} (call $number (global.get $minMs))
    ${put(',"maxMs":')} (call $number (global.get $maxMs)) ${put('}')})
  (func $beat (call $effect)
    ${put('{"kind":"setTimer","timer":"heartbeat","minMs":')} (call $number (global.get $beatMs))
    ${put(',"maxMs":')} (call $number (global.get $beatMs)) ${put('}')})
  (func $to (param $node i32) (call $effect)
    ${put('{"kind":"send","to":')} (call $number (local.get $node)) ${put(',"message":')})
  (func $toOthers (param $isHeartbeat i32) (local $node i32)
    (loop $next
      (local.set $node (i32.add (local.get $node) (i32.const 1)))
      (if (i32.ne (local.get $node) (global.get $self))
        (then
          (call $to (local.get $node))
          (if (local.get $isHeartbeat)
            (then ${put('{"kind":"appendEntries","term":')})
            (else ${put('{"kind":"requestVote","term":')}))
          ${TERM} ${put('}}')}))
      (br_if $next (i32.lt_u (local.get $node) (global.get $nodes)))))
  (func $reply (param $to i32) (param $isGranted i32)
    (call $to (local.get $to)) ${put('{"kind":"voteReply","term":')} ${TERM}
    ${put(',"voteGranted":')}
    (if (local.get $isGranted) (then ${put('true')}) (else ${put('false')})) ${put('}}')})
  (func $role
    (if (i32.eq (global.get $role) (i32.const 2)) (then ${put('leader')} return))
    (if (i32.eq (global.get $role) (i32.const 1)) (then ${put('candidate')} return))
    ${put('follower')})
  (func $answer (result i32)
    ${put('],"view":{"log":[],"commitIndex":0,"matchIndex":null,"role":"')} (call $role)
    ${put('","currentTerm":')} ${TERM} ${put(',"votedFor":')} ${VOTE} ${put('}}')} (call $end))`;
}

interface Words {
  readonly put: Put;
  readonly valueOf: (key: string) => string;
  readonly texts: Literals;
  readonly options: TinyRaftOptions;
}

function booting({ put, valueOf }: Words): string {
  return `
  (func (export "ww_boot") (param $size i32) (result i32)
    (global.set $length (local.get $size)) (call $begin) ${put('{"effects":[')}
    (global.set $self ${valueOf('"node":')}) (global.set $nodes ${valueOf('"nodes":')})
    (global.set $minMs ${valueOf('"electionTimeoutMinMs":')})
    (global.set $maxMs ${valueOf('"electionTimeoutMaxMs":')})
    (global.set $beatMs ${valueOf('"heartbeatMs":')})
    (global.set $term ${valueOf('"currentTerm":')})
    (global.set $votedFor ${valueOf('"votedFor":')})
    (call $await) (call $answer))`;
}

function voting({ options }: Words): string {
  const { answersBeforeWriting = false } = options;
  const grant = ['(call $persist)', '(call $reply (local.get $from) (i32.const 1))'];
  return `
  (func $stand
    (global.set $term (i32.add (global.get $term) (i32.const 1)))
    (global.set $role (i32.const 1)) (global.set $votedFor (global.get $self))
    (global.set $votes (i32.shl (i32.const 1) (global.get $self)))
    (call $persist) (call $toOthers (i32.const 0)) (call $await) (call $count))
  (func $count
    (if (i32.gt_u (i32.mul (i32.popcnt (global.get $votes)) (i32.const 2)) (global.get $nodes))
      (then (global.set $role (i32.const 2)) (call $toOthers (i32.const 1)) (call $beat))))
  (func $vote (param $from i32)
    (if (i32.or (i32.eqz (global.get $votedFor))
                (i32.eq (global.get $votedFor) (local.get $from)))
      (then
        (global.set $votedFor (local.get $from))
        ${(answersBeforeWriting ? grant.toReversed() : grant).join(' ')} (call $await))
      (else (call $reply (local.get $from) (i32.const 0)))))`;
}

function receiving({ valueOf, texts }: Words): string {
  return `
  (func $receive (local $term i32) (local $from i32) (local $kind i32)
    (local.set $term ${valueOf('"term":')}) (local.set $from ${valueOf('"from":')})
    (local.set $kind (call $byte (call $after ${texts.of('"message":{"kind":"')})))
    (if (i32.lt_u (local.get $term) (global.get $term)) (then
      (if (i32.eq (local.get $kind) (i32.const ${code('r')}))
        (then (call $reply (local.get $from) (i32.const 0))))
      return))
    (if (i32.gt_u (local.get $term) (global.get $term)) (then
      (global.set $term (local.get $term)) (global.set $votedFor (i32.const 0))
      (global.set $role (i32.const 0)) (call $await) (call $persist)))
    (if (i32.eq (local.get $kind) (i32.const ${code('r')})) (then
      (call $vote (local.get $from)) return))
    (if (i32.eq (local.get $kind) (i32.const ${code('a')})) (then
      (global.set $role (i32.const 0)) (call $await) return))
    (if (i32.and (i32.eq (global.get $role) (i32.const 1))
                 (i32.ne (i32.const 0) (call $after ${texts.of('"voteGranted":true')})))
      (then
        (global.set $votes
          (i32.or (global.get $votes) (i32.shl (i32.const 1) (local.get $from))))
        (call $count))))`;
}

function stepping({ put, texts, options }: Words): string {
  const { onPropose = '' } = options;
  return `
  (func $stepAgain (export "ww_step") (param $size i32) (result i32) (local $kind i32)
    (global.set $length (local.get $size)) (call $begin) ${put('{"effects":[')}
    (local.set $kind (call $byte (i32.const 9)))
    (if (i32.eq (local.get $kind) (i32.const ${code('r')})) (then (call $receive)))
    (if (i32.eq (local.get $kind) (i32.const ${code('p')})) (then ${onPropose}))
    (if (i32.eq (local.get $kind) (i32.const ${code('t')})) (then (call $timer)))
    (call $answer))
  (func $timer
    (if (call $after ${texts.of('"timer":"election"')})
      (then (if (i32.ne (global.get $role) (i32.const 2)) (then (call $stand))))
      (else
        (if (i32.eq (global.get $role) (i32.const 2))
          (then (call $toOthers (i32.const 1)) (call $beat))))))`;
}

function code(letter: string): number {
  return letter.charCodeAt(0);
}
