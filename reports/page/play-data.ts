/** What the page of a game reads before anything is played: plain JSON within the page. */
import type { Finding } from '../../search/finding.ts';
import type { SearchFault } from '../../search/exploring/bounds.ts';
import type { Path, TimedGame } from '../../search/playing/game.ts';

export interface Opening {
  /** The name of the target. */
  readonly target: string;
  /** One line about it. */
  readonly title: string;
  readonly nodes: number;
  readonly timing: Finding['run']['timing'];
  /** Luck and links of a cluster with clocks; absent where the player makes all decisions. */
  readonly clock?: Pick<TimedGame, 'seed' | 'settings'> | undefined;
  /**
   * The faults that searches may use: those that break no promise which the target did not give.
   */
  readonly fair: readonly SearchFault[];
  /** The path that is shown first. */
  readonly start: Path;
  readonly test: TestPlace | null;
}

/** All that a page can play. */
export interface PlayData {
  /** The first is opened, unless the address names another. */
  readonly games: readonly Opening[];
  /** Of each property, what it claims. */
  readonly claims: Readonly<Record<string, string>>;
}

/** How a test finds what it needs; null where no test can be written of the target. */
export interface TestPlace {
  /** From the folder of the test to the root of the sources. */
  readonly path: string;
  /** From the folder of the test to the module with the target, if it is the user's. */
  readonly module?: string | undefined;
}

/** The id of the element that holds it. */
export const PLAY_DATA_ID = 'games';
