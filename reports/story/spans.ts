/** How long a fault lasts, by what the trace shows of its end: an action, or the healing. */
import type { TraceEvent } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';

/** From when to when, in simulated milliseconds; `toMs` is null for what lasts to the end. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The span of the fault that a line shows. */
export function spanOf(line: TraceLine, trace: Trace): Span {
  const { event, timeMs: fromMs, step } = line;
  const end = trace.slice(step).find((later) => ends(later.event, event));
  switch (event.kind) {
    case 'linksCut':
    case 'crashed':
    case 'paused':
      return { fromMs, toMs: end?.timeMs ?? null };
    case 'clockDrifted':
      return { fromMs, toMs: event.rate === 1 ? fromMs : (end?.timeMs ?? null) };
    case 'diskSlowed':
      return { fromMs, toMs: event.syncMs === 0 ? fromMs : (end?.timeMs ?? null) };
    case 'networkDisturbed':
      return { fromMs, toMs: Math.min(fromMs + event.forMs, end?.timeMs ?? Infinity) };
    default:
      return { fromMs, toMs: fromMs };
  }
}

/** Whether an event undoes or replaces what an earlier one has done. */
function ends(event: TraceLine['event'], earlier: TraceLine['event']): boolean {
  switch (earlier.kind) {
    case 'linksCut':
      return event.kind === 'linksRestored' && sharesLink(event, earlier);
    case 'crashed':
      return event.kind === 'booted' && event.node === earlier.node;
    case 'paused':
      return (event.kind === 'resumed' || event.kind === 'crashed') && event.node === earlier.node;
    case 'clockDrifted':
    case 'diskSlowed':
      return event.kind === earlier.kind && event.node === earlier.node;
    case 'networkDisturbed':
      return event.kind === 'networkDisturbed' && event.by === earlier.by;
    default:
      return false;
  }
}

type Links = Extract<TraceEvent, { kind: 'linksCut' | 'linksRestored' }>;

function sharesLink({ links }: Links, earlier: Links): boolean {
  return earlier.links.some(([from, to]) => {
    return links.some(([source, target]) => source === from && target === to);
  });
}
