/** What a hunt came to: the verdict, then the work behind it, for an empty run proves nothing. */
import type { PropertyId } from '../../properties/property.ts';
import type { Verdict } from '../../properties/verdict.ts';
import { counted, duration, grouped, short } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style, Tone } from './style.ts';

/** One target, hunted. */
export interface RunSummary {
  readonly target: string;
  /** The property that it is known to break; null if it is known to be sound. */
  readonly breaks: string | null;
  readonly verdict: Verdict;
  readonly isAsExpected: boolean;
  /** Properties that broke in some run. */
  readonly broken: readonly PropertyId[];
  readonly runsToFind: number | null;
  readonly runs: number;
  readonly failedRuns: number;
  readonly inconclusiveRuns: number;
  readonly events: number;
  readonly simulatedMs: number;
  readonly wallMs: number;
  readonly runsWithLeader: number;
  readonly leaders: number;
  readonly splitVotes: number;
  readonly faults: number;
  /** How often each property was put to the test; 0 for never. */
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** Faults that were left out, because the target does not promise to bear them. */
  readonly spared: readonly string[];
  /** What the target threw, if it did. */
  readonly thrown: string | null;
  /** Runs that went two ways when performed twice. */
  readonly diverged: number;
  /** Seed, sizes, pace: what to type to see the same runs. */
  readonly setting: string;
  /** Where the logs of failed runs are. */
  readonly logs: { readonly kept: number; readonly folder: string } | null;
}

/** The summary as text of at most 100 columns. */
export function renderRun(summary: RunSummary, style: Style): string {
  const lines: readonly Line[] = [
    verdictLine(summary),
    EMPTY_LINE,
    ...workLines(summary),
    ...(summary.runsToFind === null ? exerciseLines(summary.exercised) : []),
    ...remarkLines(summary),
    ...labelled('Setting', summary.setting),
  ];
  return `${printPage(lines, style)}\n`;
}

function verdictLine(summary: RunSummary): Line {
  const { target, isAsExpected } = summary;
  const tone: Tone = isAsExpected ? 'held' : 'broken';
  const mark = span(` ${isAsExpected ? '✔' : '✖'} ${target}`, tone);
  return [mark, span(`  ${verdictText(summary)}`, 'strong')];
}

function verdictText({ verdict, breaks, broken, exercised, runs, runsToFind }: RunSummary): string {
  switch (verdict) {
    case 'crashed':
      return 'threw an error';
    case 'violated': {
      const found = runsToFind === null ? '' : `, in run ${grouped(runsToFind)}`;
      if (breaks === null) return `broke ${broken.join(', ')}${found}`;
      return broken.some((id) => id === breaks)
        ? `breaks ${breaks}, as it must${found}`
        : `was to break ${breaks}, and broke ${broken.join(', ')}${found}`;
    }
    case 'held':
    case 'inconclusive': {
      if (runs === 0) return 'nothing was run';
      const properties = counted(Object.keys(exercised).length, 'property').replace('ys', 'ies');
      if (breaks !== null) return `was to break ${breaks}, and did not`;
      return verdict === 'held' ? `held: ${properties}` : 'not decided: some runs hit a limit';
    }
  }
}

function workLines(summary: RunSummary): readonly Line[] {
  const { runs, failedRuns, inconclusiveRuns, events, simulatedMs, wallMs } = summary;
  const { runsWithLeader, leaders, splitVotes, faults, runsToFind } = summary;
  const seconds = Math.max(wallMs, 1) / 1000;
  const undecided = inconclusiveRuns > 0 ? `, ${grouped(inconclusiveRuns)} undecided` : '';
  const held = runs - failedRuns - inconclusiveRuns;
  // Shrinking takes most of the time of a hunt that finds something: no rate then.
  const rate = `${short(runs / seconds)} runs/s, ${short(events / seconds)} events/s`;
  const simulated = `${duration(simulatedMs)} simulated in ${duration(wallMs)}`;
  const work = `${grouped(events)} events, ${simulated}`;
  if (runs === 0) return labelled('Runs', 'none');
  const perRun = (count: number): string => (count / runs).toFixed(1);
  const vacuity = [
    `${((100 * runsWithLeader) / runs).toFixed(1)} % of runs elected a leader`,
    `per run ${perRun(leaders)} leaders, ${perRun(splitVotes)} split votes, ` +
      `${perRun(faults)} faults`,
  ];
  return [
    ...labelled('Runs', `${grouped(held)} held, ${grouped(failedRuns)} failed${undecided}`),
    ...labelled('Work', runsToFind === null ? `${work}; ${rate}` : work),
    ...labelled('Content', vacuity.join('; ')),
  ];
}

function remarkLines(summary: RunSummary): readonly Line[] {
  const { broken, breaks, spared, thrown, diverged, logs } = summary;
  const others = broken.filter((id) => id !== breaks);
  return [
    ...labelled('Also', others.length > 0 && breaks !== null ? `broken: ${others.join(', ')}` : ''),
    ...labelled('Thrown', thrown ?? ''),
    ...labelled('Diverged', diverged > 0 ? `${counted(diverged, 'run')} went two ways` : ''),
    ...labelled('Spared', spared.length > 0 ? `${spared.join(', ')}: beyond what it promises` : ''),
    ...labelled(
      'Logs',
      logs === null ? '' : `of ${counted(logs.kept, 'failed run')}: ${logs.folder}`,
    ),
  ];
}

/** How often each property was put to the test, in two columns; those that never were, by name. */
function exerciseLines(exercised: RunSummary['exercised']): readonly Line[] {
  const never = Object.entries(exercised).flatMap(([id, count]) => (count === 0 ? [id] : []));
  const cells = Object.entries(exercised).map(([id, count]) => {
    return `${id.padEnd(24)}${grouped(count).padStart(13)}`;
  });
  const half = Math.ceil(cells.length / 2);
  const table = cells.slice(0, half).map((left, row) => {
    const label = row === 0 ? '   Exercised  ' : '              ';
    return [span(label, 'quiet'), span(`${left}    ${cells[half + row] ?? ''}`)];
  });
  const proved = never.length === 0 ? '' : `exercised, so proves nothing: ${never.join(', ')}`;
  return [...table, ...labelled('Never', proved)];
}

function labelled(label: string, text: string): readonly Line[] {
  return text === '' ? [] : paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text);
}
