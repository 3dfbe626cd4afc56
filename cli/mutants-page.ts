/** Gathers what the page about the catalogue tells. */
import { mutantsPage } from '../reports/markdown/mutants.ts';
import { scoreOf, type MatrixRow } from '../search/canary/kill-matrix.ts';
import { MUTANTS } from '../targets/mutants/all.ts';
import { CONTROLS } from '../targets/mutants/controls.ts';
import { LEFT_OUT } from '../targets/mutants/left-out.ts';
import type { AlsoBroken } from '../targets/mutants/mutant.ts';
import { CANARY_PAGE_COMMAND } from './invocation.ts';

/** The page as Markdown, of those that were tried. */
export function catalogueText(rows: readonly MatrixRow[]): string {
  const rowOf = (id: string): readonly MatrixRow[] => rows.filter((row) => row.id === id);
  return mutantsPage({
    mutants: MUTANTS.flatMap(({ id, story, sources, alsoBreaks }) =>
      rowOf(id).map((row) => ({ row, story, sources, alsoBreaks: alsoBreaks.map(alsoText) })),
    ),
    controls: CONTROLS.flatMap(({ id, why }) => rowOf(id).map((row) => ({ row, why }))),
    leftOut: LEFT_OUT,
    score: scoreOf(rows),
    command: CANARY_PAGE_COMMAND,
  });
}

function alsoText({ property, decisions, nodes, evidence }: AlsoBroken): string {
  return `${property} (${decisions} decisions with ${nodes} nodes, ${evidence})`;
}
