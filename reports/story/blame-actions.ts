/** Which kept action of a scenario stands behind an event. */
import type { Action, ActionKind } from '../../faults/action.ts';
import type { LinksDisturbed, Lost, Received } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { Blame } from './blame.ts';
import type { KeptAction } from './kept-actions.ts';

/** Pairs actions with events: an action's events happen at the time of the action, in order. */
export function blameActions(trace: Trace, kept: readonly KeptAction[]): Blame {
  const byLine = new Map<TraceLine, KeptAction>();
  const unpaired = [...kept];
  for (const line of trace) {
    const { event } = line;
    if (event.kind === 'sent') continue;
    const index = unpaired.findIndex(({ action, fromMs }) => {
      if (event.kind === 'crashed' && event.during !== null) {
        return action.kind === 'crashWithinStep' && fromMs <= line.timeMs;
      }
      return fromMs === line.timeMs && comesFrom(event.kind, action);
    });
    const [found] = index === -1 ? [] : unpaired.splice(index, 1);
    if (found !== undefined) byLine.set(line, found);
  }
  return {
    faultOf: (line) => byLine.get(line) ?? null,
    loserOf: (line, lost) => {
      const earlier = trace.slice(0, line.step).toReversed();
      const culprit = earlier.find((fault) => explains(fault, lost, line.timeMs));
      return culprit === undefined ? null : (byLine.get(culprit) ?? null);
    },
    // A network fault duplicates messages without a decision for each: no line is left out for it.
    copierOf: () => null,
    isNeeded: () => false,
  };
}

const ORIGINS: Readonly<Partial<Record<TraceLine['event']['kind'], readonly ActionKind[]>>> = {
  linksCut: ['partition', 'isolate', 'cutLink', 'bridge'],
  linksRestored: ['heal'],
  crashed: ['crash', 'failForGood'],
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
