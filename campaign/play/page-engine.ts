/** The engine of a page that has no server: the same searches, in the page's own thread. */
import type { PropertyId } from '../../properties/property.ts';
import type { Finding } from '../../search/finding.ts';
import type { Game, Path, Position } from '../../search/playing/game.ts';
import { play } from '../../search/playing/play.ts';
import { playedFinding } from '../../search/playing/played-finding.ts';
import { searchOn, type SearchedOn } from '../../search/playing/search-on.ts';
import { shrinkPath, type ShrunkPath } from '../../search/playing/shrink-path.ts';

/** A page stands still meanwhile. */
const BUDGET_MS = 4_000;
const MAX_STATES = 200_000;
const MAX_EXECUTIONS = 5_000;

/** What a page of a game asks. */
export class PageEngine {
  readonly #game: Game;

  constructor(game: Game) {
    this.#game = game;
  }

  async at(path: Path): Promise<Position> {
    return Promise.resolve(play(this.#game, path));
  }

  async search(path: Path, decisions: number): Promise<SearchedOn> {
    await shown();
    const limits = { decisions, maxStates: MAX_STATES, shouldStop: patience() };
    return searchOn(this.#game, path, limits);
  }

  async shrink(path: Path, property: PropertyId): Promise<ShrunkPath | null> {
    await shown();
    const limits = {
      maxExecutions: MAX_EXECUTIONS,
      maxStates: MAX_STATES,
      shouldStop: patience(),
    };
    return shrinkPath(this.#game, path, property, limits);
  }

  finding(path: Path, property: PropertyId): Promise<Finding | null> {
    return playedFinding(this.#game, path, property, sha256);
  }
}

/** Lets the page show that it is at work. */
function shown(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

function patience(): () => boolean {
  const endMs = performance.now() + BUDGET_MS;
  return () => performance.now() > endMs;
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const digits = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0'));
  return digits.join('');
}
