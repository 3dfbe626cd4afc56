/** Which events of a run as it was met the shrunk run has as well, in the same order. */
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';

/** How much of the shrunk run is found in the other, under which names. */
export interface Survivors {
  /** Steps of the run as it was met. */
  readonly steps: ReadonlySet<number>;
  /** So many events of the shrunk run could be found at most. */
  readonly sought: number;
  /** What its n1, n2 … are called in the run as it was met. */
  readonly names: readonly NodeId[];
}

/** Comparisons beyond which no other names are tried. */
const COMPARISONS_MAX = 100_000_000;

/**
 * The longest sequence that both runs have, under the names that make it longest: shrinking may
 * rename nodes, and changes terms and times as soon as it leaves an election out, so neither terms
 * nor times count. Null if nothing is common.
 */
export function survivorsOf(shrunk: Trace, met: Trace, nodes: Sizes): Survivors | null {
  const wanted = shrunk.flatMap((line) => actOf(line) ?? []);
  const there = met.flatMap((line) => actOf(line) ?? []);
  const cost = Math.max(1, wanted.length * there.length);
  let left = COMPARISONS_MAX;
  let best = null as Survivors | null;
  for (const names of namings(nodes)) {
    if (left < cost || best?.steps.size === wanted.length) break;
    left -= cost;
    const renamed = wanted.map((act) => keyOf(act, names));
    const steps = longestCommon(
      renamed,
      there.map((act) => keyOf(act, null)),
    ).map((place) => there[place]?.step ?? 0);
    if (steps.length <= (best?.steps.size ?? 0)) continue;
    best = { steps: new Set(steps), sought: wanted.length, names };
  }
  return best;
}

/** How many nodes each run has. */
export interface Sizes {
  readonly shrunk: number;
  readonly met: number;
}

/** What happened to a node, without terms. */
interface Act {
  readonly step: number;
  readonly what: string;
  readonly node: NodeId;
  /** The sender of a message; 0 if it is none. */
  readonly from: NodeId;
}

/** Null for what merely follows from something else. */
function actOf({ step, event }: TraceLine): Act | null {
  switch (event.kind) {
    case 'crashed':
    case 'threw':
      return { step, what: event.kind, node: event.node, from: 0 };
    case 'timerFired':
      return { step, what: event.timer, node: event.node, from: 0 };
    case 'proposed':
      return { step, what: 'proposed', node: event.node, from: 0 };
    case 'received': {
      const { node, from, meaning } = event;
      const isGranted = meaning.kind === 'voteReply' && meaning.voteGranted;
      return { step, what: isGranted ? 'vote' : meaning.kind, node, from };
    }
    default:
      return null;
  }
}

function keyOf({ what, node, from }: Act, names: readonly NodeId[] | null): string {
  const named = (one: NodeId): NodeId => (names === null ? one : (names[one - 1] ?? 0));
  return `${what} ${named(node)} ${named(from)}`;
}

/** Every way to give the nodes of the smaller run names of the larger one; their own come first. */
function* namings({ shrunk, met }: Sizes, taken: readonly NodeId[] = []): Generator<NodeId[]> {
  if (taken.length === shrunk) return yield [...taken];
  for (let node = 1; node <= met; node += 1) {
    if (!taken.includes(node)) yield* namings({ shrunk, met }, [...taken, node]);
  }
}

/** Places in the second list; of several possibilities, the last events. */
function longestCommon(one: readonly string[], other: readonly string[]): readonly number[] {
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column <= other.length; column += 1) {
      lengths[row * width + column] =
        one[row - 1] === other[column - 1]
          ? at(row - 1, column - 1) + 1
          : Math.max(at(row - 1, column), at(row, column - 1));
    }
  }
  const places: number[] = [];
  let [row, column] = [one.length, other.length];
  while (row > 0 && column > 0) {
    if (one[row - 1] === other[column - 1]) {
      places.push(column - 1);
      row -= 1;
      column -= 1;
    } else if (at(row - 1, column) > at(row, column - 1)) row -= 1;
    else column -= 1;
  }
  return places.reverse();
}
