/** The engine of a page that plays one defect of the catalogue: the others are not in it. */
import type { Mutant } from '../../targets/mutants/mutant.ts';
import { offerEngine } from './page-engines.ts';

/** What the file of a mutant exports. */
export function offerMutant(exports: Readonly<Record<string, Mutant>>): void {
  offerEngine((name) => {
    const mutant = Object.values(exports).find(({ id }) => id === name);
    if (mutant === undefined) throw new Error(`there is no target ${name} in this page`);
    return mutant.target;
  });
}
