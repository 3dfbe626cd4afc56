/** Decisions as people write them, one short line each: for tests, and for runs made by hand. */
import type { NodeId } from '../trace/view.ts';
import type {
  CrashAndRestart,
  CrashWithin,
  Deliver,
  Duplicate,
  FailForGood,
  Fire,
  LoseAll,
  ProposeTo,
  StepDecision,
} from './decision.ts';

/** A timer of a node runs out: `fire(1, 'election')`. */
export function fire(node: NodeId, timer: string): Fire {
  return { kind: 'fire', node, timer };
}

/** A message in flight arrives. */
export function deliver(from: NodeId, to: NodeId, message: unknown): Deliver {
  return { kind: 'deliver', from, to, message };
}

/** A message arrives, and a copy of it stays in flight. */
export function duplicate(from: NodeId, to: NodeId, message: unknown): Duplicate {
  return { kind: 'duplicate', from, to, message };
}

/** A client proposes a command to a node. */
export function propose(node: NodeId, command: string): ProposeTo {
  return { kind: 'propose', node, command };
}

/** A node crashes and boots again with what its disk kept. */
export function crash(node: NodeId): CrashAndRestart {
  return { kind: 'crash', node };
}

/** Everything in flight is lost: how a run ends of which is asked where it can still go. */
export function loseAll(): LoseAll {
  return { kind: 'loseAll' };
}

/** A node crashes and never boots again. */
export function failForGood(node: NodeId): FailForGood {
  return { kind: 'failForGood', node };
}

/** A node takes a step, crashes after so many effects of it, and boots again. */
export function crashWithin(step: StepDecision, afterEffects: number): CrashWithin {
  return { kind: 'crashWithin', step, afterEffects };
}
