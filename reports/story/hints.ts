/** What the witness leaves unsaid and the trace shows: a cause behind the steps. */
import type { PropertyId, Witness } from '../../properties/property.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { brokeAtAStep } from './anchors.ts';
import type { Cause } from './causes/cause.ts';
import { livenessCauses } from './causes/causes.ts';
import { commitUntold } from './causes/commit-untold.ts';
import { countedOldTerm, countedUnwritten } from './causes/counted-replicas.ts';
import { brokenRules } from './causes/broken-rules.ts';
import { doubleVotes } from './causes/double-vote.ts';
import { falseMatches } from './causes/false-match.ts';
import { forgottenTerm } from './causes/forgotten-term.ts';
import { notApplied } from './causes/not-applied.ts';
import { periodOf, type Pace } from './causes/period.ts';
import { restoredLogs } from './causes/restored-log.ts';
import { obeyedStaleLeader } from './causes/stale-leader.ts';
import { staleVoteCounted } from './causes/stale-vote.ts';
import { keptLeading, termNotTakenOver } from './causes/term-ignored.ts';
import type { Story } from './row.ts';
import { pastOf } from './select.ts';
import type { TraceIndex } from './trace-index.ts';

/** What a cause is drawn from, beside the trace. */
export interface Violation {
  readonly property: PropertyId;
  readonly witness: Witness;
  readonly timing: Pace;
}

/** More would be guesses. */
const CAUSES_SHOWN = 2;

/** Causes that are true of this trace; none if nothing is known. */
export function causesOf(index: TraceIndex, violation: Violation): readonly Cause[] {
  const { witness, property } = violation;
  const atViolation = brokeAtAStep(index, witness) ? violationLine(index, witness) : null;
  switch (property) {
    case 'election-safety':
    case 'leader-has-quorum':
    case 'one-vote-per-term': {
      const past = pastOf(index, witness);
      const elected = [...keptLeading(atViolation), ...staleVoteCounted(index, past)];
      return [...elected, ...doubleVotes(index, past)].slice(0, 1);
    }
    case 'leader-completeness':
    case 'state-machine-safety':
    case 'log-matching': {
      const past = pastOf(index, witness);
      return [...brokenRules(index, past), ...restoredLogs(index, past)].slice(0, 1);
    }
    case 'term-monotonic':
      return [...forgottenTerm(index, atViolation), ...obeyed(index, atViolation)].slice(0, 1);
    case 'commits-own-term':
      return countedOldTerm(atViolation);
    case 'commit-is-durable':
      return countedUnwritten(index, atViolation);
    case 'applies-committed':
      return atViolation?.event.kind === 'applied' ? [] : notApplied(index, witness);
    case 'convergence':
      return unconverged(index, violation);
    case 'eventual-leader':
      return leaderless(index, violation);
    default:
      return otherwise(index, violation, atViolation);
  }
}

/** Time alone breaks nothing but liveness; of a step, the message may be what broke the claim. */
function otherwise(
  index: TraceIndex,
  { property, witness, timing }: Violation,
  atViolation: TraceLine | null,
): readonly Cause[] {
  const isLate = atViolation === null || property === 'stable-leader';
  const late = isLate ? livenessCauses(index, witness, timing) : [];
  return [...obeyed(index, atViolation), ...late].slice(0, CAUSES_SHOWN);
}

function obeyed(index: TraceIndex, line: TraceLine | null): readonly Cause[] {
  return line === null ? [] : obeyedStaleLeader(line, index);
}

/** What a leader takes for done it does not do: before what the follower did not do. */
function unconverged(index: TraceIndex, { witness, timing }: Violation): readonly Cause[] {
  const period = periodOf(index, witness, timing);
  const told = [...falseMatches(period), ...commitUntold(period)];
  const others = differentSteps(livenessCauses(index, witness, timing), told);
  return [...told, ...others].slice(0, CAUSES_SHOWN);
}

/** One step is explained once: first as a term that was not learned. */
function leaderless(index: TraceIndex, { witness, timing }: Violation): readonly Cause[] {
  const ignored = termNotTakenOver(index);
  const others = livenessCauses(index, witness, timing);
  return [...ignored, ...differentSteps(others, ignored)].slice(0, CAUSES_SHOWN);
}

/** Causes that name no line which others have named. */
function differentSteps(causes: readonly Cause[], others: readonly Cause[]): readonly Cause[] {
  const told = others.flatMap(({ lines }) => lines);
  return causes.filter(({ lines }) => !lines.some((line) => told.includes(line)));
}

function violationLine(index: TraceIndex, witness: Witness): TraceLine | null {
  const line = index.lineAt(witness.step);
  return line === null ? null : index.causeOf(line);
}

/** The sentences of causes, in a story whose rows show the lines that they name. */
export function causeTexts(causes: readonly Cause[], story: Story): readonly string[] {
  return causes.map(({ text }) =>
    text(({ step, timeMs }) => {
      const row = story.rowOf(step);
      return row === null ? `at ${timeMs} ms` : `at step ${row}`;
    }),
  );
}
