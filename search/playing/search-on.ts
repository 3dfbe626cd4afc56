/** From a position of a game to the nearest violation, by the exhaustive engine. */
import type { Property } from '../../properties/property.ts';
import type { SearchResult } from '../exploring/bounds.ts';
import { explore } from '../exploring/explore.ts';
import type { Game, Path } from './game.ts';
import { PlayedCluster } from './played-cluster.ts';

export interface SearchLimits {
  /** Longest way from the position that is tried. */
  readonly decisions: number;
  /** The search stops when it has seen more states than this. */
  readonly maxStates: number;
  /** Asked every few states: a budget of time. */
  readonly shouldStop?: () => boolean;
}

/**
 * - `found`: the path goes on from the position and breaks a property; no shorter way does.
 * - `none`: no way of so many decisions breaks a property that still holds there.
 * - `stopped`: the same, but only for ways of up to `depth` decisions.
 * - `sampled`: with clocks, so many drawn runs from the position break nothing; it proves nothing.
 */
export type SearchedOn =
  | FoundOn
  | { readonly kind: 'none'; readonly states: number }
  | { readonly kind: 'stopped'; readonly depth: number; readonly states: number }
  | { readonly kind: 'sampled'; readonly runs: number };

/** With clocks, runs were drawn; without, states were searched. */
type FoundOn =
  | { readonly kind: 'found'; readonly path: Path; readonly states: number }
  | { readonly kind: 'found'; readonly path: Path; readonly runs: number };

/** Properties that are broken already are not searched for. */
export function searchOn(
  game: Game,
  path: Path,
  { decisions, maxStates, shouldStop }: SearchLimits,
): SearchedOn {
  const cluster = new PlayedCluster(game, path);
  // A node that never comes back ends a run: a search would boot it again.
  const isOver = cluster.ending !== null || cluster.failed.length > 0;
  if (isOver) return { kind: 'none', states: 0 };
  const broken = new Set(cluster.check.violations.map(({ property }) => property));
  const isSearched = ({ id, kind }: Property): boolean => kind === 'safety' && !broken.has(id);
  const properties = cluster.properties.filter(isSearched);
  const memories = cluster.check.memories.filter((_, index) => {
    const property = cluster.properties[index];
    return property !== undefined && isSearched(property);
  });
  const { target, nodes, timing, fair: faults } = game;
  const bounds = { nodes, faults, maxDecisions: decisions, maxTerm: null, maxStates };
  const result = explore(target, bounds, {
    properties,
    timing,
    from: { nodes: cluster.nodes, inFlight: cluster.inFlight, memories },
    isVerdictOnly: true,
    ...(shouldStop === undefined ? {} : { shouldStop }),
  });
  return searchedOn(result, cluster.path);
}

function searchedOn(result: SearchResult, path: Path): SearchedOn {
  const { states } = result;
  switch (result.kind) {
    case 'violated':
      return { kind: 'found', path: [...path, ...result.run], states };
    case 'complete':
      return { kind: 'none', states };
    case 'limitReached':
      return { kind: 'stopped', depth: result.depth, states };
  }
}
