/** What a chunk knows of kept runs: it makes its runs from them, or only adds to them. */
import type { SavedRun } from '../finding.ts';
import type { StateListener } from '../hunting/abstract-states.ts';
import type { Walker } from '../walking/walker.ts';
import type { StateListeners } from '../hunting/coverage.ts';
import { mix } from '../../simulator/luck.ts';
import type { Timing } from '../../simulator/target.ts';
import { Corpus } from './corpus.ts';
import {
  beginningOfScenario,
  beginningOfSchedule,
  isScenario,
  isSchedule,
  type KeptRun,
  type SavedScenario,
  type SavedSchedule,
} from './kept-run.ts';
import { Learner } from './learner.ts';
import { WalkPoints, type StatePoint } from './walk-points.ts';

/** Which kept runs a hunt has a use for. */
export interface LearningRange {
  readonly nodes: readonly number[];
  readonly timing: Timing;
}

/** One chunk in so many is guided. */
export const GUIDED_EVERY = 4;

/** Drawn, so that each shard of a campaign has its part, however many there are. */
export function isGuidedChunk(seed: number, chunk: number): boolean {
  return (mix(mix(seed, GUIDED_EVERY), chunk) >>> 0) % GUIDED_EVERY === 0;
}

/**
 * A guided chunk begins with so many kept runs of each engine, drawn for it: it goes far from a few
 * of them, and other chunks from others. With all of them it would come to each state once.
 */
const SAMPLE = 40;

export class Learning {
  readonly timed: Learner<SavedScenario>;
  readonly adversarial: Learner<SavedSchedule>;
  /** Where walks of this chunk have shown each state first. */
  readonly points = new WalkPoints();
  /** Whether the runs of the chunk are made from kept ones. */
  readonly isGuided: boolean;
  readonly #corpus: Corpus;

  /**
   * `seed` is that of a guided chunk; null: its runs only add to what is kept. `begun` is what such
   * a chunk had learned when it was cut short.
   */
  constructor(
    corpus: readonly KeptRun[],
    range: LearningRange,
    seed: number | null,
    begun: readonly KeptRun[] = [],
  ) {
    const fitting = corpus.filter(({ run }) => fits(run, range));
    const [scenarios, schedules] = [fitting.filter(isScenario), fitting.filter(isSchedule)];
    const [timed, adversarial] = [begun.filter(isScenario), begun.filter(isSchedule)];
    this.timed = new Learner(sampleOf(scenarios, seed), beginningOfScenario, timed);
    this.adversarial = new Learner(sampleOf(schedules, seed), beginningOfSchedule, adversarial);
    this.isGuided = seed !== null;
    this.#corpus = new Corpus(corpus);
  }

  /** Of the abstract states, engine by engine. */
  get listeners(): Required<StateListeners> {
    const { states } = this.adversarial;
    // Who goes on from no point needs none.
    const adversarial = this.isGuided ? bothOf(states, this.points) : states;
    return { timed: this.timed.states, adversarial };
  }

  /** The next walk is that of this walker, from a point or from the beginning. */
  follow(walker: Walker, from: StatePoint | null): void {
    const { states } = this.adversarial;
    this.adversarial.position = () => walker.taken;
    if (from !== null) states.goOn(from.reached);
    if (!this.isGuided) return;
    const here = (): StatePoint => ({ point: walker.point(), reached: states.reached });
    walker.onDecided = () => this.points.decided(here);
  }

  /** What is worth keeping, and was not kept before. */
  get learned(): readonly KeptRun[] {
    const learned = [...this.timed.learned, ...this.adversarial.learned];
    return learned.filter((kept) => this.#corpus.wants(kept));
  }
}

function bothOf(one: StateListener, other: StateListener): StateListener {
  return {
    begin() {
      one.begin();
      other.begin();
    },
    note(key) {
      one.note(key);
      other.note(key);
    },
  };
}

/** All without a seed. */
function sampleOf<Kept>(all: readonly Kept[], seed: number | null): readonly Kept[] {
  if (seed === null || all.length <= SAMPLE) return all;
  const ranked = all.map((kept, place) => ({ kept, rank: mix(mix(seed, SAMPLE), place) }));
  ranked.sort((one, other) => one.rank - other.rank);
  return ranked.slice(0, SAMPLE).map(({ kept }) => kept);
}

/** Decisions of another size or pace of clusters are possible in none of the runs. */
function fits({ nodes, timing }: SavedRun, range: LearningRange): boolean {
  return (
    range.nodes.includes(nodes) &&
    timing.electionTimeoutMinMs === range.timing.electionTimeoutMinMs &&
    timing.electionTimeoutMaxMs === range.timing.electionTimeoutMaxMs &&
    timing.heartbeatMs === range.timing.heartbeatMs
  );
}
