/** Sets the timers of all nodes, and wakes them when they are due by their node's own clock. */
import type { Agenda, AgendaEntry } from './agenda.ts';
import { between, draw, fraction, Purpose } from './luck.ts';
import type { SimulatedNode } from './node.ts';
import type { Effect, Input } from './target.ts';
import type { Alarm, Timer } from './timers.ts';

type SetTimer = Extract<Effect, { kind: 'setTimer' }>;

export class AlarmClock<State> {
  readonly #seed: number;
  readonly #agenda: Agenda<AgendaEntry>;

  constructor(seed: number, agenda: Agenda<AgendaEntry>) {
    this.#seed = seed;
    this.#agenda = agenda;
  }

  /** The duration is drawn by node, timer, term and how often the timer has fired in that term. */
  set(node: SimulatedNode<State>, effect: SetTimer, term: number): void {
    const nowMs = this.#agenda.nowMs;
    const timer = node.timers.named(effect.timer);
    const durationMs = this.#durationMs(timer, effect, term);
    timer.isArmed = true;
    timer.dueLocalMs = node.clock.exact(nowMs) + durationMs;
    timer.dueMs = node.clock.worldTimeOf(timer.dueLocalMs, nowMs);
    this.#schedule(timer);
  }

  clear(node: SimulatedNode<State>, name: string): void {
    node.timers.named(name).isArmed = false;
  }

  /** An alarm has come up. Returns whether its timer is due; if it is due later, it is put back. */
  isDue(alarm: Alarm): boolean {
    const { timer } = alarm;
    if (timer.alarm !== alarm) return false;
    timer.alarm = null;
    timer.spareAlarm = alarm;
    if (!timer.isArmed) return false;
    if (timer.dueMs <= this.#agenda.nowMs) return true;
    timer.alarm = alarm;
    timer.spareAlarm = null;
    this.#agenda.add(alarm, timer.dueMs);
    return false;
  }

  /** The timer fires, unless it was cleared or set anew while its firing waited: then null. */
  fire(node: SimulatedNode<State>, name: string): Input | null {
    const timer = node.timers.named(name);
    if (!timer.isArmed || timer.dueMs > this.#agenda.nowMs) return null;
    timer.isArmed = false;
    timer.firings += 1;
    timer.drawnMs = -1;
    const dice = draw(this.#seed, Purpose.dice, timer.luckWord, timer.term, timer.firings);
    return { kind: 'timerFired', timer: name, luck: fraction(dice) };
  }

  /** The node's clock has changed: its timers are due at other times of the world. */
  reschedule(node: SimulatedNode<State>): void {
    const nowMs = this.#agenda.nowMs;
    for (const timer of node.timers.armed()) {
      timer.dueMs = node.clock.worldTimeOf(timer.dueLocalMs, nowMs);
      this.#schedule(timer);
    }
  }

  /** The node's clock has jumped, and its timers go off when they would have without that. */
  postpone(node: SimulatedNode<State>, byMs: number): void {
    for (const timer of node.timers.armed()) timer.dueLocalMs += byMs;
  }

  /** An alarm that comes too early is put back then; only a later one must be replaced now. */
  #schedule(timer: Timer): void {
    if (timer.alarm !== null && timer.alarm.dueMs <= timer.dueMs) return;
    const alarm = timer.spareAlarm ?? { kind: 'alarm', timer, dueMs: 0, next: null };
    timer.spareAlarm = null;
    timer.alarm = alarm;
    this.#agenda.add(alarm, timer.dueMs);
  }

  #durationMs(timer: Timer, { minMs, maxMs }: SetTimer, term: number): number {
    const firings = timer.firingsIn(term);
    if (minMs === maxMs) return minMs;
    // A follower's timer is set anew by every heartbeat, with the same name of luck.
    if (timer.drawnMs < minMs || timer.drawnMs > maxMs) {
      const drawn = draw(this.#seed, Purpose.timer, timer.luckWord, term, firings);
      timer.drawnMs = between(drawn, minMs, maxMs);
    }
    return timer.drawnMs;
  }
}
