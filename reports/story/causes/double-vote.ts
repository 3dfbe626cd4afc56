/** Why a first vote did not bind its voter (section 5.2). */
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName } from '../../../trace/view.ts';
import type { TraceIndex } from '../trace-index.ts';
import { votesGiven, type Vote } from '../votes.ts';
import { causeAt, type Cause } from './cause.ts';
import { lostWriteSince } from './unsynced.ts';

/** The first pair of votes of one voter and term for two candidates, if it led to the violation. */
export function doubleVotes(
  index: TraceIndex,
  past: ReadonlySet<number>,
  isTold: (term: number) => boolean = () => true,
): Cause[] {
  const votes = votesGiven(index).filter(({ line, term }) => past.has(line.step) && isTold(term));
  for (const [place, second] of votes.entries()) {
    const first = votes.slice(0, place).findLast((vote) => {
      return vote.voter === second.voter && vote.term === second.term;
    });
    if (first === undefined || first.candidate === second.candidate) continue;
    return forgottenVote(index, first, second);
  }
  return [];
}

/** A crash lost it, or the voter did not check it. */
function forgottenVote(index: TraceIndex, first: Vote, second: Vote): Cause[] {
  const name = nodeName(first.voter);
  const between = index.trace.slice(first.line.step - 1, second.line.step);
  const crash = between.find(({ event }) => event.kind === 'crashed' && event.node === first.voter);
  if (crash !== undefined) {
    const reason = whyLost(index, first, crash);
    if (reason === null) return [];
    const lost = `${name} lost its vote for ${whom(first)} in the crash`;
    return [causeAt(crash, (at) => `${lost} ${at}: ${reason}.`)];
  }
  const { before } = second.line;
  if (before?.currentTerm !== first.term || before.votedFor !== first.candidate) return [];
  const although = `although its votedFor was ${whom(first)}`;
  return [causeAt(second.line, (at) => `${name} voted for ${whom(second)} ${at} ${although}.`)];
}

/** Null if the disk held the vote all the same: then the crash is not the cause. */
function whyLost(
  index: TraceIndex,
  { voter, term, candidate, line }: Vote,
  crash: TraceLine,
): string | null {
  const writes = index.trace.slice(0, crash.step).flatMap(({ event }) => {
    return event.kind === 'persisted' && event.node === voter ? [event.durable] : [];
  });
  const kept = writes.at(-1);
  if (kept?.currentTerm === term && kept.votedFor === candidate) return null;
  return lostWriteSince(index, voter, line, crash)
    ? 'it had not been synced'
    : 'it had not been written';
}

function whom({ voter, candidate }: Vote): string {
  return voter === candidate ? 'itself' : nodeName(candidate);
}
