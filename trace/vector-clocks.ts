/** Vector clocks over a trace: for each host, how many of its events have led to an event. */
import { directCauses } from './causality.ts';
import { nodeOf } from './event.ts';
import type { Trace, TraceLine } from './trace.ts';
import { nodeName } from './view.ts';

/** What happens to no node, such as a loss or a cut, happens here, in the order of the trace. */
export const NETWORK = 'network';

export interface ClockedLine {
  readonly line: TraceLine;
  /** `n1`, or {@link NETWORK}. */
  readonly host: string;
  /** Hosts without an event in the past of this line are left out. */
  readonly clock: Readonly<Record<string, number>>;
}

/** The clock of every line, its own event included. */
export function vectorClocks(trace: Trace): readonly ClockedLine[] {
  const causes = directCauses(trace);
  const clocked: ClockedLine[] = [];
  let lastOfNetwork: ClockedLine | undefined;
  for (const [place, line] of trace.entries()) {
    const host = hostOf(line);
    const past = (causes[place] ?? []).map((cause) => clocked[cause]);
    if (host === NETWORK) past.push(lastOfNetwork);
    const clock = latestOf(past);
    clock[host] = (clock[host] ?? 0) + 1;
    const here: ClockedLine = { line, host, clock };
    if (host === NETWORK) lastOfNetwork = here;
    clocked.push(here);
  }
  return clocked;
}

/** A lost or doubled message is no event of its receiver, which never hears of it. */
function hostOf({ event }: TraceLine): string {
  if (event.kind === 'lost' || event.kind === 'duplicated') return NETWORK;
  const node = event.kind === 'sent' ? event.node : nodeOf(event);
  return node === 0 ? NETWORK : nodeName(node);
}

function latestOf(past: readonly (ClockedLine | undefined)[]): Record<string, number> {
  const clock: Record<string, number> = {};
  for (const one of past) {
    for (const [host, count] of Object.entries(one?.clock ?? {})) {
      clock[host] = Math.max(clock[host] ?? 0, count);
    }
  }
  return clock;
}
