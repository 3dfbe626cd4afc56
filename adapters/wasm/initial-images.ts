/**
 * How a node is just before it boots: the module's constructors have run, with random numbers of
 * their own. Go seeds its maps there: with one image for all, all nodes would draw alike.
 */
import { MAX_NODES } from '../../simulator/contract.ts';
import type { WasmCode } from './code.ts';
import { ImageBase, type Image } from './image.ts';
import { WasmInstance } from './instance.ts';

/** So many different ones for each node: enough for lives to differ, few enough to be kept. */
const VARIANTS = 32;

/** Of all of them together; beyond it, they are made again when they are needed. */
const MAX_BYTES = 128 * 1024 * 1024;

export class InitialImages {
  /** The memory that images are told apart from. */
  readonly base: ImageBase;
  readonly #code: WasmCode;
  readonly #images = new Map<number, Image>();
  #bytes = 0;

  constructor(code: WasmCode) {
    this.#code = code;
    const instance = new WasmInstance(code);
    instance.initialize();
    this.base = new ImageBase(instance.memory);
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
    this.#bytes += image.pages.length;
    if (this.#bytes > MAX_BYTES) {
      this.#images.clear();
      this.#bytes = image.pages.length;
    }
    this.#images.set(variant, image);
    return image;
  }
}
