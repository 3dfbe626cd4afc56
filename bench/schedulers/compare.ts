/** Whether one list of figures is larger than another, and by how much. */

export interface Comparison {
  /** Two-sided, of Mann and Whitney's U, by the normal approximation with ties. */
  readonly p: number;
  /** Vargha and Delaney's A12: how often a figure of the first list is the larger one. */
  readonly a12: number;
}

/** What is infinite, because it was never reached, ranks behind everything else. */
export function compare(first: readonly number[], second: readonly number[]): Comparison {
  const [m, n] = [first.length, second.length];
  const u = first.reduce(
    (sum, one) =>
      sum +
      second.reduce((wins, other) => {
        return wins + (one > other ? 1 : one === other ? 0.5 : 0);
      }, 0),
    0,
  );
  const all = m + n;
  const ties = tieSizes([...first, ...second]).reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)));
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  const p = variance === 0 ? 1 : 2 * tail(distance / Math.sqrt(variance));
  return { p: Math.min(1, p), a12: u / (m * n) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) return Number.NaN;
  return low === high ? low : (low + high) / 2;
}

function tieSizes(values: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

/** P(Z > z) of a normal distribution: Abramowitz and Stegun, 26.2.17, to seven digits. */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const factors = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = factors.reduceRight((rest, factor) => t * (factor + rest), 0);
  return (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
