/** Finds the decisions of a schedule again in the trace that they have come to. */
import type { Finding } from '../../search/finding.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';

/** A run of decisions. */
export type SavedSchedule = Extract<Finding['run'], { kind: 'schedule' }>;

type Decision = SavedSchedule['decisions'][number];

/** A decision that was performed. */
export interface Performed {
  /** Its place in the schedule, from 0. */
  readonly part: number;
  readonly decision: Decision;
  /** What happened by it: a copy that is kept, the step, a crash, the restart after it. */
  readonly lines: readonly TraceLine[];
}

/** Decisions that were skipped, because they were not enabled, are left out. */
export function performedDecisions(
  trace: Trace,
  { decisions }: SavedSchedule,
): readonly Performed[] {
  const moments = momentsOf(trace);
  const performed: Performed[] = [];
  for (const [part, decision] of decisions.entries()) {
    const lines = moments[performed.length];
    if (lines?.some((line) => comesFrom(line, decision)) === true) {
      performed.push({ part, decision, lines });
    }
  }
  return performed;
}

/** Without a clock each decision has a moment of its own, and everything has a decision. */
function momentsOf(trace: Trace): readonly (readonly TraceLine[])[] {
  const moments: TraceLine[][] = [];
  let isOpen = false;
  for (const line of trace) {
    const { event } = line;
    const last = moments.at(-1);
    switch (event.kind) {
      case 'duplicated':
        moments.push([line]);
        isOpen = true;
        break;
      case 'lost': {
        // All that is lost at once is one decision.
        const isFirst = event.why === 'loss' && last?.at(-1)?.event.kind !== 'lost';
        if (isFirst) moments.push([line]);
        else last?.push(line);
        break;
      }
      case 'received':
      case 'timerFired':
      case 'proposed':
        if (isOpen) last?.push(line);
        else moments.push([line]);
        isOpen = false;
        break;
      case 'crashed':
        if (isOpen || event.wasSeen) last?.push(line);
        else moments.push([line]);
        isOpen = false;
        break;
      case 'booted':
        last?.push(line);
        break;
      default:
      // Sending, writing and applying belong to the step before them.
    }
  }
  return moments;
}

function comesFrom({ event }: TraceLine, decision: Decision): boolean {
  switch (decision.kind) {
    case 'fire':
      return (
        event.kind === 'timerFired' &&
        event.node === decision.node &&
        event.timer === decision.timer
      );
    case 'propose':
      return event.kind === 'proposed' && event.node === decision.node;
    case 'deliver':
    case 'duplicate':
      return (
        event.kind === 'received' && event.node === decision.to && event.from === decision.from
      );
    case 'loseAll':
      return event.kind === 'lost' && event.why === 'loss';
    case 'crash':
    case 'failForGood':
      return event.kind === 'crashed' && event.during === null && event.node === decision.node;
    case 'crashWithin':
      return event.kind === 'crashed' && event.during !== null;
  }
}
