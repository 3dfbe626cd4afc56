/**
 * The state of a node, as what led to it: it can be had again at any time by doing the same again.
 * An instance that stands there, or an image, only saves the time.
 */
import type { BootRequest, StepRequest } from '../held-messages.ts';
import type { Image } from './image.ts';
import type { WasmInstance } from './instance.ts';

/** An instance, and the state it is in. */
export interface Slot {
  instance: WasmInstance;
  at: Past | null;
}

interface Shared {
  /** The instance that is in this state; null if none is. */
  slot: Slot | null;
  /** Null if none was taken, or if it had to make room. */
  image: Image | null;
}

export interface Boot extends Shared {
  readonly kind: 'boot';
  readonly request: BootRequest;
  readonly steps: 0;
}

export interface Stepped extends Shared {
  readonly kind: 'stepped';
  readonly before: Past;
  readonly request: StepRequest;
  /** How many since the boot. */
  readonly steps: number;
}

export type Past = Boot | Stepped;

export function bootPast(request: BootRequest): Boot {
  return { kind: 'boot', request, steps: 0, slot: null, image: null };
}

export function nextPast(before: Past, request: StepRequest): Stepped {
  return {
    kind: 'stepped',
    before,
    request,
    steps: before.steps + 1,
    slot: null,
    image: null,
  };
}
