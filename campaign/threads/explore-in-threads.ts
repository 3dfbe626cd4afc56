/**
 * A search in threads of its own. It begins in one; once enough is left to do, others join it, and
 * what it comes to is the same however many there are.
 */
import { Team, teamMemory, type TeamMemory } from '../../search/exploring/team.ts';
import type { SearchLimit } from '../../search/exploring/bounds.ts';
import {
  NOTHING_SEARCHED,
  type Exploration,
  type ExploreEvent,
  type ExploreProgress,
  type ExploreRequest,
  type SearchDone,
} from './explore-job.ts';
import { StandingSearch } from './standing-search.ts';
import { inThread, isOutOfMemory, type Ended, type UnderWay } from './thread.ts';

/** A target that throws is in the result; the end of the memory is a limit. */
export function exploreInThreads(
  request: ExploreRequest,
  onDepth: (progress: ExploreProgress) => void,
): UnderWay<Exploration> {
  const threads = new ExploringThreads(request, onDepth);
  const stop = (): void => threads.stop();
  return { done: threads.done, stop, windDown: stop };
}

/** How often the memory of the process is looked at. */
const LOOK_MS = 50;

class ExploringThreads {
  readonly done: Promise<Exploration>;
  readonly #request: ExploreRequest;
  readonly #onDepth: (progress: ExploreProgress) => void;
  readonly #standing: StandingSearch;
  /** Null for one thread. */
  readonly #memory: TeamMemory | null;
  readonly #threads: UnderWay<Ended<SearchDone>>[] = [];
  readonly #watch: NodeJS.Timeout | null;
  #resolve: (exploration: Promise<Exploration>) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  /** The same search in one thread, if several cannot make it. */
  #alone: UnderWay<Exploration> | null = null;
  #latest: ExploreProgress = NOTHING_SEARCHED;
  #left = 0;
  #isOver = false;
  #isStopped = false;
  #isTooLarge = false;

  constructor(request: ExploreRequest, onDepth: (progress: ExploreProgress) => void) {
    const { workers = 1, bounds, maxBytes, program } = request;
    this.#request = request;
    this.#onDepth = onDepth;
    this.#standing = new StandingSearch(request);
    // One thread asks several copies of a program at once: that is where its time goes.
    const isAlone = workers === 1 || program !== undefined;
    this.#memory = isAlone ? null : memoryFor(workers, bounds.maxStates);
    this.#watch = maxBytes === undefined ? null : setInterval(() => this.#look(maxBytes), LOOK_MS);
    this.done = new Promise<Exploration>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#start();
  }

  stop(): void {
    this.#isStopped = true;
    for (const thread of this.#threads) thread.stop();
    this.#alone?.stop();
    this.#standing.stop();
  }

  #start(): void {
    const index = this.#threads.length;
    const part = this.#memory === null ? {} : { part: { memory: this.#memory, index } };
    const job = { ...this.#request, ...part };
    const thread = inThread<ExploreEvent>('explore', job, (event) => this.#hear(event));
    this.#threads.push(thread);
    this.#left += 1;
    thread.done.then(
      (ended) => this.#end(ended),
      (error: Error) => this.#break(error),
    );
    if (this.#isStopped) thread.stop();
  }

  #hear(event: Exclude<ExploreEvent, SearchDone>): void {
    if (this.#isOver) return;
    if (event.kind === 'divided') {
      const { workers = 1 } = this.#request;
      while (this.#threads.length < workers) this.#start();
      return;
    }
    this.#latest = event.progress;
    this.#onDepth(event.progress);
  }

  #look(maxBytes: number): void {
    if (this.#isStopped || process.memoryUsage.rss() < maxBytes) return;
    this.#isTooLarge = true;
    this.stop();
  }

  /** The first thread that has a result has it for all. */
  #end(ended: Ended<SearchDone>): void {
    this.#left -= 1;
    if (this.#isOver) return;
    if (ended.kind === 'cutShort') return this.#settle(this.#cutShort('stopped'));
    if (ended.kind === 'stoodStill') {
      // A search fills its memory by itself, unless the target was at it.
      const isFull = ended.reason === 'memory' && !ended.isInside;
      if (isFull) return this.#settle(this.#cutShort('memory'));
      return this.#settle(this.#stoodStill(ended));
    }
    const { outcome } = ended;
    switch (outcome.kind) {
      case 'alone':
        return this.#goOnAlone();
      case 'elsewhere':
        if (this.#left === 0) this.#break(new Error('none of the threads has a result'));
        return;
      default:
        return this.#settle(this.#limited({ ...ended, outcome }));
    }
  }

  async #stoodStill(
    stood: Extract<Ended<SearchDone>, { kind: 'stoodStill' }>,
  ): Promise<Exploration> {
    const { states, decisions, statesByDepth, wallMs, cpuMs } = this.#latest;
    const outcome = await this.#standing.broughtHome(stood);
    return { outcome, states, decisions, statesByDepth, wallMs, cpuMs };
  }

  /** Two runs that refute a claim of symmetry are told by one thread: always the same ones. */
  #goOnAlone(): void {
    this.#alone = exploreInThreads({ ...this.#request, workers: 1 }, () => undefined);
    if (this.#isStopped) this.#alone.stop();
    this.#settle(this.#alone.done);
  }

  #break(error: Error): void {
    if (this.#isOver) return;
    if (isOutOfMemory(error) || isOutOfTable(error)) return this.#settle(this.#cutShort('memory'));
    this.#close();
    this.#reject(error);
  }

  #settle(exploration: Exploration | Promise<Exploration>): void {
    this.#close();
    this.#resolve(Promise.resolve(exploration));
  }

  #close(): void {
    this.#isOver = true;
    if (this.#watch !== null) clearInterval(this.#watch);
    if (this.#memory === null) return;
    new Team(this.#memory, 0).giveUp();
    for (const thread of this.#threads) thread.stop();
  }

  /** A search that was ended has come as far as its last whole depth. */
  #cutShort(limit: SearchLimit): Exploration {
    const { depth, ...size } = this.#latest;
    return this.#limited({ outcome: { kind: 'limitReached', depth, limit }, ...size });
  }

  /** What stopped the search because of its memory is told as that. */
  #limited(exploration: Exploration): Exploration {
    const { outcome } = exploration;
    if (!this.#isTooLarge || outcome.kind !== 'limitReached') return exploration;
    return { ...exploration, outcome: { ...outcome, limit: 'memory' } };
  }
}

/** Null where so much address space is not to be had: then one thread has to do. */
function memoryFor(workers: number, maxStates: number): TeamMemory | null {
  try {
    return teamMemory(workers, maxStates);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Beside the heap of the thread there are tables. */
function isOutOfTable(error: Error): boolean {
  return error instanceof RangeError && /alloc|invalid.*length/i.test(error.message);
}
