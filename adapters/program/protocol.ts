/**
 * The step protocol: one line of JSON asks a program for one step, one line answers. A program
 * keeps nothing between two lines, and its state goes out with each answer and comes back with the
 * next request; or, from version 2 on, it holds its nodes, and lines name a node by its handle.
 * docs/STEP-PROTOCOL.md explains it to authors of programs.
 */
import type { Capabilities } from '../../simulator/capabilities.ts';
import { QuotingError, type Effect, type Timing } from '../../simulator/target.ts';
import type { LogEntry, NodeId, NodeView } from '../../trace/view.ts';
import { HELD_PROTOCOL_VERSION, type HeldRequest } from '../held-messages.ts';
import { shortened } from './printable.ts';

/** The first version. */
export const PROTOCOL_VERSION = 1;

/** Programs name one of them in their hello; any other is refused. */
export const PROTOCOL_VERSIONS: readonly number[] = [PROTOCOL_VERSION, HELD_PROTOCOL_VERSION];

/** Everything that a program of version 1 may be asked; on its line, each has a number too. */
export type Request =
  | {
      /** `restore` follows a crash that found something on the disk. */
      readonly kind: 'boot' | 'restore';
      readonly node: NodeId;
      readonly nodes: number;
      readonly timing: Timing;
      /** The record that the disk kept; null is the empty disk. */
      readonly durable: unknown;
    }
  | {
      readonly kind: 'receive';
      readonly state: unknown;
      readonly from: NodeId;
      readonly message: unknown;
      readonly localTimeMs: number | null;
    }
  | {
      readonly kind: 'timer';
      readonly state: unknown;
      readonly timer: string;
      readonly luck: number;
      readonly localTimeMs: number | null;
    }
  | {
      readonly kind: 'propose';
      readonly state: unknown;
      readonly command: string;
      readonly localTimeMs: number | null;
    };

/** The same for version 2, if the program keeps nothing: a step has its state besides. */
export type CarriedRequest = HeldRequest & { readonly state?: unknown };

/** Who a program says it is. What is optional came with version 2. */
export interface Hello {
  readonly kind: 'hello';
  readonly protocol: number;
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Whether its nodes are carried to it with each request, or held by it. Default: carried. */
  readonly state?: 'carried' | 'held' | undefined;
  /** It can copy a node that it holds. Default: it cannot. */
  readonly fork?: boolean | undefined;
  /** It reads several requests in one line, as a list. Default: it does not. */
  readonly batches?: boolean | undefined;
  /** Names of the random numbers that it wants in each request, besides `luck`. */
  readonly draws?: readonly string[] | undefined;
  /** Its own pace, which it keeps to whatever it is told. Default: it keeps to what it is told. */
  readonly timing?: Timing | undefined;
}

/** What became of a step. */
export interface Answer {
  /** The number of the request: a line too many would shift all answers after it. */
  readonly step: number;
  /** Any JSON: it comes back with the next request for this node. */
  readonly state: unknown;
  readonly view: NodeView;
  readonly effects: readonly Effect[];
}

/** What a durable record must hold, beside whatever else the program keeps in it. */
export interface DurableRecord {
  readonly currentTerm: number;
  readonly votedFor: NodeId | null;
  readonly log: readonly LogEntry[];
}

/** The program misbehaved: wrong, late or missing answers, or an error that it told itself. */
export class ProgramFault extends QuotingError {
  override readonly name = 'ProgramFault';
  /** How many of the requests that it was asked together were answered before. */
  readonly answered: number;

  /**
   * `outline` is the message without the program's own words. Those may hold the number of a
   * handle, a step or a process: when the run is performed again, it is another.
   */
  constructor(message: string, outline = message, answered = 0) {
    super(message, outline);
    this.answered = answered;
  }

  /** The same of a request with this name. */
  during(request: string): ProgramFault {
    return new ProgramFault(`${request}: ${this.message}`, `${request}: ${this.outline}`);
  }
}

/** An error that the program told itself, in its own words. */
export function ownError(words: string): ProgramFault {
  return new ProgramFault(shortened(words), 'an error of its own');
}

/** What is wrong with an answer, and the answer, or a part of it. */
export function faultIn(answer: unknown, what: string): ProgramFault {
  return new ProgramFault(`${what}: ${shortened(JSON.stringify(answer))}`, what);
}
