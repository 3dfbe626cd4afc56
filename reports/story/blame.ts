/** Which kept action stands behind an event: a fault in a report goes by the id of its action. */
import type { Action, ActionKind } from '../../faults/action.ts';
import type { LinksDisturbed, Lost, Received } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { KeptAction } from './kept.ts';

export interface Blame {
  /** The action that an event comes from; null for what the healing at the end does. */
  actionOf(line: TraceLine): KeptAction | null;
  /** The action that made the network lose a message; null when none did. */
  loserOf(line: TraceLine, lost: Lost): KeptAction | null;
}

/** Pairs actions with events: an action's events happen at the time of the action, in order. */
export function blame(trace: Trace, kept: readonly KeptAction[]): Blame {
  const byLine = new Map<TraceLine, KeptAction>();
  const unpaired = [...kept];
  for (const line of trace) {
    const { event } = line;
    if (event.kind === 'sent') continue;
    const place = unpaired.findIndex(({ action, fromMs }) => {
      if (event.kind === 'crashed' && event.during !== null) {
        return action.kind === 'crashWithinStep' && fromMs <= line.timeMs;
      }
      return fromMs === line.timeMs && comesFrom(event.kind, action);
    });
    const [found] = place === -1 ? [] : unpaired.splice(place, 1);
    if (found !== undefined) byLine.set(line, found);
  }
  return {
    actionOf: (line) => byLine.get(line) ?? null,
    loserOf: (line, lost) => {
      const earlier = trace.slice(0, line.step).toReversed();
      const culprit = earlier.find((fault) => explains(fault, lost, line.timeMs));
      return culprit === undefined ? null : (byLine.get(culprit) ?? null);
    },
  };
}

const ORIGINS: Readonly<Partial<Record<TraceLine['event']['kind'], readonly ActionKind[]>>> = {
  linksCut: ['partition', 'isolate', 'cutLink', 'bridge'],
  linksRestored: ['heal'],
  crashed: ['crash'],
  booted: ['rejoin'],
  paused: ['pause'],
  resumed: ['resume'],
  clockJumped: ['jumpClock'],
  clockDrifted: ['driftClock'],
  diskSlowed: ['slowDisk'],
  networkDisturbed: ['loseMessages', 'duplicateMessages', 'delayMessages'],
  proposed: ['propose'],
};

function comesFrom(kind: TraceLine['event']['kind'], action: Action): boolean {
  return ORIGINS[kind]?.includes(action.kind) ?? false;
}

function explains({ event, timeMs }: TraceLine, lost: Lost, nowMs: number): boolean {
  switch (lost.why) {
    case 'cut':
      return event.kind === 'linksCut' && cuts(event, lost.flight);
    case 'loss':
      return (
        event.kind === 'networkDisturbed' && event.by === 'loss' && nowMs < timeMs + event.forMs
      );
    case 'down':
      return event.kind === 'crashed' && event.node === lost.flight.node;
  }
}

function cuts(event: LinksDisturbed & { kind: 'linksCut' }, { from, node }: Received): boolean {
  return event.links.some(([source, target]) => source === from && target === node);
}
