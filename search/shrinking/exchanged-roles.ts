/** Decisions in which two nodes take each other's places. */
import type { Decision, StepDecision } from '../../simulator/decision.ts';
import type { NodeId } from '../../trace/view.ts';

/** What messages say of nodes stays: their senders will word them anew. */
export function withRolesExchanged(
  decisions: readonly Decision[],
  one: NodeId,
  other: NodeId,
): readonly Decision[] {
  const exchanged = (node: NodeId): NodeId => (node === one ? other : node === other ? one : node);

  function stepExchanged(step: StepDecision): StepDecision {
    if (step.kind === 'deliver' || step.kind === 'duplicate') {
      return { ...step, from: exchanged(step.from), to: exchanged(step.to) };
    }
    return { ...step, node: exchanged(step.node) };
  }

  return decisions.map((decision) => {
    switch (decision.kind) {
      case 'loseAll':
        return decision;
      case 'crash':
      case 'failForGood':
        return { ...decision, node: exchanged(decision.node) };
      case 'crashWithin':
        return { ...decision, step: stepExchanged(decision.step) };
      default:
        return stepExchanged(decision);
    }
  });
}
