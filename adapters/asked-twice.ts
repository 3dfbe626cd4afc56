/**
 * A pure target answers the same request in the same way, every time. Some requests are made twice
 * to find out: replay, shrinking and exhaustive search all rest on it.
 */
import { AnsweredDifferently } from '../simulator/target.ts';
import { shortened } from './program/printable.ts';

/** So many requests are made twice at first: most that is wrong shows at once. */
const FIRST = 64;

/** Then one in so many: comparing whole states takes as long as fifty steps. A prime number. */
const INTERVAL = 509;

/** Which requests are made twice. */
export class Sample {
  readonly #interval: number;
  #requests = 0;

  constructor(interval = INTERVAL) {
    this.#interval = interval;
  }

  /** Counts the request, and says whether it is one of them. */
  includesNext(): boolean {
    this.#requests += 1;
    return this.#requests <= FIRST || this.#requests % this.#interval === 0;
  }
}

/** What is compared of an answer, in the order in which differences are looked for. */
export interface ComparedAnswer {
  /** Undefined for code that keeps its state itself. */
  readonly state?: unknown;
  /** What such code says of its state. */
  readonly digest?: string | undefined;
  readonly view: unknown;
  readonly effects: unknown;
}

/** Throws {@link AnsweredDifferently} if the JSON of the two answers differs. */
export function compareAnswers(
  request: string,
  first: ComparedAnswer,
  second: ComparedAnswer,
): void {
  if (JSON.stringify(first) === JSON.stringify(second)) return;
  const difference = differenceIn('', copyOf(first), copyOf(second));
  if (difference === null) return;
  throw new AnsweredDifferently(request, difference.path, difference.values);
}

interface Difference {
  readonly path: string;
  readonly values: readonly [first: string, second: string];
}

type Fields = Readonly<Record<string, unknown>>;

function differenceIn(path: string, first: unknown, second: unknown): Difference | null {
  if (Object.is(first, second)) return null;
  const values = [shortJson(first), shortJson(second)] as const;
  const isList = Array.isArray(first);
  if (!isFields(first) || !isFields(second) || isList !== Array.isArray(second)) {
    return { path, values };
  }
  for (const key of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const inside = differenceIn(pathTo(path, key, isList), first[key], second[key]);
    if (inside !== null) return inside;
  }
  // A search knows states by their JSON, and there the order of the fields counts.
  const orders = [Object.keys(first).join(), Object.keys(second).join()] as const;
  if (orders[0] === orders[1]) return null;
  return {
    path: `the order of fields in ${path}`,
    values: [shortened(orders[0]), shortened(orders[1])],
  };
}

function pathTo(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  const name = /^\w+$/.test(key) ? key : shortened(JSON.stringify(key));
  return path === '' ? name : `${path}.${name}`;
}

/** What JSON keeps of it. */
function copyOf(answer: ComparedAnswer): unknown {
  return JSON.parse(JSON.stringify(answer));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function shortJson(value: unknown): string {
  return value === undefined ? 'nothing' : shortened(JSON.stringify(value));
}
