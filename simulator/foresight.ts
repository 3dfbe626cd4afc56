/**
 * Targets that want to know what they will be asked next: where each request is a journey, all of
 * them can be taken at once. It changes no answer, and whoever wraps a target need not pass it on.
 */
import type { Input, Target } from './target.ts';

/** A step in a world without clocks. */
export interface ForeseenStep {
  readonly state: unknown;
  readonly input: Input;
}

/** Hears of steps that will probably be asked for. */
export type Foresee = (steps: readonly ForeseenStep[]) => void;

const listeners = new WeakMap<Target, Foresee>();

/** This very target is told from now on. */
export function announceSteps(target: Target, foresee: Foresee): void {
  listeners.set(target, foresee);
}

/** Undefined for a target that does not want to know. */
export function foresightOf(target: Target): Foresee | undefined {
  return listeners.get(target);
}
