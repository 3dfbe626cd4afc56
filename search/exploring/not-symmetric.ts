/**
 * The refutation of a target's claim that it treats all nodes alike: a run, the same run with nodes
 * exchanged, and what the last step of each comes to.
 */
import type { Decision, EndingDecision, StepDecision } from '../../simulator/decision.ts';
import { nodeName, type NodeId } from '../../trace/view.ts';
import { decisionOf } from './enabled.ts';
import type { Unalike } from './renaming.ts';
import type { KnownOutcome, TransitionCache } from './transition-cache.ts';

/** More than a reader wants to compare. */
const MAX_SHOWN = 400;

/** A target states `symmetric`, and is not: a search that believes it would prove nothing. */
export class NotSymmetric extends Error {
  override readonly name = 'NotSymmetric';
  /** The same run but for the names of nodes; after the last decisions, more differs than names. */
  readonly runs: readonly [RefutingRun, RefutingRun];

  constructor(target: string, runs: readonly [RefutingRun, RefutingRun]) {
    const [one, other] = runs;
    super(
      `${target} states that it is symmetric, and is not. After ${textOf(one)}. After the same ` +
        `run with other names, ${textOf(other)}. State symmetric: false`,
    );
    this.runs = runs;
  }
}

/** No search ends a run by force. */
type SearchedDecision = Exclude<Decision, EndingDecision>;

/** One of the two runs that a claim of symmetry is refuted by. */
export interface RefutingRun {
  readonly decisions: readonly SearchedDecision[];
  /** The node that takes the last decision. */
  readonly node: NodeId;
  /** What becomes of it, as JSON: its state, its timers, and what it sends; or what it throws. */
  readonly outcome: string;
}

/** `way`: the outcomes that lead to the two steps, with the names that they have there. */
export function notSymmetric(
  target: string,
  { outcome, counterpart, renaming }: Unalike,
  way: readonly KnownOutcome[],
  cache: TransitionCache,
): NotSymmetric {
  const renamed = way.map((step) => renaming.outcome(step));
  return new NotSymmetric(target, [
    runOf([...way, outcome], cache),
    runOf([...renamed, counterpart], cache),
  ]);
}

function runOf(way: readonly KnownOutcome[], cache: TransitionCache): RefutingRun {
  const decisions = way.map((outcome, index) => {
    const isNeededAgain = way.slice(index + 1).some(({ message }) => message === outcome.message);
    return decisionOf(outcome, isNeededAgain);
  });
  const last = way.at(-1);
  if (last === undefined) throw new RangeError('a run without a step');
  return { decisions, node: last.node, outcome: outcomeText(last, cache) };
}

function outcomeText({ after, sent, thrown }: KnownOutcome, cache: TransitionCache): string {
  if (thrown !== null) return JSON.stringify({ throws: thrown });
  const { state, timers } = cache.nodeState(after);
  const sends = sent.map((id) => [cache.receiverOf(id), cache.message(id).message]);
  return JSON.stringify({ state, timers, sends });
}

function textOf({ decisions, node, outcome }: RefutingRun): string {
  const steps = decisions.map(decisionText).join(', ');
  return `${steps}, ${nodeName(node)} comes to ${shortened(outcome)}`;
}

function decisionText(decision: SearchedDecision): string {
  switch (decision.kind) {
    case 'crash':
      return `a crash of ${nodeName(decision.node)}`;
    case 'crashWithin':
      return `${stepText(decision.step)} cut short by a crash`;
    default:
      return stepText(decision);
  }
}

function stepText(step: StepDecision): string {
  switch (step.kind) {
    case 'fire':
      return `timer ${step.timer} of ${nodeName(step.node)}`;
    case 'propose':
      return `a proposal to ${nodeName(step.node)}`;
    case 'deliver':
    case 'duplicate':
      return `a message from ${nodeName(step.from)} to ${nodeName(step.to)}`;
  }
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)} …`;
}
