/** Answers in the binary form, read where they lie in the memory of an instance. */
import type { Effect } from '../../../simulator/target.ts';
import type { LogEntry, NodeView } from '../../../trace/view.ts';
import type { HeldAnswer } from '../../held-messages.ts';
import { WasmFault } from '../wasm-fault.ts';
import { InternedText } from './interned-text.ts';
import { EFFECT, KINDS_BY_NUMBER, ROLES_BY_NUMBER, VIEW } from './numbers.ts';

const DECIMAL_BYTES = 8;

export class AnswerReader {
  readonly #texts = new InternedText((bytes, from, end) => bytes.toString('utf8', from, end));
  readonly #bodies = new InternedText((bytes, from, end) => bytes.toString('base64', from, end));
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #end = 0;

  /** The answer in the bytes `from` to `end`. Throws a {@link WasmFault} if it is none. */
  read(bytes: Buffer, view: DataView, from: number, end: number): HeldAnswer {
    this.#bytes = bytes;
    this.#view = view;
    this.#at = from;
    this.#end = end;
    const effects = this.#effects();
    const seen = this.#seen();
    const digest = this.#boolean() ? this.#text() : null;
    if (this.#at !== end) throw new WasmFault('an answer with more bytes than it needs');
    // Every step comes by here: fields that may be absent are written out, not spread.
    if (digest === null) return seen === null ? { effects } : { effects, view: seen };
    return seen === null ? { effects, digest } : { effects, view: seen, digest };
  }

  #effects(): Effect[] {
    const effects: Effect[] = [];
    for (let kind = this.#byte(); kind !== EFFECT.end; kind = this.#byte()) {
      effects.push(this.#effect(kind));
    }
    return effects;
  }

  #effect(kind: number): Effect {
    switch (kind) {
      case EFFECT.persist:
        return { kind: 'persist', synced: this.#boolean(), record: this.#record() };
      case EFFECT.send:
        return { kind: 'send', to: this.#number(), message: this.#message() };
      case EFFECT.setTimer: {
        const timer = this.#text();
        return { kind: 'setTimer', timer, minMs: this.#decimal(), maxMs: this.#decimal() };
      }
      case EFFECT.clearTimer:
        return { kind: 'clearTimer', timer: this.#text() };
      case EFFECT.apply:
        return { kind: 'apply', index: this.#number(), entry: this.#entry() };
      default:
        throw new WasmFault(`an effect of the unknown number ${kind}`);
    }
  }

  #record(): unknown {
    const currentTerm = this.#number();
    const votedFor = this.#node();
    const log = this.#log();
    const body = this.#body();
    return body === '' ? { currentTerm, votedFor, log } : { currentTerm, votedFor, log, body };
  }

  #message(): unknown {
    const kind = named(KINDS_BY_NUMBER, this.#byte(), 'a message of the unknown number');
    const term = this.#number();
    const isPositive = this.#boolean();
    const body = this.#body();
    switch (kind) {
      case 'voteReply':
      case 'preVoteReply':
        return body === ''
          ? { kind, term, voteGranted: isPositive }
          : { kind, term, voteGranted: isPositive, body };
      case 'appendReply':
        return body === ''
          ? { kind, term, success: isPositive }
          : { kind, term, success: isPositive, body };
      default:
        return body === '' ? { kind, term } : { kind, term, body };
    }
  }

  /** Null if it is as before. */
  #seen(): Partial<NodeView> | null {
    const extent = this.#byte();
    if (extent === VIEW.unchanged) return null;
    const role = named(ROLES_BY_NUMBER, this.#byte(), 'a role of the unknown number');
    const currentTerm = this.#number();
    const votedFor = this.#node();
    const commitIndex = this.#number();
    const matchIndex = this.#boolean() ? this.#list(() => this.#number()) : null;
    const seen = { role, currentTerm, votedFor, commitIndex, matchIndex };
    return extent === VIEW.withLog ? { ...seen, log: this.#log() } : seen;
  }

  #log(): LogEntry[] {
    return this.#list(() => this.#entry());
  }

  #entry(): LogEntry {
    return { term: this.#number(), command: this.#text() };
  }

  #list<Item>(item: () => Item): Item[] {
    const count = this.#number();
    // Each item takes a byte at least: a count beyond that would fill the memory of the host.
    if (count > this.#end - this.#at) throw endsTooEarly();
    const list: Item[] = [];
    for (let index = 0; index < count; index += 1) list.push(item());
    return list;
  }

  #node(): number | null {
    const node = this.#number();
    return node === 0 ? null : node;
  }

  /** In base64; empty if there is none. */
  #body(): string {
    const length = this.#number();
    const from = this.#passed(length);
    return this.#bodies.at(this.#bytes, from, from + length);
  }

  #text(): string {
    const length = this.#number();
    const from = this.#passed(length);
    return this.#texts.at(this.#bytes, from, from + length);
  }

  #decimal(): number {
    return this.#view.getFloat64(this.#passed(DECIMAL_BYTES), true);
  }

  #boolean(): boolean {
    return this.#byte() === 1;
  }

  /** LEB128, without a sign. What is too large for a number is found by those who judge it. */
  #number(): number {
    let byte = this.#byte();
    if (byte < 128) return byte;
    let value = byte - 128;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = this.#byte();
      value += (byte % 128) * scale;
    }
    return value;
  }

  #byte(): number {
    if (this.#at >= this.#end) throw endsTooEarly();
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  /** Goes past so many bytes; where they begin. */
  #passed(length: number): number {
    const from = this.#at;
    if (length > this.#end - from) throw endsTooEarly();
    this.#at += length;
    return from;
  }
}

function endsTooEarly(): WasmFault {
  return new WasmFault('its answer ends too early');
}

function named<Name>(names: readonly Name[], number: number, what: string): Name {
  const name = names[number];
  if (name === undefined) throw new WasmFault(`${what} ${number}`);
  return name;
}
