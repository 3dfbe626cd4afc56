/** Which lines of a trace a story tells: what could have led to the violation, and all faults. */
import { causalPast } from '../../trace/causality.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';
import type { Witness } from '../../properties/property.ts';
import { anchorOf, brokeAtAStep } from './anchors.ts';
import type { Blame } from './blame.ts';
import type { Cause } from './causes/cause.ts';
import type { TraceIndex } from './trace-index.ts';
import { healingLine, isFaultLine } from './disturbances.ts';
import { refusesEntries } from './received.ts';
import { hasChanged } from './standing.ts';
import { stepOfWrite } from './writes.ts';

/** The lines to tell, in order. Lost messages of one kind that a step sent count as one line. */
export function selectLines(
  index: TraceIndex,
  witness: Witness,
  by: Blame,
  named: ReadonlySet<TraceLine>,
): readonly TraceLine[] {
  const past = pastOf(index, witness);
  const losses = new Set<string>();
  const refusals = new Set<string>();
  const healing = healingLine(index.trace, by, named, brokeAtAStep(index, witness));
  return index.trace.filter((line) => {
    if (named.has(line)) {
      const shown = refusalName(line, index);
      if (shown !== null) refusals.add(shown);
      return true;
    }
    if (line.step > witness.step) return false;
    if (line.event.kind === 'lost') {
      const loss = lossName(line, index);
      const isNew = past.has(causeStep(line, index)) && loss !== null && !losses.has(loss);
      if (isNew) losses.add(loss);
      return isNew;
    }
    if (line === healing || isFaultLine(line, by) || by.isNeeded(line)) return true;
    if (!past.has(line.step)) return false;
    const refusal = refusalName(line, index);
    if (refusal === null || refusals.has(refusal)) return isTelling(line, index);
    refusals.add(refusal);
    return true;
  });
}

/** The lines that the witness and its causes name; a sending stands for the step that sent. */
export function namedLines(
  index: TraceIndex,
  witness: Witness,
  causes: readonly Cause[],
): ReadonlySet<TraceLine> {
  const named = new Set(causes.flatMap(({ lines }) => lines.map((line) => index.causeOf(line))));
  for (const because of witness.because) {
    const line = anchorOf(index, witness, because);
    if (line === null) continue;
    named.add(line);
    // What was written, and why, is told by the step.
    const step = stepOfWrite(index, line);
    if (step !== null) named.add(step);
  }
  const last = brokeAtAStep(index, witness) ? index.lineAt(witness.step) : null;
  return last === null ? named : named.add(index.causeOf(last));
}

/** The steps that could have led to the violation; all of them where only time broke the claim. */
export function pastOf(index: TraceIndex, witness: Witness): ReadonlySet<number> {
  return causalPast(index.trace, roots(index, witness));
}

/** One name for all lost vote requests and granted votes of one step; null for other messages. */
export function lossName({ event, timeMs }: TraceLine, index: TraceIndex): string | null {
  if (event.kind !== 'lost') return null;
  const { meaning } = event.flight;
  const isMissed =
    meaning.kind === 'requestVote' || (meaning.kind === 'voteReply' && meaning.voteGranted);
  if (!isMissed) return null;
  return `${index.senderOf(event.flight)?.step ?? 0} ${meaning.kind} ${event.why} ${timeMs}`;
}

/** The same for all refusals of AppendEntries on one link and in one term; null for the rest. */
function refusalName(line: TraceLine, index: TraceIndex): string | null {
  const { event } = line;
  if (event.kind !== 'received' || !refusesEntries(line, index)) return null;
  return `${event.from}>${event.node} ${event.meaning.term}`;
}

function causeStep({ event }: TraceLine, index: TraceIndex): number {
  return event.kind === 'lost' ? (index.senderOf(event.flight)?.step ?? 0) : 0;
}

function roots(index: TraceIndex, witness: Witness): readonly number[] {
  const named = [...namedLines(index, witness, [])].map(({ step }) => step);
  // A dead end is what all steps before it have led to.
  const isWhole = index.lineAt(witness.step)?.event.kind === 'deadEnd';
  const isOwn = brokeAtAStep(index, witness) && !isWhole;
  return isOwn ? named : index.trace.map(({ step }) => step);
}

/** A node's step that others could notice, or a vote on its way. */
function isTelling(line: TraceLine, index: TraceIndex): boolean {
  const { event, before, after } = line;
  switch (event.kind) {
    case 'received':
      return (
        hasChanged(before, after) ||
        isPartOfElection(event.meaning, before) ||
        (event.meaning.kind === 'other' && index.sentBy(line).length > 0)
      );
    case 'timerFired':
    case 'proposed':
      return hasChanged(before, after);
    default:
      return false;
  }
}

/** A request that may be granted, or a vote that is waited for; others change nothing. */
function isPartOfElection(meaning: WireMeaning, before: NodeView | null): boolean {
  if (before === null || meaning.term !== before.currentTerm) return false;
  if (meaning.kind === 'requestVote') return true;
  return meaning.kind === 'voteReply' && meaning.voteGranted && before.role === 'candidate';
}
