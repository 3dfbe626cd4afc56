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

/** Everything in flight is lost. */
export interface LoseAll {
  readonly kind: 'loseAll';
}

/** A node crashes and never boots again; what is on its way to it is lost. */
export interface FailForGood {
  readonly kind: 'failForGood';
  readonly node: NodeId;
}

/** What makes a node take a step. */
export type StepDecision = Fire | Deliver | Duplicate | ProposeTo;

/** How a run ends of which is asked where it can still go. */
export type EndingDecision = LoseAll | FailForGood;

/**
 * Each counts one towards the length of a run, but for those that only say how it ends; sending,
 * losing and booting are free.
 */
export type Decision = StepDecision | CrashAndRestart | CrashWithin | EndingDecision;

/** Whether it makes a node take a whole step. */
export function isStep(decision: Decision): decision is StepDecision {
  switch (decision.kind) {
    case 'fire':
    case 'deliver':
    case 'duplicate':
    case 'propose':
      return true;
    default:
      return false;
  }
}

/** Whether it says how a run ends, and so is no part of its length. */
export function isEnding(decision: Decision): decision is EndingDecision {
  return decision.kind === 'loseAll' || decision.kind === 'failForGood';
}

/** The length of a run of these decisions. */
export function lengthOf(decisions: readonly Decision[]): number {
  return decisions.filter((decision) => !isEnding(decision)).length;
}

/** The node that a decision happens to; 0 if to none. */
export function nodeOfDecision(decision: Decision): NodeId {
  switch (decision.kind) {
    case 'deliver':
    case 'duplicate':
      return decision.to;
    case 'crashWithin':
      return nodeOfDecision(decision.step);
    case 'loseAll':
      return 0;
    default:
      return decision.node;
  }
}
