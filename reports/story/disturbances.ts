/** What was done to the cluster from outside: lines of a trace that a story never leaves out. */
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { Blame } from './blame.ts';

/** Whether a line tells of a fault, or of what it did. */
export function isFaultLine(line: TraceLine, by: Blame): boolean {
  const { event } = line;
  if (event.kind === 'crashed') return true;
  if (event.kind === 'booted') return event.incarnation > 0;
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
