/** Round numbers are simpler to read. */
const ROUND = [1000, 100, 10];

/**
 * Whole numbers to try in place of `value`, boldest first: the simplest, half way to it, a quarter
 * of the way, then rounder ones. Tried again from what worked, they close in on the least needed.
 */
export function towards(value: number, simplest: number): readonly number[] {
  const way = simplest - value;
  const steps = [way, Math.trunc(way / 2), Math.trunc(way / 4)].map((step) => value + step);
  const rounded = ROUND.map((unit) => value - (value % unit));
  const isSimpler = (candidate: number): boolean =>
    Math.abs(candidate - simplest) < Math.abs(value - simplest) &&
    Math.sign(candidate - simplest) * Math.sign(way) <= 0;
  return [...new Set([...steps, ...rounded])].filter(isSimpler);
}

/** The same action with one number made simpler. */
export function simplerIn<Name extends string, A extends Readonly<Record<Name, number>>>(
  action: A,
  name: Name,
  simplest: number,
): readonly A[] {
  return towards(action[name], simplest).map((value) => ({ ...action, [name]: value }));
}
