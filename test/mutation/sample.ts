/** Which mutants are tried: the same for the same seed, whatever else the project holds. */
import { createHash } from 'node:crypto';
import { mutated, type Mutant } from './mutators.ts';

/**
 * So many mutants of each group. A mutant is drawn by the hash of what it is, not by its turn: a
 * larger sample contains the smaller one, and a new line in another file changes nothing.
 */
export function sampleOf(
  mutants: readonly Mutant[],
  size: number,
  seed: number,
  textOf: (path: string) => string,
): readonly Mutant[] {
  const ranked = mutants.map((mutant) => {
    const name = `${seed}\n${mutant.path}\n${mutated(textOf(mutant.path), mutant)}`;
    return { mutant, rank: createHash('sha256').update(name).digest('hex') };
  });
  return ranked
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant);
}
