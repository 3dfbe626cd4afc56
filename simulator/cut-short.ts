/** Where a crash falls that comes in the middle of a step. */
import { BETWEEN_STEPS, type Booted, type Crashed, type StepEvent } from '../trace/event.ts';
import type { StepUnderWay } from './node.ts';
import type { Effect } from './target.ts';

/** The step that a crash falls into, and how far it had come. */
export type CutShort = Pick<Crashed, keyof typeof BETWEEN_STEPS>;

/** A boot is no step: a crash within it is a crash between steps. */
export function cutShortAt(
  event: StepEvent | Booted,
  effectsPerformed: number,
  wasSeen: boolean,
): CutShort {
  return event.kind === 'booted' ? BETWEEN_STEPS : { during: event, effectsPerformed, wasSeen };
}

/** The write that a step waits for is not performed until it is durable. */
export function cutShortBySync(step: StepUnderWay | null): CutShort {
  if (step === null) return BETWEEN_STEPS;
  const performed = step.isWritten ? step.next : step.next - 1;
  return cutShortAt(step.event, performed, step.isVisible);
}

/** Between which two effects it falls in a step that writes; -1 for a step that does not. */
export function crashIndex(point: number, effects: readonly Effect[]): number {
  const writes = effects.length > 1 && effects.some((effect) => effect.kind === 'persist');
  return writes ? 1 + (point % (effects.length - 1)) : -1;
}
