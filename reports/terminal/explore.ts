/** What an exhaustive search came to: a proof within its bounds, a shortest run, or how far. */
import type { PropertyId } from '../../properties/property.ts';
import type { AlwaysElectable } from '../../search/dead-ends/always-electable.ts';
import type { DeadEndFigures } from '../../search/dead-ends/figures.ts';
import type {
  Bounds,
  SearchFault,
  SearchLimit,
  SearchSize,
} from '../../search/exploring/bounds.ts';
import { DEAD_END_GOALS, type DeadEndGoal } from '../../trace/dead-end.ts';
import { deadEndsText, leftOutOf, alwaysText, notJudgedText } from './dead-ends.ts';
import { counted, duration, grouped, short, timeTaken } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style } from './style.ts';

/** One target, searched. */
export interface ExploreSummary extends SearchSize {
  readonly target: string;
  /** The property that it is known to break; null if it is known to be sound. */
  readonly breaks: string | null;
  readonly isAsExpected: boolean;
  readonly bounds: Bounds;
  readonly properties: readonly PropertyId[];
  /** Whether states that differ in the names of nodes alone count once. */
  readonly isSymmetric: boolean;
  /** Whether clients propose commands. */
  readonly proposes: boolean;
  readonly result: ExploreResult;
  readonly wallMs: number;
  /** Processor time of all threads. */
  readonly cpuMs: number;
  readonly setting: string;
  /** What was judged of the possibilities, one for each. */
  readonly deadEnds: readonly DeadEndFigures[];
  /** Whether elections can succeed in runs of any length; null if that was not asked for. */
  readonly always: AlwaysElectable | null;
  /** Possibilities that were not judged, and why. */
  readonly notJudged: readonly { readonly goal: DeadEndGoal; readonly why: string }[];
}

/** What it came to, in the words of the report. */
export type ExploreResult =
  | { readonly kind: 'violated'; readonly property: PropertyId; readonly decisions: number }
  | { readonly kind: 'diverged' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'limitReached'; readonly depth: number; readonly why: string };

/** Why a search ended before its end, as a part of a sentence about it. */
export const LIMITS: Readonly<Record<SearchLimit, string>> = {
  states: 'it has seen as many states as it may',
  stopped: 'it was stopped',
  memory: 'it does not fit into memory',
};

/** The summary as text. */
export function renderExplore(summary: ExploreSummary, style: Style): string {
  const { target, isAsExpected, setting, result } = summary;
  const mark = `${isAsExpected ? '✔' : '✖'} ${target}`;
  const lines: readonly Line[] = [
    ...paragraph(
      [span(` ${mark}  `, isAsExpected ? 'held' : 'broken')],
      explorationText(summary),
      'strong',
    ),
    EMPTY_LINE,
    ...(result.kind === 'complete' ? labelled('Proof', proofText(summary)) : []),
    ...(result.kind === 'limitReached' ? labelled('So far', soFarText(summary, result.depth)) : []),
    ...deadEndLines(summary),
    ...sizeLines(summary),
    ...labelled('Setting', setting),
  ];
  return `${printPage(lines, style)}\n`;
}

/** What is counted as a state. */
export const STATE_TEXT =
  'all nodes with their disks, the messages in flight, and what properties remember';

/** How far a search has come. */
export interface DepthReached extends SearchSize {
  readonly depth: number;
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** One line of progress: how many states have been met, what that cost, and what may be left. */
export function depthLine(at: DepthReached, leftMs: number | null): string {
  const { depth, states, statesByDepth, wallMs, cpuMs } = at;
  const met = `${counted(statesByDepth.at(-1) ?? 0, 'new state')}, ${grouped(states)} in all`;
  const passed = `${counted(depth, 'decision')}: ${met}, ${timeTaken(wallMs, cpuMs)}`;
  return leftMs === null ? passed : `${passed}, about ${duration(leftMs)} left`;
}

/** The verdict, as the rest of a sentence about the target. */
export function explorationText({ result, breaks, bounds }: ExploreSummary): string {
  switch (result.kind) {
    case 'violated': {
      const { property, decisions } = result;
      const found = `, in ${counted(decisions, 'decision')}`;
      if (breaks === null) return `broke ${property}${found}`;
      if (property === breaks) return `breaks ${breaks}, as it must${found}`;
      return `was to break ${breaks}, and broke ${property}${found}`;
    }
    case 'diverged':
      return 'went another way when the run that breaks it was performed again';
    case 'complete':
      if (breaks !== null) return `was to break ${breaks}, and did not within these bounds`;
      return `held in all runs of up to ${counted(bounds.maxDecisions, 'decision')}: a proof`;
    case 'limitReached':
      return `not decided: ${result.why} after ${counted(result.depth, 'decision')}`;
  }
}

function proofText(summary: ExploreSummary): string {
  return claimText(summary, summary.bounds.maxDecisions);
}

function soFarText(summary: ExploreSummary, depth: number): string {
  return depth === 0 ? 'nothing is proved' : claimText(summary, depth);
}

/** What is proved, with everything that limits it. */
function claimText({ bounds, properties, proposes }: ExploreSummary, depth: number): string {
  const { nodes, maxTerm, faults } = bounds;
  const terms = maxTerm === null ? '' : ` and terms up to ${maxTerm}`;
  const cluster = `${counted(nodes, 'node')}${terms}`;
  const safety = properties.filter((id) => !DEAD_END_GOALS.some((goal) => goal === id));
  const broken =
    safety.length <= 2 ? safety.join(' or ') : `any of ${safety.length} safety properties`;
  const which = safety.length === 0 ? 'ends in a dead end' : `breaks ${broken}`;
  const clients = proposes ? ', and clients may propose' : '';
  return (
    `no run of up to ${counted(depth, 'decision')} with ${cluster} ${which}, where timers ` +
    `may fire at any time, ${troubleText(faults)}${clients}`
  );
}

function troubleText(faults: readonly SearchFault[]): string {
  const mail = faults.includes('duplicate') ? 'late, twice or never' : 'late or never';
  const crashes = [
    ...(faults.includes('crash') ? ['between'] : []),
    ...(faults.includes('crashWithin') ? ['within'] : []),
  ];
  const nodes = crashes.length === 0 ? '' : `, nodes may crash ${crashes.join(' and ')} steps`;
  return `messages may come ${mail}${nodes}`;
}

/** What can still be reached, from wherever the search came to. */
function deadEndLines({ result, deadEnds, always, notJudged }: ExploreSummary): readonly Line[] {
  const isFound = result.kind === 'violated';
  const left = [...notJudged, ...leftOutOf(deadEnds)];
  return [
    ...(isFound || deadEnds.length === 0 ? [] : labelled('Dead ends', deadEndsText(deadEnds))),
    ...(always === null ? [] : labelled('Unbounded', alwaysText(always))),
    ...(left.length === 0 ? [] : labelled('Not judged', notJudgedText(left))),
  ];
}

/** Among as many as a search may see; see search/exploring/states.ts. */
const APART =
  'told apart by fingerprints that mistake two for one in less than 1 of 10^12 searches';

function sizeLines({
  states,
  decisions,
  statesByDepth,
  wallMs,
  cpuMs,
  isSymmetric,
}: ExploreSummary): readonly Line[] {
  const alike = isSymmetric ? '; those that differ only in the names of nodes count once' : '';
  const rate = short((1000 * states) / Math.max(1, cpuMs));
  const rest = states - statesByDepth.reduce((sum, count) => sum + count, 0);
  const begun = rest > 0 ? `, and ${grouped(rest)} of the next` : '';
  return [
    ...labelled('States', `${grouped(states)}: ${STATE_TEXT}; ${APART}${alike}`),
    ...labelled('By depth', `${statesByDepth.map(grouped).join('  ')}${begun}`),
    ...labelled(
      'Work',
      `${counted(decisions, 'decision')} tried in ${timeTaken(wallMs, cpuMs)}; ${rate} states ` +
        'per second of processor time',
    ),
  ];
}

function labelled(label: string, text: string): readonly Line[] {
  return paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text);
}
