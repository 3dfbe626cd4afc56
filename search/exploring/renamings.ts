/** All ways to exchange the names of nodes that a search has come across. */
import type { NodeId } from '../../trace/view.ts';
import { Renaming } from './renaming.ts';
import type { KnownOutcome, TransitionCache } from './transition-cache.ts';

/** Clusters of up to so many nodes are few enough to check every exchange of names. */
const CHECKED_IN_FULL = 3;

/** Nodes are numbered from 1 to 9. */
const NAMES = 10;

export class Renamings {
  readonly identity: Renaming;
  readonly #cache: TransitionCache;
  readonly #known = new Map<number, Renaming>();
  /** The claim that nodes are alike is put to the test with these. */
  readonly #checked: readonly Renaming[];
  readonly #isChecked: boolean[] = [];

  constructor(nodes: number, cache: TransitionCache) {
    this.#cache = cache;
    const names = Array.from({ length: nodes }, (_, slot) => slot + 1);
    this.identity = this.of(names);
    const orders = nodes <= CHECKED_IN_FULL ? ordersOf(names) : neighboursExchanged(names);
    this.#checked = orders.map((images) => this.of(images)).filter((one) => !one.isIdentity);
  }

  /** The one that gives these names, n1's first. */
  of(images: readonly NodeId[]): Renaming {
    let key = 0;
    for (let slot = 0; slot < images.length; slot += 1) key = NAMES * key + (images[slot] ?? 0);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const renaming = new Renaming(this.#known.size, images, this.#cache);
    this.#known.set(key, renaming);
    return renaming;
  }

  /** First one, then the other. */
  then(first: Renaming, second: Renaming): Renaming {
    return this.of(first.images.map((node) => second.node(node)));
  }

  inverse({ images }: Renaming): Renaming {
    return this.of(images.map((_, slot) => images.indexOf(slot + 1) + 1));
  }

  /** Throws `Unalike` if another node does not do the same. Each outcome is checked once. */
  check(outcome: KnownOutcome): void {
    if (this.#isChecked[outcome.id] === true) return;
    this.#isChecked[outcome.id] = true;
    for (const renaming of this.#checked) renaming.check(outcome);
  }
}

/** All orders of these. */
export function ordersOf<Item>(items: readonly Item[]): (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((first, index) =>
    ordersOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

/** Every exchange of names comes of exchanges of neighbours. */
function neighboursExchanged(names: readonly NodeId[]): (readonly NodeId[])[] {
  return names.slice(1).map((_, slot) => {
    const [one = 0, other = 0] = names.slice(slot, slot + 2);
    return names.toSpliced(slot, 2, other, one);
  });
}
