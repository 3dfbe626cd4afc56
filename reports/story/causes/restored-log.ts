/** A log that came back from a crash as another one than the node had. */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type LogEntry, type NodeId } from '../../../trace/view.ts';
import { entriesText, firstDifference } from '../logs.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';

/** The last such restart among the steps that led to the violation. */
export function restoredLogs(index: TraceIndex, past: ReadonlySet<number>): Cause[] {
  const restarts = index.trace.filter(({ step, event }) => {
    return past.has(step) && event.kind === 'booted' && event.incarnation > 0;
  });
  return restarts.flatMap((line) => restored(index, line)).slice(-1);
}

function restored(index: TraceIndex, boot: TraceLine): Cause[] {
  const { event, after } = boot;
  const held = logBeforeCrash(index, boot);
  if (event.kind !== 'booted' || after === null || held === null) return [];
  const first = firstDifference(held, after.log);
  if (first === null) return [];
  const name = nodeName(event.node);
  const lost = `${name} held ${entriesText(held)} when it crashed`;
  const came = `its disk gave back ${entriesText(after.log)}`;
  if (after.log.length < held.length) {
    return [causeAt(boot, (at) => `${lost}, and ${came} ${at}.`)];
  }
  const dropped = droppedAt(index, event.node, first, boot.step);
  const lines = dropped === null ? [boot] : [dropped, boot];
  return [
    {
      lines,
      text(at) {
        const where = dropped === null ? '' : `, which ${name} had dropped ${at(dropped)}`;
        return `${lost}; ${came} ${at(boot)}, with ${entriesFrom(after.log, first)}${where}.`;
      },
    },
  ];
}

/** What a node held when it crashed; null if it never did. */
export function logBeforeCrash(
  index: TraceIndex,
  { step, event }: TraceLine,
): readonly LogEntry[] | null {
  if (event.kind !== 'booted') return null;
  const crash = index.trace.slice(0, step).findLast((line) => {
    return line.event.kind === 'crashed' && line.event.node === event.node;
  });
  return crash?.before?.log ?? null;
}

/** The last step at which the node gave up the entry at this index. */
function droppedAt(index: TraceIndex, node: NodeId, place: number, upTo: number): TraceLine | null {
  const dropped = index.trace.slice(0, upTo).findLast(({ event, before, after }) => {
    if (event.kind === 'crashed' || !('node' in event) || event.node !== node) return false;
    const was = before?.log[place - 1];
    const is = after?.log[place - 1];
    return was !== undefined && (is?.term !== was.term || is.command !== was.command);
  });
  return dropped ?? null;
}

function entriesFrom(log: readonly LogEntry[], first: number): string {
  return first === log.length ? `entry ${first}` : `entries ${first} to ${log.length}`;
}
