/** What the witness leaves unsaid and the trace shows: a cause behind the steps. */
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName } from '../../trace/view.ts';
import type { PropertyId, Witness } from '../../properties/property.ts';
import { livenessCauses } from './causes/causes.ts';
import type { Pace } from './causes/period.ts';
import { brokeAtAStep } from './select.ts';
import type { TraceIndex } from './trace-index.ts';
import { isAhead, lastEntryText } from './logs.ts';
import type { Story } from './row.ts';
import { votesGiven, type Vote } from './votes.ts';

/** What a hint is drawn from, beside the trace. */
export interface Violation {
  readonly property: PropertyId;
  readonly witness: Witness;
  readonly timing: Pace;
}

/** Sentences that are true of this trace; none if nothing is known. */
export function hintsOf(
  index: TraceIndex,
  { property, witness, timing }: Violation,
  story: Story,
): readonly string[] {
  switch (property) {
    case 'election-safety':
    case 'one-vote-per-term':
      return doubleVotes(index, story).flatMap((pair) => forgottenVote(index, story, ...pair));
    case 'leader-completeness':
    case 'state-machine-safety':
    case 'log-matching':
      return voteForShorterLog(index, story);
    case 'eventual-leader': {
      const causes = livenessCauses(index, story, witness, timing);
      return [...termNotTakenOver(index), ...causes].slice(0, 2);
    }
    case 'stable-leader':
      return livenessCauses(index, story, witness, timing);
    default:
      // Time alone breaks nothing but liveness.
      return brokeAtAStep(index, witness) ? [] : livenessCauses(index, story, witness, timing);
  }
}

/** "If one server's current term is smaller than the other's, then it updates" (section 5.1). */
function termNotTakenOver(index: TraceIndex): string[] {
  const healed = index.trace.findLastIndex(({ event }) => event.kind === 'healed');
  const ignored = new Map<string, number>();
  for (const { event, after } of index.trace.slice(healed + 1)) {
    if (event.kind !== 'received' || after === null) continue;
    const { role, currentTerm } = after;
    const { term } = event.meaning;
    if (term <= currentTerm) continue;
    const deed = `of term ${term}, and stayed ${role} of term ${currentTerm}.`;
    const name = `${nodeName(event.node)} got messages ${deed}`;
    ignored.set(name, (ignored.get(name) ?? 0) + 1);
  }
  const [most] = [...ignored].sort(([, one], [, other]) => other - one);
  return most === undefined ? [] : [most[0].replace('messages', counted(most[1]))];
}

function counted(messages: number): string {
  return messages === 1 ? 'one message' : `${messages} messages`;
}

/** Neighbouring votes of one voter and term for two candidates, if the story tells of both. */
function doubleVotes(index: TraceIndex, story: Story): readonly [Vote, Vote][] {
  const votes = votesGiven(index).filter(({ line }) => story.rowOf(line.step) !== null);
  const pairs = votes.flatMap((second, place): [Vote, Vote][] => {
    const first = votes.slice(0, place).findLast((vote) => {
      return vote.voter === second.voter && vote.term === second.term;
    });
    return first === undefined || first.candidate === second.candidate ? [] : [[first, second]];
  });
  return pairs.slice(0, 1);
}

/** Why the first vote did not bind: a crash lost it, or the voter did not check it. */
function forgottenVote(index: TraceIndex, story: Story, first: Vote, second: Vote): string[] {
  const name = nodeName(first.voter);
  const vote = `its vote for ${whom(first)}`;
  const between = index.trace.slice(first.line.step - 1, second.line.step);
  const crash = between.find(({ event }) => event.kind === 'crashed' && event.node === first.voter);
  if (crash !== undefined) {
    const reason = whyLost(index, first, crash);
    if (reason === null) return [];
    return [`${name} lost ${vote} in the crash${placeOf(crash, story)}: ${reason}.`];
  }
  const { before } = second.line;
  if (before?.currentTerm !== first.term || before.votedFor !== first.candidate) return [];
  return [`${name} still held ${vote} when it voted for ${whom(second)}.`];
}

/** Null if the disk held the vote all the same: then the crash is not the cause. */
function whyLost(
  index: TraceIndex,
  { voter, term, candidate }: Vote,
  { step, event: crash }: TraceLine,
): string | null {
  const writes = index.trace.slice(0, step).flatMap(({ event }) => {
    return event.kind === 'persisted' && event.node === voter ? [event.durable] : [];
  });
  const kept = writes.at(-1);
  if (kept?.currentTerm === term && kept.votedFor === candidate) return null;
  const wasUnderWay = crash.kind === 'crashed' && crash.lostWrites > 0;
  return wasUnderWay ? 'it had not been synced' : 'it had not been written';
}

/** A voter that knew more than the candidate it elected (section 5.4.1). */
function voteForShorterLog(index: TraceIndex, story: Story): string[] {
  const hints = votesGiven(index).flatMap(({ voter, candidate, line }) => {
    const { event, before } = line;
    if (story.rowOf(line.step) === null || event.kind !== 'received') return [];
    const asked = index.senderOf(event)?.after?.log;
    const own = before?.log;
    if (asked === undefined || own === undefined || !isAhead(own, asked)) return [];
    const who = `${nodeName(voter)} voted for ${nodeName(candidate)}${placeOf(line, story)}`;
    const logs = `${lastEntryText(own)} against ${lastEntryText(asked)}`;
    return [`${who} although its own log was more up-to-date: ${logs}.`];
  });
  return hints.slice(0, 1);
}

function placeOf(line: TraceLine, story: Story): string {
  const row = story.rowOf(line.step);
  return row === null ? '' : ` at step ${row}`;
}

function whom({ voter, candidate }: Vote): string {
  return voter === candidate ? 'itself' : nodeName(candidate);
}
