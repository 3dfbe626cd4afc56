/** The runs that a report carries within its page. */
import type { ShownRun } from '../../story/shown-run.ts';
import { DATA_ID, type PackedRun, type PageData } from '../page-data.ts';
import type { RunName, RunSource } from './run-source.ts';

/** Null if the page carries no data: then it stands as it is. */
export function reportSource(page: Document): RunSource | null {
  const json = page.getElementById(DATA_ID)?.textContent;
  if (json === undefined || json === '') return null;
  const data = JSON.parse(json) as PageData;
  const { property: id, claim, observed, shrunk, original } = data;
  // Read now: the rows are drawn anew, and others may stand in their place later.
  const sentences = sentencesOf(page);
  return {
    property: { id, claim, observed },
    arePlain: page.querySelector('#steps .plain') !== null,
    names: original === null ? ['shrunk'] : ['shrunk', 'original'],
    load: async (name: RunName) => {
      if (name === 'original' && original !== null) return unpacked(original);
      return withText(await unpacked(shrunk), sentences);
    },
  };
}

function sentencesOf(page: Document): readonly string[] {
  const rows = page.querySelectorAll('#rows tr[id]');
  return Array.from(rows, (row) => (row.lastElementChild?.textContent ?? '').trimEnd());
}

function withText(run: ShownRun, sentences: readonly string[]): ShownRun {
  const steps = run.steps.map((step, place) => {
    return { ...step, row: { ...step.row, text: sentences[place] ?? '' } };
  });
  return { ...run, steps };
}

async function unpacked(run: PackedRun): Promise<ShownRun> {
  if (typeof run !== 'string') return run;
  const bytes = Uint8Array.from(atob(run), (letter) => letter.charCodeAt(0));
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(json).text()) as ShownRun;
}
