/** What was done to the cluster from outside: lines of a trace that a story never leaves out. */
import { isFault } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { Blame } from './blame.ts';

/** Whether a line tells of a fault, or of what it did; a proposal that is left is needed, too. */
export function isFaultLine(line: TraceLine, by: Blame): boolean {
  const { event } = line;
  if (event.kind === 'crashed') return true;
  if (event.kind === 'booted') return event.incarnation > 0;
  if (event.kind === 'proposed') return by.faultOf(line) !== null;
  return isDisturbance(line) && by.faultOf(line) !== null;
}

/**
 * The one line that stands for the healing at the end: the one that a witness names, or the first
 * thing that it undoes. If it undoes nothing, it matters only where time breaks the claim.
 */
export function healingLine(
  trace: Trace,
  by: Blame,
  named: ReadonlySet<TraceLine>,
  brokeAtAStep: boolean,
): TraceLine | null {
  const healed = trace.findLast(({ event }) => event.kind === 'healed');
  if (healed === undefined || named.has(healed)) return healed ?? null;
  const undone = trace.find((line) => {
    return line.timeMs === healed.timeMs && isDisturbance(line) && by.faultOf(line) === null;
  });
  return undone ?? (brokeAtAStep ? null : healed);
}

function isDisturbance({ event }: TraceLine): boolean {
  switch (event.kind) {
    case 'paused':
    case 'resumed':
    case 'clockJumped':
    case 'clockDrifted':
    case 'diskSlowed':
    case 'linksCut':
    case 'linksRestored':
    case 'networkDisturbed':
      return true;
    default:
      return false;
  }
}

/** What the healing ends, what it leaves as it is, and that liveness is judged from here on. */
export function healingText(trace: Trace): string {
  const rates = new Map<NodeId, number>();
  const down = new Set<NodeId>();
  for (const { event } of upToHealing(trace)) {
    if (event.kind === 'clockDrifted') rates.set(event.node, event.rate);
    if (event.kind === 'crashed') down.add(event.node);
    if (event.kind === 'booted') down.delete(event.node);
  }
  const fast = [...rates].flatMap(([node, rate]) =>
    rate === 1 ? [] : [`${nodeName(node)}'s clock stays at ${Math.round(rate * 100)} %`],
  );
  const lost = [...down].map((node) => `${nodeName(node)} stays down`);
  const left = [...fast, ...lost];
  const judged = 'from here on liveness is judged';
  if (left.length > 0)
    return `healing: all other faults end, but ${left.join(', and ')}; ${judged}`;
  const hadFaults = upToHealing(trace).some(({ event }) => event.kind !== 'sent' && isFault(event));
  return hadFaults ? `healing: all faults end; ${judged}` : `no faults: ${judged}`;
}

function upToHealing(trace: Trace): Trace {
  return trace.slice(0, 1 + trace.findLastIndex(({ event }) => event.kind === 'healed'));
}
