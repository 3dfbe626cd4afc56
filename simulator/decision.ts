/**
 * One thing that a world without clocks lets happen next: plain JSON. A message is named by what it
 * says and where it goes: leaving out one decision does not rename the messages of the rest.
 */
import type { NodeId } from '../trace/view.ts';

/** A timer of a node runs out. */
export interface Fire {
  readonly kind: 'fire';
  readonly node: NodeId;
  readonly timer: string;
}

/** A message in flight arrives. */
export interface Deliver {
  readonly kind: 'deliver';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: unknown;
}

/** The network delivers a copy of a message and keeps the message in flight. */
export interface Duplicate {
  readonly kind: 'duplicate';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: unknown;
}

/** A client proposes a command to a node. */
export interface ProposeTo {
  readonly kind: 'propose';
  readonly node: NodeId;
  readonly command: string;
}

/** A node crashes and boots again with what its disk kept. */
export interface CrashAndRestart {
  readonly kind: 'crash';
  readonly node: NodeId;
}

/** A node takes a step, crashes within it, and boots again. */
export interface CrashWithin {
  readonly kind: 'crashWithin';
  readonly step: StepDecision;
  /** How many effects of the step were performed. */
  readonly afterEffects: number;
}

/** What makes a node take a step. */
export type StepDecision = Fire | Deliver | Duplicate | ProposeTo;

/** Each of these counts one towards the length of a run; sending, losing and booting are free. */
export type Decision = StepDecision | CrashAndRestart | CrashWithin;

/** The node that a decision happens to. */
export function nodeOfDecision(decision: Decision): NodeId {
  switch (decision.kind) {
    case 'deliver':
    case 'duplicate':
      return decision.to;
    case 'crashWithin':
      return nodeOfDecision(decision.step);
    default:
      return decision.node;
  }
}
