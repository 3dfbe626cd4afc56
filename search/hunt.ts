/**
 * The timed engine: fast-check draws clusters, luck and command sequences until a property breaks,
 * shrinks what it found, and leaves the rest to the project's own shrinker.
 */
import fc from 'fast-check';
import { commandsArbitrary } from '../faults/swarm.ts';
import type { Verdict } from '../properties/verdict.ts';
import { mix } from '../simulator/luck.ts';
import { CALM_WATER } from '../simulator/settings.ts';
import type { PureTarget } from '../simulator/target.ts';
import type { Failing } from './attempts.ts';
import { DoesNotReproduce, isDeterministic } from './determinism.ts';
import type { Finding } from './finding.ts';
import type { HuntOptions, HuntResult, TargetCrash } from './hunt-types.ts';
import { makeFinding } from './make-finding.ts';
import { breaksOneOf, Quarry } from './quarry.ts';
import { Run } from './run.ts';
import { DEFAULT_SHRINK_EXECUTIONS } from './shrink.ts';
import { Tally } from './tally.ts';

/** Runs that share one seed of fast-check and one set of swarms. */
const BATCH = 200;

/** One run in this many, the first included, is performed twice and compared. */
const RECHECK_EVERY = 500;

const MAX_ACTIONS = 40;

/** Hunts until something is found, the runs are used up, or it is told to stop. */
export function hunt(target: PureTarget, options: HuntOptions): HuntResult {
  const hunter = new Hunter(target, options);
  for (let batch = 0; hunter.goesOn; batch += 1) hunter.runBatch(batch);
  return hunter.result();
}

/** What fast-check draws for one run. */
interface Drawn {
  readonly nodes: number;
  readonly seed: number;
  readonly fifo: boolean;
  readonly commands: CommandSequence;
}

type CommandSequence =
  ReturnType<typeof commandsArbitrary> extends fc.Arbitrary<infer T> ? T : never;

class Hunter {
  readonly #target: PureTarget;
  readonly #options: HuntOptions;
  readonly #tally = new Tally();
  readonly #findings: Finding[] = [];
  #runsToFind: number | null = null;
  #crash: TargetCrash | null = null;
  #quarry: Quarry | null = null;
  #wasStopped = false;
  #rechecked = 0;
  #diverged = 0;

  constructor(target: PureTarget, options: HuntOptions) {
    this.#target = target;
    this.#options = options;
  }

  get goesOn(): boolean {
    const hasFound = this.#runsToFind !== null || this.#crash !== null;
    if (this.#wasStopped || (hasFound && this.#options.stopAtFirst)) return false;
    return this.#tally.runs < this.#options.maxRuns;
  }

  runBatch(batch: number): void {
    const { maxRuns } = this.#options;
    const seed = mix(mix(this.#options.seed, BATCH), batch);
    const numRuns = Math.min(BATCH, maxRuns - this.#tally.runs);
    const property = fc.property(this.#drawnArbitrary(seed), (drawn) => this.#survives(drawn));
    fc.check(property, { seed, numRuns });
    if (this.#quarry !== null) this.#bringHome(this.#quarry);
    this.#quarry = null;
  }

  result(): HuntResult {
    const { exercised, broken, inconclusiveRuns } = this.#tally;
    return {
      verdict: this.#verdict(),
      progress: this.#tally,
      inconclusiveRuns,
      exercised,
      runsToFind: this.#runsToFind,
      findings: this.#findings,
      crash: this.#crash,
      broken: [...broken],
      rechecked: this.#rechecked,
      diverged: this.#diverged,
    };
  }

  /** Command arbitraries hold state: every batch has its own. */
  #drawnArbitrary(seed: number): fc.Arbitrary<Drawn> {
    const { nodes, faults, timing, maxActions = MAX_ACTIONS } = this.#options;
    return fc.record(
      {
        nodes: fc.constantFrom(...nodes),
        seed: fc.noShrink(fc.nat({ max: 0xffff_ffff })),
        fifo: fc.boolean(),
        commands: commandsArbitrary({ kinds: faults, maxCommands: maxActions, timing, seed }),
      },
      { noNullPrototype: true },
    );
  }

  /** Fast-check's predicate: false makes it shrink what was drawn. */
  #survives(drawn: Drawn): boolean {
    if (this.#quarry !== null) {
      if (this.#quarry.isAtRest) return true;
      return !this.#quarry.stillBreaks(this.#perform(drawn));
    }
    if (!this.goesOn) return true;
    if (this.#options.shouldStop()) {
      this.#wasStopped = true;
      return true;
    }
    return this.#isHarmless(this.#perform(drawn));
  }

  #perform({ nodes, seed, fifo, commands }: Drawn): Failing {
    const { timing, sought } = this.#options;
    const settings = fifo ? { ...CALM_WATER, fifo } : CALM_WATER;
    const setting = { nodes, seed, timing, settings };
    const run = new Run(this.#target, setting, { sought });
    fc.modelRun(() => ({ model: run.model, real: run.world }), commands);
    const result = run.finish();
    return { scenario: { ...setting, actions: result.actionsPerformed }, result };
  }

  /** Counts a run of the hunt; false if it is the find that shrinking shall start from. */
  #isHarmless(run: Failing): boolean {
    const { sought, onProgress, onFailedRun } = this.#options;
    this.#tally.add(run.result);
    onProgress?.(this.#tally);
    if (this.#tally.runs % RECHECK_EVERY === 1) this.#recheck(run);
    const { verdict, ending } = run.result;
    if (verdict === 'violated' || verdict === 'crashed') onFailedRun?.(run);
    if (ending?.kind === 'targetThrew') {
      this.#crash ??= { node: ending.node, error: ending.error, failing: run };
    }
    const property = breaksOneOf(run.result, sought);
    if (property === null || this.#runsToFind !== null) return true;
    this.#runsToFind = this.#tally.runs;
    this.#quarry = new Quarry(property, run);
    this.#tally.phase = 'shrinking';
    onProgress?.(this.#tally);
    return false;
  }

  #recheck({ scenario }: Failing): void {
    this.#rechecked += 1;
    if (!isDeterministic(this.#target, scenario)) this.#diverged += 1;
  }

  #bringHome(quarry: Quarry): void {
    const { shrinkExecutions = DEFAULT_SHRINK_EXECUTIONS } = this.#options;
    this.#tally.phase = 'hunting';
    try {
      this.#findings.push(makeFinding(this.#target, quarry, shrinkExecutions));
      this.#tally.found += 1;
    } catch (error) {
      if (!(error instanceof DoesNotReproduce)) throw error;
      this.#rechecked += 1;
      this.#diverged += 1;
    }
  }

  #verdict(): Verdict {
    if (this.#tally.broken.size > 0) return 'violated';
    if (this.#crash !== null) return 'crashed';
    return this.#tally.runs === 0 || this.#tally.inconclusiveRuns > 0 ? 'inconclusive' : 'held';
  }
}
