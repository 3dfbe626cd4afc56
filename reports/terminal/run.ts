/** What a hunt came to: the verdict, then the work behind it, for an empty run proves nothing. */
import type { PropertyId } from '../../properties/property.ts';
import type { FirstFind, HuntingEngine } from '../../search/hunting/hunt-options.ts';
import type { HuntOutcome, PartOfCampaign } from '../../search/hunting/outcome.ts';
import type { Worth } from '../../search/hunting/worth.ts';
import type { FaultCounts } from '../../trace/fault-counts.ts';
import { divergenceLines, faultsText, outcomeText } from './outcome.ts';
import { costText, counted, duration, grouped, short } from './numbers.ts';
import { EMPTY_LINE, labelled, paragraph, printPage, span, type Line } from './page.ts';
import type { Style, Tone } from './style.ts';
import { worthLines } from './worth-lines.ts';

/** Runs that were made from kept ones; the other figures of a summary are without them. */
export interface GuidedSummary {
  readonly runs: number;
  readonly adversarialRuns: number;
  readonly failedRuns: number;
  /** How many kept runs the campaign began with; null: it is not known. */
  readonly begunWith: number | null;
  /** Runs that show new states, or show them sooner. */
  readonly learned: number;
}

/** One target, hunted. */
export interface RunSummary {
  readonly target: string;
  /** The property that it is known to break; null if it is known to be sound. */
  readonly breaks: string | null;
  readonly outcome: HuntOutcome;
  readonly isAsExpected: boolean;
  /** Properties that broke in some run. */
  readonly broken: readonly PropertyId[];
  /** In how many runs each of them did. */
  readonly brokenRuns: Readonly<Partial<Record<PropertyId, number>>>;
  /** Who met the first find, and in which of its runs. */
  readonly firstFind: FirstFind | null;
  /** Runs with a clock. */
  readonly runs: number;
  /** Runs without one, and the decisions made in them. */
  readonly adversarialRuns: number;
  readonly decisions: number;
  readonly failedRuns: number;
  readonly inconclusiveRuns: number;
  readonly events: number;
  readonly simulatedMs: number;
  readonly wallMs: number;
  /** Processor time of all threads; absent if nobody took it. */
  readonly cpuMs?: number;
  readonly runsWithLeader: number;
  readonly leaders: number;
  readonly splitVotes: number;
  readonly faults: number;
  /** How often each property was put to the test; 0 for never. */
  readonly exercised: Readonly<Partial<Record<PropertyId, number>>>;
  /** How often each kind of fault happened. */
  readonly faultCounts: Readonly<FaultCounts>;
  /** Faults that were left out, because the target does not promise to bear them. */
  readonly spared: readonly string[];
  /** Runs that went two ways when performed twice. */
  readonly diverged: number;
  /** What runs without a failure are worth; null if one has failed. Default: not worked out. */
  readonly worth?: Worth | null;
  /** Default: no runs are kept. */
  readonly guided?: GuidedSummary | null;
  /** Seed, sizes, pace: what to type to see the same runs. */
  readonly setting: string;
  /** Whether the hunt was asked to end before its time. Default: it was not. */
  readonly isInterrupted?: boolean;
  /** How much of it has come in, if others perform it and are not done. Default: all. */
  readonly part?: PartOfCampaign | null;
  /** The engine that made all runs, where another was to make some, too. Default: none. */
  readonly alone?: HuntingEngine | null;
  /** Of the time that it took, what went into shrinking. Default: none. */
  readonly shrinkingMs?: number;
  /** What it has covered less than was asked for, in one line. Default: it has covered enough. */
  readonly shortfall?: string | null;
  /** Where the logs of failed runs are. */
  readonly logs: { readonly kept: number; readonly folder: string } | null;
}

/** The summary as text. */
export function renderRun(summary: RunSummary, style: Style): string {
  const lines: readonly Line[] = [
    ...verdictLines(summary),
    EMPTY_LINE,
    ...workLines(summary),
    ...(summary.firstFind === null ? exerciseLines(summary.exercised, style.columns) : []),
    ...remarkLines(summary),
    ...(summary.worth == null || summary.outcome.kind !== 'held' ? [] : worthLines(summary.worth)),
    ...labelled('Too little', summary.shortfall ?? ''),
    ...labelled('Setting', summary.setting),
  ];
  return `${printPage(lines, style)}\n`;
}

function verdictLines(summary: RunSummary): readonly Line[] {
  const { target, isAsExpected } = summary;
  const tone: Tone = isAsExpected ? 'held' : 'broken';
  const mark = span(` ${isAsExpected ? '✔' : '✖'} ${target}`, tone);
  return paragraph([mark, span('  ')], outcomeText(summary), 'strong');
}

function workLines(summary: RunSummary): readonly Line[] {
  const { runs, adversarialRuns, failedRuns, inconclusiveRuns } = summary;
  const all = runs + adversarialRuns;
  const guided = labelled('Guided', guidedText(summary.guided ?? null));
  if (all === 0) return [...labelled('Runs', 'none'), ...guided];
  const undecided = inconclusiveRuns > 0 ? `, ${grouped(inconclusiveRuns)} undecided` : '';
  const made = [
    ...(runs > 0 ? [`${grouped(runs)} timed`] : []),
    ...(adversarialRuns > 0 ? [`${grouped(adversarialRuns)} adversarial`] : []),
  ].join(', ');
  const held = grouped(all - failedRuns - inconclusiveRuns);
  return [
    ...labelled('Runs', `${made}: ${held} held, ${grouped(failedRuns)} failed${undecided}`),
    ...guided,
    ...labelled('Work', workText(summary)),
    ...labelled('Content', contentText(summary)),
    ...labelled('Faults', faultsText(summary.faultCounts)),
  ];
}

/** Counted apart: what is guided is no sample of the runs that a setting draws. */
function guidedText(guided: GuidedSummary | null): string {
  if (guided === null) return '';
  const { runs, adversarialRuns, failedRuns, begunWith, learned } = guided;
  const made = `${grouped(runs)} timed, ${grouped(adversarialRuns)} adversarial more`;
  const from = begunWith === null ? '' : ` from ${counted(begunWith, 'kept run')}`;
  const more = begunWith === null ? '' : `; ${grouped(learned)} to keep`;
  return `${made}${from}: ${grouped(failedRuns)} failed${more}`;
}

function workText(summary: RunSummary): string {
  const { runs, adversarialRuns, events, simulatedMs, decisions, wallMs, firstFind } = summary;
  const { shrinkingMs = 0, cpuMs } = summary;
  const timed = `${grouped(events)} events in ${duration(simulatedMs)} of simulated time`;
  const untimed = `${grouped(decisions)} decisions`;
  const work = [...(runs > 0 ? [timed] : []), ...(adversarialRuns > 0 ? [untimed] : [])];
  // What a fleet has performed took no time here.
  if (wallMs === 0) return work.join(', and ');
  const shrinking = shrinkingMs < 1 ? '' : `, ${duration(shrinkingMs)} of them shrinking`;
  const took = `${work.join(', and ')}; took ${duration(wallMs)}${shrinking}${costText(cpuMs)}`;
  // A hunt that ends with its first find has made too few runs for a rate.
  if (firstFind !== null) return took;
  const perSecond = (1000 * (runs + adversarialRuns)) / Math.max(wallMs, 1);
  return `${took}, ${short(perSecond)} runs/s`;
}

/** Whether the timed runs mean anything. */
function contentText({ runs, runsWithLeader, leaders, splitVotes, faults }: RunSummary): string {
  if (runs === 0) return '';
  const perRun = (count: number): string => (count / runs).toFixed(1);
  const elected = ((100 * runsWithLeader) / runs).toFixed(1);
  return (
    `${elected} % of timed runs elected a leader; per run ${perRun(leaders)} leaders, ` +
    `${perRun(splitVotes)} split votes, ${perRun(faults)} faults`
  );
}

function remarkLines(summary: RunSummary): readonly Line[] {
  const { spared, diverged, outcome, logs } = summary;
  return [
    ...labelled('Also', alsoText(summary)),
    ...labelled('Broken', oftenText(summary)),
    ...(outcome.kind === 'diverged' ? divergenceLines(outcome.divergence, diverged) : []),
    ...labelled('Spared', spared.length > 0 ? `${spared.join(', ')}: beyond what it promises` : ''),
    ...labelled(
      'Logs',
      logs === null ? '' : `of ${counted(logs.kept, 'failed run')}: ${logs.folder}`,
    ),
  ];
}

/** What broke beside what the first line names: it was judged, too, or was met on the way. */
function alsoText({ broken, breaks, outcome }: RunSummary): string {
  if (outcome.kind === 'crashed') return '';
  const judged = outcome.kind === 'violated' ? outcome.properties : [];
  const named = outcome.kind === 'violated' && breaks === null ? judged : [breaks];
  const others = broken.filter((id) => !named.includes(id));
  const asked = others.filter((id) => judged.includes(id));
  const unasked = others.filter((id) => !judged.includes(id));
  return [
    ...(asked.length > 0 ? [`broke, too: ${asked.join(', ')}`] : []),
    ...(unasked.length > 0 ? [`broke, not asked for: ${unasked.join(', ')}`] : []),
  ].join('; ');
}

/** How often each property broke, if a hunt went on to count it. */
function oftenText({ brokenRuns }: RunSummary): string {
  const counts = Object.entries(brokenRuns);
  if (counts.every(([, runs]) => runs < 2)) return '';
  return counts.map(([id, runs]) => `${id} in ${counted(runs, 'run')}`).join(', ');
}

/** How often each property was put to the test, in a table; those that never were, by name. */
function exerciseLines(exercised: RunSummary['exercised'], columns: number): readonly Line[] {
  const counts = Object.entries(exercised);
  const never = counts.flatMap(([id, count]) => (count === 0 ? [id] : []));
  const label = '   Exercised  ';
  const table = inColumns(
    counts.map(([id, count]) => [id, grouped(count)]),
    columns - label.length,
  ).map((row, index) => [span(index === 0 ? label : ' '.repeat(label.length), 'quiet'), span(row)]);
  const proved = never.length === 0 ? '' : `exercised, so proves nothing: ${never.join(', ')}`;
  return [...table, ...labelled('Never', proved)];
}

/** Names and numbers, side by side as often as they fit, to be read downwards. */
function inColumns(pairs: readonly (readonly [string, string])[], width: number): string[] {
  const nameColumns = Math.max(0, ...pairs.map(([name]) => name.length));
  const numberColumns = Math.max(0, ...pairs.map(([, number]) => number.length));
  const cells = pairs.map(([name, number]) => {
    return `${name.padEnd(nameColumns)} ${number.padStart(numberColumns)}`;
  });
  const gap = '  ';
  const cellColumns = nameColumns + 1 + numberColumns + gap.length;
  const perRow = Math.max(1, Math.floor((width + gap.length) / cellColumns));
  const rows = Math.ceil(cells.length / perRow);
  return cells.slice(0, rows).map((_, row) => {
    return cells.filter((_cell, index) => index % rows === row).join(gap);
  });
}
