// What nobody can notice must not be accused; and what is left out says why.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { kindsFairTo } from '../../faults/catalogue.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import type { Property } from '../../properties/property.ts';
import { explore } from '../../search/exploring/explore.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { SEARCH_FAULTS } from '../../search/exploring/bounds.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import type { Control } from '../../targets/mutants/control.ts';
import { CONTROLS } from '../../targets/mutants/controls.ts';
import { LEFT_OUT } from '../../targets/mutants/left-out.ts';
import { huntFor } from '../search/hunting/hunt-for.ts';

const DECISIONS = 6;
const RUNS = 150;

function judgesOf({ judgedBy }: Control): Property[] {
  return PROPERTIES.filter(({ id }) => judgedBy === null || judgedBy.includes(id));
}

for (const control of CONTROLS) {
  const { id, target, nodes, without } = control;

  test(`${id}: no run of ${DECISIONS} decisions shows it`, (t) => {
    const properties = judgesOf(control).filter(({ kind }) => kind === 'safety');
    const faults = SEARCH_FAULTS.filter((fault) => {
      return fault !== 'duplicate' || !without.includes('duplicateMessages');
    });
    const bounds = { maxDecisions: DECISIONS, maxTerm: null, faults, maxStates: 1_000_000 };
    const size = Math.min(...nodes);
    const result = explore(target, { ...bounds, nodes: size }, { properties, timing: LAB_TIMING });
    t.is(result.kind, 'complete', 'a control that is killed is a mutant: make it one');
  });

  test(`${id}: no hunt accuses it`, (t) => {
    const judges = new Set(judgesOf(control).map((property) => property.id));
    const options = huntFor(target, null, {
      engines: ['timed'],
      maxRuns: RUNS,
      nodes,
      sought: judges,
      faults: kindsFairTo(target.capabilities).filter((kind) => !without.includes(kind)),
    });
    const { firstFind, findings, progress } = hunt(target, options);
    t.is(firstFind, null, findings[0]?.witness.observed);
    t.is(progress.runsWithLeader, RUNS);
  });
}

test('each control is told apart, and says why it survives', (t) => {
  const ids = [...CONTROLS, ...MUTANTS].map(({ id }) => id);
  t.is(new Set(ids).size, ids.length, 'two mutants or controls of one name: rename one');
  for (const { id, why, judgedBy, sources } of CONTROLS) {
    t.true(why.endsWith('.') && sources.length > 0, `${id}: why does it survive, and who had it?`);
    for (const name of judgedBy ?? []) {
      t.true(
        PROPERTIES.some((property) => property.id === name),
        `${id}: no property ${name}`,
      );
    }
  }
});

test('every defect of the catalogue is a mutant, a control, or left out for a reason', (t) => {
  const known = [...MUTANTS, ...CONTROLS, ...LEFT_OUT].flatMap(
    ({ catalogueId }) => catalogueId ?? [],
  );
  const sections: Readonly<Record<string, readonly number[]>> = {
    LE: [1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19],
    PC: [1, 2, 3, 5, 6, 7, 8],
    LR: [1, 2, 3, 4, 5, 7, 8, 10, 13],
    LV: [1, 2, 3, 4, 5, 7, 9],
    LS: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  };
  for (const [section, numbers] of Object.entries(sections)) {
    for (const number of numbers) {
      const id = `${section}-${String(number).padStart(2, '0')}`;
      t.true(known.includes(id), `${id} is nowhere: say in left-out.ts why`);
    }
  }
  for (const { catalogueId, title, why } of LEFT_OUT) {
    t.true(why.endsWith('.'), `${title}: why is it left out?`);
    if (catalogueId === null) continue;
    const isMutant = MUTANTS.some((mutant) => mutant.catalogueId === catalogueId);
    t.false(isMutant, `${catalogueId} is a mutant: take it off the list of those left out`);
  }
});
