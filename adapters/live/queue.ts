/**
 * The queue of promise jobs, which all code of a thread shares: emptied at the end of a turn, so
 * that whatever an event leads to has happened before the next one.
 */
import { runInThisContext } from 'node:vm';
import { CannotRun } from '../../simulator/target.ts';

/**
 * Node's own end of a turn: it performs the jobs that are due, then reports unhandled rejections.
 * Undocumented, and the same since Node 0.10.
 */
interface EndOfTurn {
  readonly _tickCallback?: () => void;
  emit: (this: void, ...given: readonly unknown[]) => unknown;
}

/** The one that Node itself speaks to: some test runners give their tests a copy. */
const node = runInThisContext('process') as EndOfTurn;
const tick = process.nextTick.bind(process);
const kept = Promise.resolve();
let isEmptied = false;
let unheard: { readonly reason: unknown } | null = null;
let emitForReal = node.emit;

/** As `process.nextTick`; what the callback throws comes out where the queue is emptied. */
export function nextTick(callback: (...given: unknown[]) => void, ...given: unknown[]): void {
  // Node's own queue is in disorder once something was thrown in it.
  tick(() => {
    try {
      callback(...given);
    } catch (error) {
      unheard ??= { reason: error };
    }
  });
}

/** As `queueMicrotask`; what the job throws is a rejection like any other. */
export function queueMicrotask(job: () => void): void {
  void kept.then(job);
}

function mark(): void {
  isEmptied = true;
}

function listen(...given: readonly unknown[]): unknown {
  if (given[0] !== 'unhandledRejection') return Reflect.apply(emitForReal, node, given);
  unheard ??= { reason: given[1] };
  return true;
}

/**
 * Performs all promise jobs and ticks that are due. Throws the first unhandled error or rejection,
 * for which Node would end the process. Throws {@link CannotRun} if nothing was performed: inside
 * of a promise job, Node does not perform others.
 */
export function emptyQueue(): void {
  isEmptied = false;
  unheard = null;
  void kept.then(mark);
  emitForReal = node.emit;
  node.emit = listen;
  try {
    node._tickCallback?.();
  } finally {
    node.emit = emitForReal;
  }
  if (!isEmptied) throw new CannotRun(NOT_EMPTIED);
  const first = unheard as { readonly reason: unknown } | null;
  if (first !== null) throw first.reason;
}

/** Performs the jobs that other code queued before a turn, so that none of them runs within it. */
export function emptyQueueOfOthers(): void {
  node._tickCallback?.();
}

const NOT_EMPTIED =
  'a live target cannot run here, where promises do not move on: ' +
  'call it from inMacrotask(() => …), which waits until they can';
