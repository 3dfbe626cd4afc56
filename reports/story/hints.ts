/** What the witness leaves unsaid and the trace shows: a cause behind the steps. */
import type { PropertyId, Witness } from '../../properties/property.ts';
import { brokeAtAStep } from './anchors.ts';
import type { Cause } from './causes/cause.ts';
import { livenessCauses } from './causes/causes.ts';
import { commitUntold } from './causes/commit-untold.ts';
import { countedOldTerm, countedUnwritten } from './causes/counted-replicas.ts';
import { doubleVotes } from './causes/double-vote.ts';
import { notApplied } from './causes/not-applied.ts';
import { periodOf, type Pace } from './causes/period.ts';
import { restoredLogs } from './causes/restored-log.ts';
import { voteForShorterLog } from './causes/shorter-log.ts';
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
  const { witness, timing, property } = violation;
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
      return [...voteForShorterLog(index, past), ...restoredLogs(index, past)].slice(0, 1);
    }
    case 'commits-own-term':
      return countedOldTerm(atViolation);
    case 'commit-is-durable':
      return countedUnwritten(index, atViolation);
    case 'applies-committed':
      return atViolation?.event.kind === 'applied' ? [] : notApplied(index, witness);
    case 'convergence': {
      const told = commitUntold(periodOf(index, witness, timing));
      return [...told, ...livenessCauses(index, witness, timing)].slice(0, CAUSES_SHOWN);
    }
    case 'eventual-leader':
      return leaderless(index, violation);
    case 'stable-leader':
      return livenessCauses(index, witness, timing);
    default:
      // Time alone breaks nothing but liveness.
      return atViolation === null ? livenessCauses(index, witness, timing) : [];
  }
}

/** One step is explained once: first as a term that was not learned. */
function leaderless(index: TraceIndex, { witness, timing }: Violation): readonly Cause[] {
  const ignored = termNotTakenOver(index);
  const told = ignored.flatMap(({ lines }) => lines);
  const others = livenessCauses(index, witness, timing).filter(({ lines }) => {
    return !lines.some((line) => told.includes(line));
  });
  return [...ignored, ...others].slice(0, CAUSES_SHOWN);
}

function violationLine(index: TraceIndex, witness: Witness): ReturnType<TraceIndex['lineAt']> {
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
