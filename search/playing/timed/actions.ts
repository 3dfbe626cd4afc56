/** Everything that a player may do to a cluster with clocks, whether it applies now or not. */
import type { Action } from '../../../faults/action.ts';
import type { NodeId } from '../../../trace/view.ts';
import type { TimedGame } from '../game.ts';

/** Clusters of up to this size offer all their splits in two. */
const MAX_SPLIT = 5;
/** Points of a step at which a process may die, as far as most steps have them. */
const CRASH_POINTS = [0, 1, 2] as const;

/** `command` is what a client would propose. */
export function actionsIn({ nodes, timing }: TimedGame, command: string): readonly Action[] {
  const ids = Array.from({ length: nodes }, (_, slot) => slot + 1);
  const { electionTimeoutMinMs: shortMs, electionTimeoutMaxMs: longMs } = timing;
  const each = (make: (node: NodeId) => readonly Action[]): readonly Action[] => ids.flatMap(make);
  return [
    ...each((node) => [{ kind: 'propose', node, command }]),
    ...each((node) => [
      { kind: 'crash', node },
      { kind: 'rejoin', node },
      { kind: 'pause', node },
      { kind: 'resume', node },
      { kind: 'failForGood', node },
    ]),
    ...each((node) => CRASH_POINTS.map((point) => ({ kind: 'crashWithinStep', node, point }))),
    { kind: 'heal' },
    ...each((node) => [{ kind: 'isolate', node }]),
    ...splitsOf(ids).map((groups): Action => ({ kind: 'partition', groups })),
    ...each((node) => (nodes < 3 ? [] : [{ kind: 'bridge', node }])),
    ...each((from) => ids.flatMap((to) => (to === from ? [] : [{ kind: 'cutLink', from, to }]))),
    { kind: 'loseMessages', percent: 50, forMs: longMs },
    { kind: 'loseMessages', percent: 100, forMs: longMs },
    { kind: 'duplicateMessages', percent: 50, forMs: longMs },
    { kind: 'delayMessages', byMs: shortMs, forMs: longMs },
    ...each((node) => [
      { kind: 'jumpClock', node, byMs: longMs },
      { kind: 'jumpClock', node, byMs: -longMs },
      { kind: 'driftClock', node, percent: 50 },
      { kind: 'driftClock', node, percent: 200 },
      { kind: 'driftClock', node, percent: 100 },
      { kind: 'slowDisk', node, syncMs: shortMs },
      { kind: 'slowDisk', node, syncMs: 0 },
    ]),
  ];
}

/** Each way to part them into two groups of at least two; a single node is isolated instead. */
function splitsOf(ids: readonly NodeId[]): readonly (readonly (readonly NodeId[])[])[] {
  if (ids.length > MAX_SPLIT) return [];
  return Array.from({ length: 2 ** (ids.length - 1) }, (_, code) => {
    const isThere = (id: NodeId): boolean => ((code >> (id - 2)) & 1) === 1 && id > 1;
    return [ids.filter((id) => !isThere(id)), ids.filter(isThere)];
  }).filter((groups) => groups.every(({ length }) => length >= 2));
}
