/** The machine that a node runs on, as a live target asks for it: its clock and its disk. */
import type { Agenda, AgendaEntry } from './agenda.ts';
import type { SimulatedNode } from './node.ts';
import type { Settings } from './settings.ts';
import type { Machine } from './target.ts';

export function machineOf(
  node: SimulatedNode<unknown>,
  agenda: Agenda<AgendaEntry>,
  { syncMinMs, syncMaxMs }: Settings,
): Machine {
  return {
    steadyMs: () => node.clock.steady(agenda.nowMs),
    diskMs(luck) {
      const ownPace = syncMinMs + Math.floor(luck * (syncMaxMs - syncMinMs + 1));
      return Math.max(ownPace, node.slowSyncMs);
    },
  };
}
