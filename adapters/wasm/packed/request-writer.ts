/** Requests in the binary form, written where they are wanted. */
import type { LogEntry } from '../../../trace/view.ts';
import type { BootRequest, HeldRequest } from '../../held-messages.ts';
import { WasmFault } from '../wasm-fault.ts';
import { mostBytesOf, writeBase64 } from './base64.ts';
import { KINDS_BY_NUMBER, REQUEST } from './numbers.ts';

/** What one byte of a number, and of a text in UTF-8, can say. */
const MAX_ONE_BYTE = 127;

/** The length of so many letters is one byte. */
const SHORT_LETTERS = 127;

const NUMBER_BY_KIND: ReadonlyMap<unknown, number> = new Map(
  KINDS_BY_NUMBER.map((kind, number) => [kind, number]),
);

/** What a record or a message is, if the code's own answers said it. */
interface Packed {
  readonly kind?: string;
  readonly term?: number;
  readonly voteGranted?: boolean;
  readonly success?: boolean;
  readonly currentTerm?: number;
  readonly votedFor?: number | null;
  readonly log?: readonly LogEntry[];
  readonly body?: string;
}

/** A kind, a luck, a clock, and the numbers of a boot or a message. */
const FIXED_BYTES = 96;

/** Two numbers, and the bytes of a letter of a text. */
const ENTRY_BYTES = 20;
const LETTER_BYTES = 3;

export class RequestWriter {
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;

  /** So many bytes are enough for a request. */
  mostBytes(request: HeldRequest): number {
    switch (request.kind) {
      case 'receive':
        return FIXED_BYTES + mostBytesOf((request.message as Packed).body ?? '');
      case 'timer':
        return FIXED_BYTES + LETTER_BYTES * request.timer.length;
      case 'propose':
        return FIXED_BYTES + LETTER_BYTES * request.command.length;
      default:
        return FIXED_BYTES + mostBytesOfRecord(request.durable as Packed | null);
    }
  }

  /** Writes a request from `at` on; how many bytes it takes. */
  write(request: HeldRequest, bytes: Buffer, view: DataView, at: number): number {
    this.#bytes = bytes;
    this.#view = view;
    this.#at = at;
    const { kind, luck, localTimeMs } = request;
    this.#byte(REQUEST[kind === 'restore' ? 'boot' : kind]);
    this.#decimal(luck);
    this.#byte(localTimeMs === null ? 0 : 1);
    // A clock that was set back may stand before its beginning.
    if (localTimeMs !== null) this.#decimal(localTimeMs);
    switch (request.kind) {
      case 'receive':
        this.#number(request.from);
        this.#message(request.message as Packed);
        break;
      case 'timer':
        this.#text(request.timer);
        break;
      case 'propose':
        this.#text(request.command);
        break;
      default:
        this.#boot(request);
    }
    return this.#at - at;
  }

  #boot({ node, nodes, timing, durable }: BootRequest): void {
    this.#number(node);
    this.#number(nodes);
    this.#decimal(timing.electionTimeoutMinMs);
    this.#decimal(timing.electionTimeoutMaxMs);
    this.#decimal(timing.heartbeatMs);
    this.#byte(durable === null ? 0 : 1);
    if (durable !== null) this.#record(durable as Packed);
  }

  #record({ currentTerm = 0, votedFor = null, log = [], body = '' }: Packed): void {
    this.#number(currentTerm);
    this.#number(votedFor ?? 0);
    this.#number(log.length);
    for (const { term, command } of log) {
      this.#number(term);
      this.#text(command);
    }
    this.#body(body);
  }

  #message({ kind, term = 0, voteGranted, success, body = '' }: Packed): void {
    const number = NUMBER_BY_KIND.get(kind);
    if (number === undefined) throw new WasmFault(`a message of the unknown kind ${String(kind)}`);
    this.#byte(number);
    this.#number(term);
    this.#byte(voteGranted === true || success === true ? 1 : 0);
    this.#body(body);
  }

  #body(base64: string): void {
    // Its length comes first, and takes one byte where the body is short.
    if (base64.length <= SHORT_LETTERS) {
      const length = writeBase64(base64, this.#bytes, this.#at + 1);
      this.#byte(length);
      this.#at += length;
      return;
    }
    this.#number(Buffer.byteLength(base64, 'base64'));
    this.#at += writeBase64(base64, this.#bytes, this.#at);
  }

  #text(text: string): void {
    if (text.length <= SHORT_LETTERS && this.#isPlain(text)) {
      this.#at += 1 + text.length;
      return;
    }
    this.#number(Buffer.byteLength(text));
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** Writes length and letters, if each is one byte; what was written counts for nothing else. */
  #isPlain(text: string): boolean {
    const from = this.#at + 1;
    for (let index = 0; index < text.length; index += 1) {
      const letter = text.charCodeAt(index);
      if (letter > MAX_ONE_BYTE) return false;
      this.#bytes[from + index] = letter;
    }
    this.#bytes[this.#at] = text.length;
    return true;
  }

  /** LEB128, without a sign. */
  #number(value: number): void {
    if (!(value <= Number.MAX_SAFE_INTEGER)) throw new WasmFault(`it is told of ${value}`);
    let rest = value;
    while (rest > MAX_ONE_BYTE) {
      this.#byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }

  #decimal(value: number): void {
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  #byte(value: number): void {
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }
}

function mostBytesOfRecord(record: Packed | null): number {
  if (record === null) return 0;
  const { log = [], body = '' } = record;
  const letters = log.reduce((sum, { command }) => sum + command.length, 0);
  return mostBytesOf(body) + ENTRY_BYTES * log.length + LETTER_BYTES * letters;
}
