/**
 * The instances of a module, each in the state of some node: a step goes on in place where it can,
 * and otherwise an instance is brought into the state before it.
 */
import type { BootRequest, HeldAnswer, HeldRequest, StepRequest } from '../held-messages.ts';
import type { WasmCode } from './code.ts';
import { prepare, speechOf, type Speech } from './forms.ts';
import type { WasmHello } from './hello.ts';
import { ImageShelf } from './image-shelf.ts';
import { InitialImages } from './initial-images.ts';
import type { WasmInstance } from './instance.ts';
import type { Image } from './image.ts';
import { DIGEST } from './requirements.ts';
import { WasmFault } from './wasm-fault.ts';
import { Slots } from './slots.ts';
import { bootPast, nextPast, type Past, type Slot } from './past.ts';

/** What a step came to, and how to go on from there. */
export interface Performed {
  readonly past: Past;
  readonly answer: HeldAnswer;
}

/** In memory images take most; instances come besides, with some MiB each. */
const MAX_IMAGE_BYTES = 256 * 1024 * 1024;

export class Pool {
  readonly #isReusable: boolean;
  readonly #hasDigest: boolean;
  readonly #speech: Speech;
  readonly #initial: InitialImages;
  readonly #shelf = new ImageShelf(MAX_IMAGE_BYTES);
  readonly #slots = new Slots(() => this.#newInstance());

  /** Where instances can be used again, nothing is copied to boot, or to go back a little. */
  constructor(code: WasmCode, { isReusable, encoding }: WasmHello) {
    this.#isReusable = isReusable;
    this.#hasDigest = code.hasDigest;
    this.#speech = speechOf(code.form, encoding);
    this.#initial = new InitialImages(code);
  }

  boot(request: BootRequest): Performed {
    const past = bootPast(request);
    const slot = this.#slots.forLife(request.node, request.localTimeMs !== null);
    return { past, answer: this.#performed(slot, past, request) };
  }

  step(before: Past, request: StepRequest): Performed {
    const slot = before.slot ?? this.#restored(before);
    const past = nextPast(before, request);
    return { past, answer: this.#performed(slot, past, request) };
  }

  /**
   * What the code says of its state in a text; null if it says nothing. A fault of it shows in
   * steps, and not where somebody only looks.
   */
  digestOf(past: Past): string | null {
    if (!this.#hasDigest) return null;
    const slot = past.slot ?? this.#restored(past);
    try {
      return slot.instance.readText(DIGEST) || null;
    } catch (error) {
      if (!(error instanceof WasmFault)) throw error;
      this.#slots.drop(slot);
      return null;
    }
  }

  /** An instance that threw is dead, whatever it would answer. */
  #performed(slot: Slot, past: Past, request: HeldRequest): HeldAnswer {
    this.#slots.leave(slot);
    try {
      const answer = this.#perform(slot, request);
      this.#slots.stand(slot, past);
      return answer;
    } catch (error) {
      this.#slots.drop(slot);
      throw error;
    }
  }

  #perform(slot: Slot, request: HeldRequest): HeldAnswer {
    switch (request.kind) {
      case 'boot':
      case 'restore':
        return this.#bootIn(slot, request);
      default:
        prepare(slot.instance, request);
        return this.#speech.step(slot.instance, request);
    }
  }

  #bootIn(slot: Slot, request: BootRequest): HeldAnswer {
    const { luck, node } = request;
    if (this.#isReusable) slot.instance.host.restart();
    else this.#become(slot, this.#initial.imageFor(luck, node));
    slot.instance.host.random.begin(luck, node);
    prepare(slot.instance, request);
    return this.#speech.boot(slot.instance, request);
  }

  /** An instance in a state that it was in before: from an image, and the steps since then. */
  #restored(past: Past): Slot {
    const requests: HeldRequest[] = [];
    let from = past;
    while (from.image === null && from.kind === 'stepped') {
      requests.push(from.request);
      from = from.before;
    }
    const slot = this.#slots.idle();
    try {
      this.#load(slot, from);
      for (const request of requests.reverse()) this.#perform(slot, request);
    } catch (error) {
      this.#slots.drop(slot);
      throw error;
    }
    this.#slots.stand(slot, past);
    this.#keepIfFar(past, slot, requests.length);
    return slot;
  }

  /** Keeps an image of a state that took long to get back to. */
  #keepIfFar(past: Past, { instance }: Slot, steps: number): void {
    if (past.image !== null) return;
    const isFar =
      (past.kind === 'boot' && !this.#isReusable) || steps >= this.#speech.stepsPerImage;
    if (isFar) this.#shelf.keep(past, instance.copy(this.#initial.base));
  }

  #load(slot: Slot, from: Past): void {
    if (from.image === null) {
      this.#bootIn(slot, from.request as BootRequest);
      return;
    }
    this.#shelf.used(from);
    this.#become(slot, from.image);
  }

  #become(slot: Slot, image: Image): void {
    const { base } = this.#initial;
    if (slot.instance.restore(base, image)) return;
    slot.instance = this.#initial.newInstance();
    slot.instance.restore(base, image);
  }

  #newInstance(): WasmInstance {
    const instance = this.#initial.newInstance();
    if (this.#isReusable) instance.initialize();
    return instance;
  }
}
