/** Requests in the binary form, in a buffer of the host. */
import type { LogEntry } from '../../../trace/view.ts';
import type { BootRequest, HeldRequest } from '../../held-messages.ts';
import { WasmFault } from '../wasm-fault.ts';
import { KINDS_BY_NUMBER, REQUEST } from './numbers.ts';

const START_BYTES = 4096;

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

export class RequestWriter {
  #bytes = Buffer.alloc(START_BYTES);
  #length = 0;

  /** The bytes of a request, good until the next one. */
  written(request: HeldRequest): Buffer {
    this.#length = 0;
    const { kind } = request;
    this.#byte(REQUEST[kind === 'restore' ? 'boot' : kind]);
    this.#decimal(request.luck);
    const { localTimeMs } = request;
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
    return this.#bytes.subarray(0, this.#length);
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
    const number = (KINDS_BY_NUMBER as readonly unknown[]).indexOf(kind);
    if (number < 0) throw new WasmFault(`a message of the unknown kind ${String(kind)}`);
    this.#byte(number);
    this.#number(term);
    this.#byte(voteGranted === true || success === true ? 1 : 0);
    this.#body(body);
  }

  /** JSON has no bytes: bodies are base64 everywhere but here. */
  #body(base64: string): void {
    const length = Buffer.byteLength(base64, 'base64');
    this.#number(length);
    this.#room(length);
    this.#length += this.#bytes.write(base64, this.#length, 'base64');
  }

  #text(text: string): void {
    const length = Buffer.byteLength(text);
    this.#number(length);
    this.#room(length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** LEB128, without a sign. */
  #number(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.#byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }

  #decimal(value: number): void {
    this.#room(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  #room(length: number): void {
    const needed = this.#length + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.alloc(2 * needed);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
