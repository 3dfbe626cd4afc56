/** A position of a game: a path is performed, and everything that can be known there is told. */
import type { Check } from '../../properties/check.ts';
import type { Property } from '../../properties/property.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { enabledDecisions } from './enabled-decisions.ts';
import type { Game, MessageInFlight, Path, PlayedNode, Position, PropertyVerdict } from './game.ts';
import { nameOf, PlayedCluster } from './played-cluster.ts';

/** Performs the path from the first boot on, and lists what may happen next. */
export function play(game: Game, path: Path): Position {
  const { cluster, skipped } = clusterAt(game, path);
  return {
    timeMs: null,
    path: cluster.path,
    skipped,
    nodes: nodesOf(game.target, cluster),
    inFlight: messagesOf(cluster),
    trace: cluster.recorder.lines,
    linesBefore: cluster.linesBefore,
    digest: cluster.digest,
    verdicts: verdictsOf(cluster.properties, cluster.check),
    ending: cluster.ending,
    enabled: enabledDecisions(game, cluster),
  };
}

/** A crash behind the last write of a step counts as two decisions: it is performed as two. */
function clusterAt(
  game: Game,
  path: Path,
): { readonly cluster: PlayedCluster; readonly skipped: number } {
  const cluster = new PlayedCluster(game, path);
  const { skipped } = cluster;
  const isPlain = cluster.path.length + skipped === path.length;
  return { cluster: isPlain ? cluster : new PlayedCluster(game, cluster.path), skipped };
}

function nodesOf(target: PureTarget, { nodes }: PlayedCluster): readonly PlayedNode[] {
  return nodes.map(({ view, durable, unsynced, timers, incarnation }) => {
    const hasUnsynced = unsynced !== undefined;
    return { view, durable: target.viewDurable(durable), hasUnsynced, timers, incarnation };
  });
}

function messagesOf({ inFlight }: PlayedCluster): readonly MessageInFlight[] {
  const byName = new Map<string, MessageInFlight>();
  for (const { from, node: to, message, meaning } of inFlight) {
    const name = nameOf({ from, to, message });
    const copies = (byName.get(name)?.copies ?? 0) + 1;
    byName.set(name, { from, to, message, meaning, copies });
  }
  return [...byName.values()];
}

/** What each property says at the end of a run. */
export function verdictsOf(
  properties: readonly Property[],
  { exercised, violations }: Pick<Check, 'exercised' | 'violations'>,
): readonly PropertyVerdict[] {
  const broken = new Map(violations.map(({ property, witness }) => [property, witness]));
  return properties.map(({ id }) => {
    return { property: id, exercised: exercised[id] ?? 0, witness: broken.get(id) ?? null };
  });
}
