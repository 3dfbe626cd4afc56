/**
 * One long computation in a thread of its own, watched from here: the main thread hears Ctrl-C
 * meanwhile, sees where code under test stands still, and ends what does not end by itself. From
 * sources and from a build alike.
 */
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { STARTING_CODE } from '../../adapters/wasm/starting-code.ts';
import { endSharedProgram } from './ended-program.ts';
import { Outcome } from './outcome.ts';
import type { TargetRequest } from './requested-target.ts';
import { USUAL_STEP_LIMIT_MS } from './step-limit.ts';
import { Stop, StepBoard, type Place, type Standing } from './step-board.ts';
import { stoodStill, type StoodStill } from './stood-still.ts';

/** What the thread is started with, as its `workerData`. */
export interface Started {
  /** A job that worker.ts lists. */
  readonly job: string;
  readonly request: unknown;
  /** Of its {@link StepBoard}. */
  readonly board: SharedArrayBuffer;
}

/** What a job is given besides its request, inside of its thread. */
export interface AtWork<JobEvent> {
  readonly board: StepBoard;
  readonly tell: (event: JobEvent) => void;
}

/** The same for a job that is given more to do while it is under way. */
export interface AtCommand<JobEvent, Command> extends AtWork<JobEvent> {
  /** Calls `listener` with all that the other end posts; until then, it waits. */
  readonly hear: (listener: (command: Command) => void) => void;
}

/** How a job ended: by itself, because it was told to and did not, or because it could not. */
export type Ended<Done> = Done | StoodStill | { readonly kind: 'cutShort' };

/** What every thread says last, beside whatever it says before. */
interface LastEvent {
  readonly kind: 'done';
}

export interface UnderWay<Done> {
  /** Rejects if the thread or its listener breaks down. */
  readonly done: Promise<Done>;
  /** Asks for an end, which comes within a second; what was found until then is still told. */
  readonly stop: () => void;
  /** Asks for nothing new to be begun; what was found is still shrunk. */
  readonly windDown: () => void;
}

/** A job that is given more to do while it is under way. */
export interface Commanded<Done, Command> extends UnderWay<Done> {
  readonly post: (command: Command) => void;
}

/** A program, if it is one, and code that may stand still, if it is that. */
export type Watched = object & Partial<TargetRequest>;

const TICK_MS = 50;

/** A run that is under way when the hunt is over has so much time left. */
const LAST_RUN_MS = 300;

/** A thread that ignores a stop request is ended after this time. */
const GRACE_MS = 500;

/** The same if one step is why: what it did is still to be written down within the second. */
const STANDING_GRACE_MS = 200;

/** A step that has had this part of its limit is why. */
const SUSPICIOUS = 5;

/** A large module has to be compiled too, maybe on a busy machine. */
const IMPORT_LIMIT_MS = 30_000;

/** What WebAssembly runs before its first node boots: constructors, which no step waits for. */
const START_LIMIT_MS = 5000;

/** More is no honest state of a few nodes; a search has its own limit, and needs more. */
const HEAP_MB = 1024;

/**
 * Of a thread that hunts: runs leave much behind, and little of it lives on. With V8's usual 48,
 * two threads take 4 % more processor time for 6,000 timed runs; 192 gains 1 % more, for 100 MB.
 */
const YOUNG_MB = 96;

function resourceLimitsOf(job: string, { module }: Watched): ResourceLimits {
  return {
    ...(job === 'hunt' ? { maxYoungGenerationSizeMb: YOUNG_MB } : {}),
    ...(module !== undefined && job !== 'explore' ? { maxOldGenerationSizeMb: HEAP_MB } : {}),
  };
}

/** Starts a job that worker.ts lists. */
export function inThread<JobEvent extends { readonly kind: string }, Command = never>(
  job: string,
  request: Watched,
  onEvent: (event: Exclude<JobEvent, LastEvent>) => void,
): Commanded<Ended<Extract<JobEvent, LastEvent>>, Command> {
  const board = new StepBoard();
  const worker = startedFor(job, request, board);
  const outcome = new Outcome<Ended<Extract<JobEvent, LastEvent>>>();
  const watch = new Watch(board, request, (end) => outcome.resolve(end));
  worker.on('message', (event: JobEvent) => {
    // What it has posted is delivered even after it was ended: by then, nobody counts on it.
    if (outcome.isKnown) return;
    if (isLast(event)) return outcome.resolve(event);
    try {
      onEvent(event as Exclude<JobEvent, LastEvent>);
    } catch (error) {
      outcome.reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
  let broken: Error | null = null;
  worker.on('error', (error: Error) => {
    broken ??= error;
    // It is on its way out, unless something of the target holds it back.
    void worker.terminate();
  });
  // An error may overtake what was told before it; the exit comes behind all of that.
  worker.on('exit', (code) => {
    if (broken === null && watch.blame('ended')) return;
    if (broken !== null && isOutOfMemory(broken) && watch.blame('memory')) return;
    outcome.reject(broken ?? new Error(`the ${job} thread ended early, with ${code}`));
  });
  const done = outcome.promise;
  void endedBy(watch, worker, request, done);
  const stop = (): void => board.askToStop(Stop.all);
  const windDown = (): void => board.askToStop(Stop.hunting);
  return { done, stop, windDown, post: (command) => worker.postMessage(command) };
}

function startedFor(job: string, request: Watched, board: StepBoard): Worker {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workerData: Started = { job, request, board: board.shared };
  return new Worker(new URL(`./worker.${ending}`, import.meta.url), {
    workerData,
    resourceLimits: resourceLimitsOf(job, request),
  });
}

/** Ends all that may still run once the outcome is known, whichever it is. */
async function endedBy(
  watch: Watch,
  worker: Worker,
  { program }: Watched,
  done: Promise<unknown>,
): Promise<void> {
  await done.catch(() => undefined);
  watch.end();
  // A thread that waits for an answer cannot be ended before its program is.
  if (program !== undefined) endSharedProgram(program);
  await worker.terminate();
}

/**
 * Counts its own ticks and asks no clock: a machine that sleeps for an hour has not waited for an
 * hour.
 */
class Watch {
  readonly #board: StepBoard;
  readonly #request: Watched;
  readonly #resolve: (end: StoodStill | { readonly kind: 'cutShort' }) => void;
  readonly #timer = setInterval(() => this.#look(), TICK_MS);
  #count = 0;
  #insideMs = 0;
  #stoppedMs = 0;
  #lastRunMs = 0;

  constructor(
    board: StepBoard,
    request: Watched,
    resolve: (end: StoodStill | { readonly kind: 'cutShort' }) => void,
  ) {
    this.#board = board;
    this.#request = request;
    this.#resolve = resolve;
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** False if it cannot have been the target: it comes with whitewater, or was never called. */
  blame(reason: StoodStill['reason'], afterMs?: number): boolean {
    const standing = this.#board.read();
    if (standing.count === 0) return false;
    const { target = 'the target' } = this.#request;
    const limitMs = this.#limitMs(standing);
    const run = this.#board.run.read();
    this.#resolve(stoodStill(target, standing, reason, afterMs ?? limitMs, run));
    return true;
  }

  #look(): void {
    const standing = this.#board.read();
    const { count } = standing;
    const isInside = count === this.#count && count % 2 !== 0;
    this.#count = count;
    this.#insideMs = isInside ? this.#insideMs + TICK_MS : 0;
    const limitMs = this.#limitMs(standing);
    if (this.#insideMs >= limitMs) this.blame('time');
    this.#lastRunMs = this.#board.isHuntingOver ? this.#lastRunMs + TICK_MS : 0;
    if (this.#lastRunMs >= LAST_RUN_MS) this.#board.askToStop(Stop.run);
    this.#stoppedMs = this.#board.isStopped ? this.#stoppedMs + TICK_MS : 0;
    const isStanding = this.#insideMs >= limitMs / SUSPICIOUS;
    if (this.#stoppedMs < (isStanding ? STANDING_GRACE_MS : GRACE_MS)) return;
    if (isStanding) this.blame('time', this.#insideMs);
    else this.#resolve({ kind: 'cutShort' });
  }

  #limitMs({ place, limitMs }: Standing): number {
    const { stepLimitMs = USUAL_STEP_LIMIT_MS } = this.#request;
    if (place === 'import') return Math.max(stepLimitMs, IMPORT_LIMIT_MS);
    if (isStart(place)) return Math.max(stepLimitMs, START_LIMIT_MS);
    return Math.min(stepLimitMs, limitMs);
  }
}

function isStart(place: Place): boolean {
  return (STARTING_CODE as readonly Place[]).includes(place);
}

/** The heap of the thread. */
export function isOutOfMemory(error: Error & { readonly code?: string }): boolean {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function isLast<JobEvent extends { readonly kind: string }>(
  event: JobEvent,
): event is Extract<JobEvent, LastEvent> {
  return event.kind === 'done';
}
