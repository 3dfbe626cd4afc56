/**
 * The nodes that a program holds, each in the state that some request led to. A step goes on in
 * place where it can. Otherwise a node is brought into the state before it: as a copy, if the
 * program makes copies, and by doing again what led there. What is done again must be answered as
 * before, and some of it is done for that alone.
 */
import { Sample } from '../../asked-twice.ts';
import { requestName } from '../../held-messages.ts';
import { BATCH } from '../batch.ts';
import type { Connection } from '../connection.ts';
import { ProgramFault, type Hello } from '../protocol.ts';
import { checkCopied, compareWithBefore, heldAnswerIn } from './held-answer.ts';
import type { Past } from './past.ts';
import { Share } from '../together.ts';
import { Plan, type PlannedRequest } from './plan.ts';

/** As many as the nodes of the largest cluster, and some that were left. */
const MAX_HANDLES = 24;

/** Of a program that makes copies: what a search branches from is worth keeping. */
const MAX_COPIES = 2000;

/** One that a state is brought back with, one that stays there, and one that goes on. */
const HANDLES_PER_STEP = 3;

/** Lives of up to so many steps are performed again; a request for each takes its time. */
const MAX_STEPS_AGAIN = { batched: 512, single: 64 };

/** What asks the program. */
export type Asked = Pick<
  Connection,
  'newHandle' | 'askAll' | 'send' | 'read' | 'parse' | 'tell' | 'close'
>;

/** Steps that are asked for beforehand. */
export interface Ahead {
  readonly share: Share;
  /** A request for each line of the share. */
  readonly requests: readonly PlannedRequest[];
  readonly steps: readonly (readonly [handle: number, past: Past])[];
}

export class Handles {
  readonly #name: string;
  readonly #connection: Asked;
  readonly #canCopy: boolean;
  readonly #perLine: number;
  readonly #maxHandles: number;
  readonly #maxStepsAgain: number;
  readonly #sample = new Sample();
  /** In the order in which they were used last. */
  readonly #held = new Map<number, Past>();
  /** Counts what is planned together. */
  #plans = 0;

  constructor({ name, fork = false, batches = false }: Hello, connection: Asked) {
    this.#name = name;
    this.#connection = connection;
    this.#canCopy = fork;
    this.#perLine = batches ? BATCH : 1;
    this.#maxHandles = fork ? MAX_COPIES : MAX_HANDLES;
    this.#maxStepsAgain = batches ? MAX_STEPS_AGAIN.batched : MAX_STEPS_AGAIN.single;
  }

  /** The program takes the step that leads to `past`, or boots: its answer is there afterwards. */
  perform(past: Past): void {
    const plan = this.#newPlan();
    const handle = past.before === null ? this.#newHandle(past) : this.#leave(past.before, plan);
    plan.take(handle, past);
    past.isCopy ||= plan.hasCopies;
    this.#perform(plan);
    this.#holds(handle, past);
    this.#repeatSome(past);
  }

  /** How many steps may be asked for beforehand, so that no handle makes room for another. */
  get mostAhead(): number {
    return Math.floor(this.#maxHandles / HANDLES_PER_STEP);
  }

  /** The most requests in one line. */
  get perLine(): number {
    return this.#perLine;
  }

  /** What has to be asked for the steps that lead to `pasts`. */
  planAhead(pasts: readonly Past[]): Ahead {
    const plan = this.#newPlan();
    if (this.#canCopy) markBranches(pasts);
    const steps = pasts.map((past) => {
      const handle = past.before === null ? this.#newHandle(past) : this.#leave(past.before, plan);
      plan.take(handle, past);
      past.isCopy ||= plan.hasCopies;
      return [handle, past] as const;
    });
    const { requests } = plan;
    const lines = requests.map(({ line }) => line);
    return { share: new Share(this.#connection, lines), requests, steps };
  }

  /** The answers are there; a fault among them is met again by whoever takes that step. */
  hearAhead({ share, requests, steps }: Ahead): void {
    try {
      share.answers.forEach((answer, index) => {
        const request = requests[index];
        if (request !== undefined) this.#hear(request, answer);
      });
    } catch (error) {
      this.#lose();
      if (!(error instanceof ProgramFault)) throw error;
      return;
    }
    if (share.fault !== null) return this.#lose();
    for (const [handle, past] of steps) this.#isAt(handle, past);
    for (const [, past] of steps) this.#repeatSome(past);
  }

  /** Drops all nodes with this number: with clocks, a node has one life at a time. */
  dropLivesOf(node: number): void {
    for (const [handle, past] of this.#held) if (past.node === node) this.#forget(handle);
  }

  /** A handle in the state `past` that may go on from there. */
  #leave(past: Past, plan: Plan): number {
    const handle = past.handle === 0 ? this.#restored(past, plan) : past.handle;
    const isBranch = past.isLeft;
    past.isLeft = true;
    // Whatever is planned next must not make room by dropping what this step goes out from.
    this.#holds(handle, past);
    if (isBranch && this.#canCopy) return this.#copyOf(handle, past, plan);
    past.handle = 0;
    return handle;
  }

  /** A handle that comes into a state in which a node was before. */
  #restored(past: Past, plan: Plan): number {
    const again: Past[] = [];
    let from = past;
    while (from.handle === 0 && from.before !== null) {
      again.push(from);
      from = from.before;
    }
    const handle = this.#handleAt(from, plan);
    for (const step of again.reverse()) plan.take(handle, step);
    this.#holds(handle, past);
    return handle;
  }

  #handleAt(past: Past, plan: Plan): number {
    const { handle } = past;
    if (handle === 0) {
      const fresh = this.#newHandle(past);
      plan.take(fresh, past);
      return fresh;
    }
    if (this.#canCopy) {
      this.#holds(handle, past);
      return this.#copyOf(handle, past, plan);
    }
    past.handle = 0;
    return handle;
  }

  #copyOf(handle: number, past: Past, plan: Plan): number {
    const copy = this.#newHandle(past);
    plan.copy(handle, copy);
    return copy;
  }

  #repeatSome(past: Past): void {
    if (this.#sample.includesNext() && past.steps <= this.#maxStepsAgain) this.#repeat(past);
  }

  /** Does again all that led to `past`, with a node of its own. */
  #repeat(past: Past): void {
    const plan = this.#newPlan();
    const all: Past[] = [];
    for (let each: Past | null = past; each !== null; each = each.before) all.push(each);
    const handle = this.#newHandle(past);
    for (const each of all.reverse()) plan.take(handle, each);
    this.#perform(plan);
    this.#forget(handle);
  }

  #perform({ requests }: Plan): void {
    let done = 0;
    try {
      const lines = requests.map(({ line }) => line);
      for (const answer of this.#connection.askAll(lines, this.#perLine)) {
        const request = requests[done];
        if (request !== undefined) this.#hear(request, answer);
        done += 1;
      }
    } catch (error) {
      this.#lose();
      if (!(error instanceof ProgramFault)) throw error;
      throw error.during(nameOf(requests[Math.max(done, error.answered)]));
    }
  }

  /** What the program held is gone with it, and a line of it may still be under way. */
  #lose(): void {
    for (const past of this.#held.values()) past.handle = 0;
    this.#held.clear();
    this.#connection.close();
  }

  #hear({ past, handle }: PlannedRequest, json: unknown): void {
    if (past === null) return checkCopied(json, handle);
    const answer = heldAnswerIn(json, handle);
    compareWithBefore(this.#name, past, answer);
    past.answer ??= answer;
  }

  /** A handle that no node of the program has; for `past`, until something else is said. */
  #newHandle(past: Past): number {
    if (this.#held.size >= this.#maxHandles) {
      const [oldest] = this.#held.keys();
      if (oldest !== undefined) this.#forget(oldest);
    }
    const handle = this.#connection.newHandle();
    this.#held.set(handle, past);
    return handle;
  }

  /** Used last, as far as it is not known to be: moving it to the end takes its time. */
  #holds(handle: number, past: Past): void {
    const isLast = past.handle === handle && past.heldInPlan === this.#plans;
    past.heldInPlan = this.#plans;
    if (isLast) return;
    this.#held.delete(handle);
    this.#isAt(handle, past);
  }

  /** `past` is where the node with this handle is now. */
  #isAt(handle: number, past: Past): void {
    this.#held.set(handle, past);
    past.handle = handle;
  }

  #newPlan(): Plan {
    this.#plans += 1;
    return new Plan();
  }

  #forget(handle: number): void {
    const past = this.#held.get(handle);
    if (past?.handle === handle) past.handle = 0;
    this.#held.delete(handle);
    this.#connection.tell(`{"kind":"forget","handle":${handle}}`);
  }
}

/** A state from which several steps are taken is copied for each. */
function markBranches(pasts: readonly Past[]): void {
  const seen = new Set<Past>();
  for (const { before } of pasts) {
    if (before === null) continue;
    if (seen.has(before)) before.isLeft = true;
    seen.add(before);
  }
}

function nameOf(request: PlannedRequest | undefined): string {
  if (request === undefined) return 'an answer';
  return request.past === null ? 'fork' : requestName(request.past.request);
}
