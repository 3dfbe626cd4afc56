/**
 * How a node is just before it boots: the module's constructors have run, with random numbers of
 * their own. Go seeds its maps there: with one image for all, all nodes would draw alike.
 */
import { MAX_NODES } from '../../simulator/contract.ts';
import type { WasmCode } from './code.ts';
import type { Image } from './image.ts';
import { WasmInstance } from './instance.ts';

/** So many different ones for each node: enough for lives to differ, few enough to be kept. */
const VARIANTS = 32;

export class InitialImages {
  /** The memory that images are told apart from. */
  readonly base: Uint8Array;
  readonly #code: WasmCode;
  readonly #images = new Map<number, Image>();

  constructor(code: WasmCode) {
    this.#code = code;
    const instance = new WasmInstance(code);
    instance.initialize();
    this.base = instance.memory.slice();
  }

  newInstance(): WasmInstance {
    return new WasmInstance(this.#code);
  }

  /** `luck` is that of a boot of node `self`. */
  imageFor(luck: number, self: number): Image {
    // No two nodes of a cluster ever draw alike: they would split their votes for ever.
    const variant = Math.floor(luck * VARIANTS) * (MAX_NODES + 1) + self;
    const known = this.#images.get(variant);
    if (known !== undefined) return known;
    const instance = this.newInstance();
    instance.host.random.begin(0, variant);
    instance.initialize();
    const image = instance.copy(this.base);
    this.#images.set(variant, image);
    return image;
  }
}
