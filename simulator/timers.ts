/** The timers of one node. They run on its own clock, and a crash forgets them all. */
import type { TimerFired } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import type { AgendaEntry } from './agenda.ts';
import { mix, wordOf } from './luck.ts';

/** An entry on the agenda that wakes a timer. It may wake too early, never too late. */
export interface Alarm extends AgendaEntry {
  readonly kind: 'alarm';
  readonly timer: Timer;
}

export class Timer {
  /** The event of its firing, always the same. */
  readonly fired: TimerFired;
  /** First part of the name of its luck. */
  readonly luckWord: number;
  isArmed = false;
  /** When it runs out, by the node's clock. */
  dueLocalMs = 0;
  /** The same in world time, as the clock runs now. */
  dueMs = 0;
  /** The alarm that is on the agenda for it; others are out of date. */
  alarm: Alarm | null = null;
  /** One that has come up and can be set again. */
  spareAlarm: Alarm | null = null;
  /** Firings within `term`: with the term the rest of the name of its luck. */
  firings = 0;
  term = 0;
  /** The duration that was drawn for this name of luck; negative if none was. */
  drawnMs = -1;

  constructor(node: NodeId, name: string) {
    this.fired = { kind: 'timerFired', node, timer: name };
    this.luckWord = mix(wordOf(name), node);
  }

  /** How often it has fired in this term. */
  firingsIn(term: number): number {
    if (term !== this.term) {
      this.term = term;
      this.firings = 0;
      this.drawnMs = -1;
    }
    return this.firings;
  }
}

export class Timers {
  readonly #node: NodeId;
  readonly #timers: Timer[] = [];

  constructor(node: NodeId) {
    this.#node = node;
  }

  named(name: string): Timer {
    for (const timer of this.#timers) if (timer.fired.timer === name) return timer;
    const timer = new Timer(this.#node, name);
    this.#timers.push(timer);
    return timer;
  }

  forgetAll(): void {
    for (const timer of this.#timers) timer.isArmed = false;
  }

  armed(): Timer[] {
    return this.#timers.filter((timer) => timer.isArmed);
  }
}
