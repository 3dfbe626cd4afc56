/**
 * What a thread is doing at this moment, written where others can read it: a thread that stands
 * still cannot be asked. A few plain stores before and after each step of the target.
 */
import { STARTING_CODE, type StartingCode } from '../../adapters/wasm/starting-code.ts';
import type { Input } from '../../simulator/target.ts';
import { RUN_BOARD_BYTES, RunBoard } from './run-board.ts';

/** Where a thread can be inside code of the target. */
export type Place =
  | 'import'
  | StartingCode
  | 'boot'
  | Input['kind']
  | 'view'
  | 'viewDurable'
  | 'classify';

const PLACES: readonly Place[] = [
  'import',
  ...STARTING_CODE,
  'boot',
  'received',
  'timerFired',
  'proposed',
  'view',
  'viewDurable',
  'classify',
];

const CODES = Object.fromEntries(PLACES.map((place, code) => [place, code])) as Readonly<
  Record<Place, number>
>;

/** What was read from outside. */
export interface Standing {
  /** Changes with every step; odd while the thread is inside code of the target. */
  readonly count: number;
  readonly place: Place;
  /** 0 if it is not known. */
  readonly node: number;
  /** Size of the cluster that was booted last; 0 before the first. */
  readonly nodes: number;
  /** The sender of the message that was received. */
  readonly from: number;
  /** The node's own clock; null without clocks. */
  readonly timeMs: number | null;
  /** Of the timer; empty if it is not known. */
  readonly timer: string;
  /** Which request of its run this is, counted from 1. */
  readonly request: number;
  /** Runs of the chunk under way that are over. */
  readonly runs: RunsMade;
  /** What the thread wants its steps to be limited to; Infinity if it does not say. */
  readonly limitMs: number;
}

/** How many runs each engine has made. */
export interface RunsMade {
  readonly timed: number;
  readonly adversarial: number;
}

const STOP = 0;
const COUNT = 1;
const PLACE = 2;
const NODE = 3;
const NODES = 4;
const FROM = 5;
const TIME_MS = 6;
const TIMER = 7;
const REQUEST = 8;
const TIMED_RUNS = 9;
const ADVERSARIAL_RUNS = 10;
const LIMIT_MS = 11;
const WORDS = 12;

/** No world has more timers, and no name is longer: see adapters/answer-fault.ts. */
const MAX_KNOWN_TIMERS = 30;
const NAME_BYTES = 100;
const UNTIMED = -1;

/** How soon a thread shall stop: before the next run, within the run under way, or at once. */
export const Stop = { no: 0, hunting: 1, run: 2, all: 3 } as const;

/** Words and names come before the run. */
const RUN_OFFSET =
  WORDS * Int32Array.BYTES_PER_ELEMENT + Math.ceil((MAX_KNOWN_TIMERS * NAME_BYTES) / 4) * 4;

export class StepBoard {
  readonly shared: SharedArrayBuffer;
  /** The run that the steps belong to. */
  readonly run: RunBoard;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  /** The timers whose names are written already. */
  readonly #slots = new Map<string, number>();

  constructor(shared = new SharedArrayBuffer(RUN_OFFSET + RUN_BOARD_BYTES)) {
    this.shared = shared;
    this.#words = new Int32Array(shared, 0, WORDS);
    this.#bytes = new Uint8Array(shared, this.#words.byteLength, MAX_KNOWN_TIMERS * NAME_BYTES);
    this.run = new RunBoard(shared, RUN_OFFSET, () => (this.#words[REQUEST] = 0));
  }

  /** A weaker request does not take back a stronger one. */
  askToStop(stop: (typeof Stop)[keyof typeof Stop]): void {
    Atomics.store(this.#words, STOP, Math.max(stop, Atomics.load(this.#words, STOP)));
  }

  /** Whether the thread shall begin nothing new. */
  get isHuntingOver(): boolean {
    return Atomics.load(this.#words, STOP) >= Stop.hunting;
  }

  /** Whether not even the run under way shall go on to its end. */
  get isRunOver(): boolean {
    return Atomics.load(this.#words, STOP) >= Stop.run;
  }

  /** Whether it shall end whatever it does. */
  get isStopped(): boolean {
    return Atomics.load(this.#words, STOP) >= Stop.all;
  }

  enter(place: Place, node: number): void {
    const words = this.#words;
    words[PLACE] = CODES[place];
    words[NODE] = node;
    words[REQUEST] = (words[REQUEST] ?? 0) + 1;
    Atomics.store(words, COUNT, ((words[COUNT] ?? 0) | 1) + 2);
  }

  enterBoot(node: number, nodes: number): void {
    this.#words[NODES] = nodes;
    this.#words[TIME_MS] = UNTIMED;
    this.enter('boot', node);
  }

  enterStep(node: number, input: Input, timeMs: number | null): void {
    const words = this.#words;
    words[TIME_MS] = timeMs ?? UNTIMED;
    if (input.kind === 'received') words[FROM] = input.from;
    else if (input.kind === 'timerFired') words[TIMER] = this.#slotOf(input.timer);
    this.enter(input.kind, node);
  }

  /** From here on, a step that takes longer than this stands still. */
  limitTo(limitMs: number): void {
    Atomics.store(this.#words, LIMIT_MS, Math.ceil(limitMs));
  }

  /** Of the chunk under way: none when it begins. */
  hasRun(timed: number, adversarial: number): void {
    this.#words[TIMED_RUNS] = timed;
    this.#words[ADVERSARIAL_RUNS] = adversarial;
  }

  /** Whether these runs of the chunk are made. */
  hasMade({ timed, adversarial }: RunsMade): boolean {
    const words = this.#words;
    return (words[TIMED_RUNS] ?? 0) >= timed && (words[ADVERSARIAL_RUNS] ?? 0) >= adversarial;
  }

  leave(): void {
    Atomics.store(this.#words, COUNT, ((this.#words[COUNT] ?? 0) | 1) + 1);
  }

  /** From another thread. */
  read(): Standing {
    const word = (index: number): number => Atomics.load(this.#words, index);
    const timeMs = word(TIME_MS);
    return {
      count: word(COUNT),
      place: PLACES[word(PLACE)] ?? 'import',
      node: word(NODE),
      nodes: word(NODES),
      from: word(FROM),
      timeMs: timeMs === UNTIMED ? null : timeMs,
      timer: this.#nameIn(word(TIMER)),
      request: word(REQUEST),
      limitMs: word(LIMIT_MS) === 0 ? Infinity : word(LIMIT_MS),
      runs: { timed: word(TIMED_RUNS), adversarial: word(ADVERSARIAL_RUNS) },
    };
  }

  /** Slots are counted from 1: 0 is a timer without one. */
  #slotOf(timer: string): number {
    return this.#slots.get(timer) ?? this.#write(timer);
  }

  #write(timer: string): number {
    const slot = this.#slots.size + 1;
    if (slot > MAX_KNOWN_TIMERS || timer.length > NAME_BYTES) return 0;
    const start = (slot - 1) * NAME_BYTES;
    for (let index = 0; index < timer.length; index += 1) {
      this.#bytes[start + index] = timer.charCodeAt(index);
    }
    this.#slots.set(timer, slot);
    return slot;
  }

  #nameIn(slot: number): string {
    const start = (slot - 1) * NAME_BYTES;
    const bytes = slot === 0 ? [] : this.#bytes.slice(start, start + NAME_BYTES);
    return String.fromCharCode(...bytes).replace(/\0+$/, '');
  }
}
