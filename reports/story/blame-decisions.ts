/** Which decision of a schedule stands behind an event. */
import type { Ablation } from '../../search/finding.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { Blame } from './blame.ts';
import type { Performed } from './decisions.ts';
import type { KeptDecision } from './kept-decisions.ts';

/** Nothing loses a message here but never being delivered, and that is no event. */
export function blameDecisions(
  performed: readonly Performed[],
  kept: readonly KeptDecision[],
  ablation: readonly Ablation[],
): Blame {
  const faults = new Map(kept.map((fault) => [fault.line, fault]));
  const copiers = new Map<TraceLine, KeptDecision>();
  const needed = new Set<TraceLine>();
  for (const { part, lines } of performed) {
    const copied = lines.find(({ event }) => event.kind === 'duplicated');
    const copier = copied === undefined ? undefined : faults.get(copied);
    const isNeeded = ablation.some((trial) => trial.part === part && trial.needed);
    for (const line of lines) {
      if (line === copied) continue;
      if (copier !== undefined) copiers.set(line, copier);
      if (isNeeded) needed.add(line);
    }
  }
  return {
    faultOf: (line) => faults.get(line) ?? null,
    loserOf: () => null,
    copierOf: (line) => copiers.get(line) ?? null,
    isNeeded: (line) => needed.has(line),
  };
}
