/**
 * Leaving out a candidacy changes all later terms, and with them the content of every later
 * message: none of them is in flight any more. So a message is also known by its role: what travels
 * on the same link, means the same and has the same content but for numbers. Of several, the one
 * whose term is shifted like those before it, then the one whose numbers are nearest.
 */
import type { Deliver, Duplicate } from '../../simulator/decision.ts';
import type { PureTarget } from '../../simulator/target.ts';
import type { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import type { Rename } from '../running/perform-schedule.ts';

/** More than all other numbers of a message are likely to differ. */
const TERM_WEIGHT = 1_000;

/** For one run: it remembers by how much terms have been shifted so far. */
export function renamingOf(target: PureTarget): Rename {
  let shift = 0;

  function renamed(arrival: Deliver | Duplicate, cluster: UntimedCluster): typeof arrival | null {
    const { from, to, message } = arrival;
    const meant = target.classify(message);
    let nearest: { readonly message: unknown; readonly term: number } | null = null;
    let least = Infinity;
    for (const other of cluster.arrivals(from, to)) {
      const { kind, term } = target.classify(other);
      if (kind !== meant.kind) continue;
      const fromTerm = Math.abs(meant.term - shift - term);
      const distance = distanceBetween(message, other) + TERM_WEIGHT * fromTerm;
      if (distance >= least) continue;
      nearest = { message: other, term };
      least = distance;
    }
    if (nearest === null) return null;
    shift = meant.term - nearest.term;
    return { ...arrival, message: nearest.message };
  }

  return (decision, cluster) => {
    const step = decision.kind === 'crashWithin' ? decision.step : decision;
    if (step.kind !== 'deliver' && step.kind !== 'duplicate') return null;
    const other = renamed(step, cluster);
    if (other === null || decision.kind !== 'crashWithin') return other;
    return { ...decision, step: other };
  };
}

/** By how much the numbers differ; infinite if anything else does. */
function distanceBetween(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return one === other ? 0 : Infinity;
  }
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return Infinity;
  const fields = new Map<string, unknown>(Object.entries(other));
  return Object.entries(one).reduce((sum, [name, value]) => {
    return sum + (fields.has(name) ? distanceBetween(value, fields.get(name)) : Infinity);
  }, 0);
}
