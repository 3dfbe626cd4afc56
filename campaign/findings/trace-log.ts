/** A trace as a log: one JSON object per line, complete, in the order of events. */
import type { SavedRun } from '../../search/finding.ts';
import { plainEvent, plainView } from '../../trace/plain-event.ts';
import type { Trace } from '../../trace/trace.ts';

/** The first line says what was performed, so that the log alone is enough to do it again. */
export function traceLog(target: string, run: SavedRun, trace: Trace): string {
  const lines = trace.map(({ step, timeMs, event, before, after }) => {
    const change = before === after ? {} : { before: plainView(before), after: plainView(after) };
    return JSON.stringify({ step, timeMs, event: plainEvent(event), ...change });
  });
  const head = JSON.stringify({ kind: 'run', target, run });
  return [head, ...lines, ''].join('\n');
}
