/**
 * The step protocol: one line of JSON asks a program for one step, one line answers. The program
 * keeps nothing between two lines: its state goes out with each answer and comes back with the next
 * request. docs/STEP-PROTOCOL.md explains it to authors of programs.
 */
import type { Capabilities } from '../../simulator/capabilities.ts';
import type { Effect, Timing } from '../../simulator/target.ts';
import type { LogEntry, NodeId, NodeView } from '../../trace/view.ts';

/** Programs name it in their hello; any other is refused. */
export const PROTOCOL_VERSION = 1;

/** Everything that a program may be asked; on its line, each but the hello has a number too. */
export type Request =
  | { readonly kind: 'hello'; readonly protocol: typeof PROTOCOL_VERSION }
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

/** Who a program says it is. */
export interface Hello {
  readonly kind: 'hello';
  readonly protocol: number;
  readonly name: string;
  readonly capabilities: Capabilities;
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
export class ProgramFault extends Error {
  override readonly name = 'ProgramFault';
}
