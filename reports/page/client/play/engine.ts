/**
 * What makes the moves: a server that performs them, or an engine within the page. The page knows
 * this interface and nothing else of them. A position is a path of decisions from the first boot.
 */
import type { PropertyId } from '../../../../properties/property.ts';
import type { Finding } from '../../../../search/finding.ts';
import type { Path, Position } from '../../../../search/playing/game.ts';
import type { SearchedOn } from '../../../../search/playing/search-on.ts';
import type { ShrunkPath } from '../../../../search/playing/shrink-path.ts';

/** Each answer may be a rejection with one line for the player. */
export interface PlayEngine {
  /** Everything that can be known of a position. */
  at(path: Path): Promise<Position>;
  /** The shortest path that breaks the same property; null if this one does not break it. */
  shrink(path: Path, property: PropertyId): Promise<ShrunkPath | null>;
  /** The nearest violation that can be reached from a position by so many decisions. */
  search(path: Path, decisions: number): Promise<SearchedOn>;
  /** The path as a finding; null if it does not break the property. */
  finding(path: Path, property: PropertyId): Promise<Finding | null>;
}
