/** What the canary puts to trial: every mutant must be killed, every control must survive. */
import { ACTIONS } from '../faults/catalogue.ts';
import { PROPERTIES, propertyNamed } from '../properties/catalogue.ts';
import type { PropertyId, PropertyKind } from '../properties/property.ts';
import type { Engine } from '../search/finding.ts';
import type { Expectation } from '../search/canary/kill-matrix.ts';
import type { MutantCase } from '../search/canary/evaluation.ts';
import { MUTANTS } from '../targets/mutants/all.ts';
import type { Control } from '../targets/mutants/control.ts';
import { CONTROLS } from '../targets/mutants/controls.ts';
import type { Mutant } from '../targets/mutants/mutant.ts';

export interface Subject {
  readonly mutantCase: MutantCase;
  readonly known: Expectation;
  /**
   * Without a clock, nothing is owed in time: liveness is for the timed engine alone. What is
   * possible is judged of states, by the exhaustive one.
   */
  readonly engines: readonly Engine[];
}

const ENGINES: Readonly<Record<PropertyKind, readonly Engine[]>> = {
  safety: ['adversarial', 'timed'],
  liveness: ['timed'],
  possibility: ['exhaustive'],
};

function mutantSubject({
  id,
  title,
  catalogueId,
  target,
  breaks,
  nodes,
  shortest,
}: Mutant): Subject {
  const by = propertyId(breaks);
  return {
    mutantCase: {
      id,
      target,
      judgedBy: [by],
      nodes,
      without: [],
      shortest: shortest?.decisions ?? null,
    },
    known: {
      id,
      title,
      catalogueId,
      expected: 'killed',
      judgedBy: [by],
      shortest: shortest?.decisions ?? null,
    },
    engines: ENGINES[propertyNamed(by).kind],
  };
}

function controlSubject(control: Control): Subject {
  const { id, title, catalogueId, target, nodes } = control;
  const judgedBy = control.judgedBy?.map(propertyId) ?? null;
  const without = ACTIONS.map(({ kind }) => kind).filter((kind) => control.without.includes(kind));
  return {
    mutantCase: { id, target, judgedBy, nodes, without, shortest: null },
    known: {
      id,
      title,
      catalogueId,
      expected: 'survives',
      judgedBy,
      shortest: null,
    },
    engines: ['adversarial', 'timed'],
  };
}

function propertyId(name: string): PropertyId {
  const found = PROPERTIES.find(({ id }) => id === name);
  if (found === undefined) throw new Error(`a mutant names ${name}, which is no property`);
  return found.id;
}

export const SUBJECTS: readonly Subject[] = [
  ...MUTANTS.map(mutantSubject),
  ...CONTROLS.map(controlSubject),
];
