/**
 * Detects code that never lets time pass, and code that floods the network: without it, both would
 * end a run by its limits after a long while, without a reason.
 */
import type { StepEvent } from '../trace/event.ts';

/** So many steps of all nodes in one simulated millisecond are no election. */
const MAX_STEPS_AT_ONCE = 10_000;

/** Nine nodes with heartbeats every 50 ms, and the replies to them, are 3,000. */
const MAX_MESSAGES_PER_SECOND = 20_000;

const SECOND_MS = 1000;

export class Pace {
  #nowMs = -1;
  #steps = 0;
  #second = -1;
  #messages = 0;

  /** What is wrong with so much at this time, in one line with its figures; null if nothing is. */
  faultAt(nowMs: number, event: StepEvent): string | null {
    if (nowMs !== this.#nowMs) {
      this.#nowMs = nowMs;
      this.#steps = 0;
    }
    this.#steps += 1;
    if (this.#steps > MAX_STEPS_AT_ONCE) return standstill(nowMs, event);
    if (event.kind !== 'received') return null;
    const second = Math.trunc(nowMs / SECOND_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#messages = 0;
    }
    this.#messages += 1;
    return this.#messages > MAX_MESSAGES_PER_SECOND ? storm(second) : null;
  }
}

function standstill(nowMs: number, event: StepEvent): string {
  const what = event.kind === 'timerFired' ? `timer ${event.timer}` : event.kind;
  return `time stands still: over ${MAX_STEPS_AT_ONCE} steps at ${nowMs} ms, ${what} the last`;
}

function storm(second: number): string {
  return (
    `message storm: over ${MAX_MESSAGES_PER_SECOND} messages delivered in one simulated second, ` +
    `from ${second * SECOND_MS} ms on`
  );
}
