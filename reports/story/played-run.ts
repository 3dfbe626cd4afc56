/** A position of a game as a run to be shown: a row for every decision, and what it came to. */
import type { Witness } from '../../properties/property.ts';
import type { EnabledDecision, Lose, Position } from '../../search/playing/game.ts';
import type { Received } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeId } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import { storyOfLines } from './build.ts';
import { messageNoun, type Telegram } from './messages.ts';
import type { Row, Story } from './row.ts';
import { namedLines } from './select.ts';
import { showStory } from './show-story.ts';
import type { ShownRun } from './shown-run.ts';
import { traceIndex, type TraceIndex } from './trace-index.ts';

/** A run whose rows are decisions. */
export interface PlayedRun {
  readonly run: ShownRun;
  /** For each row, how many decisions lead to its end. */
  readonly decisionsAt: readonly number[];
}

/** Decisions have no ids here: each is in plain sight. */
const NO_BLAME: Blame = {
  faultOf: () => null,
  loserOf: () => null,
  copierOf: () => null,
  isNeeded: () => false,
};

const NOTHING: ReadonlySet<TraceLine> = new Set();

export function playedRun(position: Position): PlayedRun {
  const { index, story, places } = playedStory(position);
  const decisionsAt = story.rows.map((row) => {
    const last = index.trace.findLast(({ step }) => story.rowOf(step) === row.number);
    return places[(last?.step ?? 0) - 1] ?? 0;
  });
  const hasClock = position.timeMs !== null;
  const run = showStory(index, story, { hasClock, rails: [], tested: null });
  return { run, decisionsAt };
}

/** What a decision would do, in the words of the row that it would have. */
export function sentenceOfDecision(position: Position, enabled: EnabledDecision): string {
  const { decision, lines, thrown } = enabled;
  if (thrown !== null) return `the target throws: ${thrown}`;
  const { path, trace, linesBefore, timeMs } = position;
  // A claim that time has broken has a row of its own, behind what happens next.
  const verdicts = timeMs === null ? position.verdicts : [];
  const { story } = playedStory({
    ...position,
    verdicts,
    path: [...path, decision],
    trace: [...trace, ...lines],
    linesBefore: [...linesBefore, trace.length],
  });
  return story.rows.at(-1)?.text ?? 'nothing happens';
}

interface PlayedStory {
  readonly index: TraceIndex;
  readonly story: Story;
  /** For each line of the trace, how many decisions lead to it. */
  readonly places: readonly number[];
}

function playedStory(position: Position): PlayedStory {
  const { trace, places } = withLosses(position);
  const index = traceIndex(trace, position.nodes.length);
  const witness = firstWitness(position, trace);
  const named = witness === null ? NOTHING : namedLines(index, witness, []);
  const told = trace.filter((line) => isOwnLine(line) || named.has(line));
  const story = storyOfLines(index, told, { witness, by: NO_BLAME, named });
  const rows = story.rows.map((row) => {
    if (row.arrow?.kind !== 'lost') return row;
    return lossOf(
      row,
      trace.findLast(({ step }) => story.rowOf(step) === row.number),
    );
  });
  return { index, story: inOrderOfTime({ ...story, rows }), places };
}

/** A claim that time has broken is told last: in a game, more may have happened since. */
function inOrderOfTime(story: Story): Story {
  const last = story.rows.at(-1);
  const later = story.rows.find(({ timeMs }) => last !== undefined && timeMs > last.timeMs);
  if (last === undefined || later === undefined) return story;
  const place = later.number;
  const others = story.rows.slice(0, -1);
  const rows = [...others.slice(0, place - 1), last, ...others.slice(place - 1)];
  const moved = (number: number | null): number | null => {
    if (number === null || number < place) return number;
    return number === last.number ? place : number + 1;
  };
  return {
    ...story,
    rows: rows.map((row, index) => ({ ...row, number: index + 1 })),
    rowOf: (step) => moved(story.rowOf(step)),
    rowOfClause: (because) => moved(story.rowOfClause(because)),
  };
}

/** Writing, sending and applying belong to the step before them; first boots are no decisions. */
function isOwnLine({ event }: TraceLine): boolean {
  switch (event.kind) {
    case 'received':
    case 'timerFired':
    case 'proposed':
    case 'crashed':
    case 'threw':
    case 'lost':
    case 'linksCut':
    case 'linksRestored':
    case 'networkDisturbed':
    case 'paused':
    case 'resumed':
    case 'clockJumped':
    case 'clockDrifted':
    case 'diskSlowed':
    case 'healed':
      return true;
    case 'booted':
      return event.incarnation > 0;
    default:
      return false;
  }
}

interface LongerTrace {
  readonly trace: Trace;
  /** For each line, how many decisions lead to it. */
  readonly places: readonly number[];
}

/** A loss is no event of a run without a clock; of a game it is one. */
function withLosses({ path, trace, linesBefore }: Position): LongerTrace {
  const lines: TraceLine[] = [];
  const places: number[] = [];
  const add = (line: TraceLine, place: number): void => {
    lines.push({ ...line, step: lines.length + 1 });
    places.push(place);
  };
  const flights = trace.flatMap(({ event }) => (event.kind === 'sent' ? [event.flight] : []));
  for (const line of trace.slice(0, linesBefore[0] ?? trace.length)) add(line, 0);
  for (const [place, decision] of path.entries()) {
    if (decision.kind === 'lose') add(lossLine(decision, flights), place + 1);
    const end = linesBefore[place + 1] ?? trace.length;
    for (const line of trace.slice(linesBefore[place], end)) add(line, place + 1);
  }
  return { trace: lines, places };
}

function lossLine({ from, to, message }: Lose, flights: readonly Received[]): TraceLine {
  const text = JSON.stringify(message);
  const flight = flights.find((sent) => {
    return sent.from === from && sent.node === to && JSON.stringify(sent.message) === text;
  });
  if (flight === undefined) throw new Error('a message was lost that was not sent');
  const event = { kind: 'lost', node: to, flight, why: 'loss' } as const;
  return { step: 0, timeMs: 0, event, before: null, after: null };
}

/** Each loss is a decision of its own, also that of a message to several nodes. */
function lossOf(row: Row, line: TraceLine | undefined): Row {
  if (line?.event.kind !== 'lost' || row.arrow?.kind !== 'lost') return row;
  const { flight, node } = line.event;
  return { ...row, arrow: { ...row.arrow, to: [node] }, text: lossText(flight, node) };
}

function lossText(flight: Telegram & { readonly from: NodeId }, to: NodeId): string {
  return `${nodeName(flight.from)}'s ${messageNoun(flight)} to ${nodeName(to)} is lost`;
}

/** The first violation, by the steps of the longer trace. */
function firstWitness({ verdicts, trace }: Position, longer: Trace): Witness | null {
  const witnesses = verdicts.flatMap(({ witness }) => (witness === null ? [] : [witness]));
  const [first] = witnesses.sort((one, other) => one.step - other.step);
  if (first === undefined) return null;
  const stepOf = (step: number): number => {
    const event = trace[step - 1]?.event;
    return longer.find((line) => line.event === event)?.step ?? longer.length + 1;
  };
  const because = first.because.map((clause) => ({ ...clause, step: stepOf(clause.step) }));
  return { ...first, step: stepOf(first.step), because };
}
