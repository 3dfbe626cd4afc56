/** A cluster with clocks that is taken along a path, with everything that is seen of it. */
import { Digest } from '../../../trace/digest.ts';
import { Recorder } from '../../../trace/trace.ts';
import { propertiesFairTo } from '../../running/fair-properties.ts';
import { Run } from '../../running/run.ts';
import type { Path, PlayDecision, TimedGame } from '../game.ts';

/** Nothing ends the run: a player may go on behind a violation. */
const NONE: ReadonlySet<never> = new Set();

export class TimedPlay {
  readonly recorder = new Recorder();
  readonly linesBefore: number[] = [];
  readonly path: PlayDecision[] = [];
  readonly run: Run;
  readonly #digest = new Digest();
  #skipped = 0;
  #isFinished = false;

  /** Performs the path; what does not apply is skipped, as is what comes after the end. */
  constructor(game: TimedGame, path: Path) {
    const { target, ...setting } = game;
    const properties = propertiesFairTo(target.capabilities, null);
    const observers = [this.recorder, this.#digest];
    this.run = new Run(target, setting, { properties, sought: NONE, observers });
    for (const decision of path) this.perform(decision);
  }

  get digest(): string {
    return this.#digest.value;
  }

  get skipped(): number {
    return this.#skipped;
  }

  /** Whether nothing more can be done. */
  get isOver(): boolean {
    return this.#isFinished || this.run.isOver;
  }

  /** Returns whether it was done. */
  perform(decision: PlayDecision): boolean {
    const lines = this.recorder.lines.length;
    const isDone = !this.isOver && this.#do(decision);
    if (!isDone) {
      this.#skipped += 1;
      return false;
    }
    this.path.push(decision);
    this.linesBefore.push(lines);
    return true;
  }

  #do(decision: PlayDecision): boolean {
    const { performed } = this.run.model;
    switch (decision.kind) {
      case 'act': {
        const before = performed.length;
        this.run.act(decision.action);
        return performed.length > before;
      }
      case 'finish':
        this.run.finish();
        this.#isFinished = true;
        return true;
      default:
        // Without a clock alone can a player decide when a message arrives.
        return false;
    }
  }
}
