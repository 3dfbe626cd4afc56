/** What the player sees, and the moves: the one place where any of it changes. */
import type { Path, PlayDecision, Position } from '../../../../search/playing/game.ts';
import { playedRun, type PlayedRun } from '../../../story/played-run.ts';
import { Store } from '../store.ts';
import type { PlayEngine } from './engine.ts';
import { isPrefix, isSamePath } from './paths.ts';

export interface GameState {
  readonly position: Position;
  readonly played: PlayedRun;
  /** The position before the last decision; null in the first. */
  readonly before: Position | null;
  /** Decisions that were stepped back from: they can be made again. */
  readonly ahead: Path;
  /** Paths that were left for another one. */
  readonly branches: readonly Path[];
  /** A branch that the current path is compared with. */
  readonly compared: PlayedRun | null;
  readonly isBusy: boolean;
  /** What the last request came to, or why it failed. */
  readonly status: string;
  /** Text to take away: a test or a schedule; null if none was asked for. */
  readonly taken: string | null;
}

/**
 * Moves of the player, each of which ends in a position or in a line of status. What is asked for
 * while a move is under way waits for it: no click is lost on a slow machine.
 */
export class GameStore extends Store<GameState> {
  readonly engine: PlayEngine;
  #lastWork: Promise<void> = Promise.resolve();

  constructor(engine: PlayEngine, position: Position) {
    super(stateAt(position));
    this.engine = engine;
  }

  get path(): Path {
    return this.state.position.path;
  }

  /** The current path and what was stepped back from. */
  get whole(): Path {
    return [...this.path, ...this.state.ahead];
  }

  /** Makes a decision of those that are listed now; a second click on the same list is none. */
  make(decision: PlayDecision): Promise<void> {
    const { position } = this.state;
    return this.work('', async () => {
      if (this.state.position !== position) return {};
      const [next, ...later] = this.state.ahead;
      const isNext = next !== undefined && isSamePath([next], [decision]);
      return this.#stateAfter([...this.path, decision], isNext ? later : []);
    });
  }

  /** To the position after so many decisions of the current path. */
  goTo(decisions: number): Promise<void> {
    return this.work('', () => this.#stateWithin(decisions));
  }

  /** So many decisions on, or back if negative, from where earlier moves will have led. */
  step(decisions: number): Promise<void> {
    return this.work('', () => this.#stateWithin(Math.max(0, this.path.length + decisions)));
  }

  /** To any position; the path that is left is kept as a branch. */
  go(path: Path): Promise<void> {
    return this.work('', () => this.#stateAfter(path, []));
  }

  #stateWithin(decisions: number): Promise<GameState> {
    const { whole } = this;
    return this.#stateAfter(whole.slice(0, decisions), whole.slice(decisions));
  }

  async #stateAfter(path: Path, ahead: Path): Promise<GameState> {
    const left = this.whole;
    const position = await this.engine.at(path);
    const shorter = position.path.slice(0, -1);
    const before = position.path.length === 0 ? null : await this.engine.at(shorter);
    const whole = [...position.path, ...ahead];
    const kept = this.state.branches.filter((branch) => !isPrefix(branch, whole));
    const isLeft = !isPrefix(left, whole) && !kept.some((branch) => isPrefix(left, branch));
    const branches = isLeft ? [...kept, left] : kept;
    const skipped = position.skipped;
    const status = skipped === 0 ? '' : `${skipped} of its decisions cannot be made here`;
    return { ...stateAt(position), before, ahead, branches, status };
  }

  /** Shows that something is under way, and then what it came to; earlier work comes first. */
  work(doing: string, task: () => Promise<Partial<GameState>>): Promise<void> {
    this.#lastWork = this.#lastWork.then(() => this.#perform(doing, task));
    return this.#lastWork;
  }

  async #perform(doing: string, task: () => Promise<Partial<GameState>>): Promise<void> {
    this.update({ isBusy: true, ...(doing === '' ? {} : { status: doing }) });
    try {
      this.update({ isBusy: false, ...(await task()) });
    } catch (error) {
      const status = error instanceof Error ? error.message : String(error);
      this.update({ isBusy: false, status });
    }
  }
}

function stateAt(position: Position): GameState {
  return {
    position,
    played: playedRun(position),
    before: null,
    ahead: [],
    branches: [],
    compared: null,
    isBusy: false,
    status: '',
    taken: null,
  };
}
