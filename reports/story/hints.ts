/** What the witness leaves unsaid and the trace shows: a cause behind the steps, in one sentence. */
import { nodeOf } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName, type LogEntry, type NodeId } from '../../trace/view.ts';
import type { Finding } from '../../search/finding.ts';
import type { Chronicle } from './chronicle.ts';
import type { Story } from './row.ts';
import { votesGiven, type Vote } from './votes.ts';

/** A sentence that is true of this trace; none if nothing is known. More would be a second report. */
export function hintsOf(told: Chronicle, finding: Finding, story: Story): readonly string[] {
  switch (finding.property) {
    case 'election-safety':
    case 'one-vote-per-term':
      return doubleVotes(told, finding).flatMap((pair) => forgottenVote(told, story, ...pair));
    case 'leader-completeness':
    case 'state-machine-safety':
    case 'log-matching':
      return votesForShorterLogs(told, finding, story).slice(0, 1);
    default:
      return [];
  }
}

/** Neighbouring votes of one voter and term for two candidates. */
function doubleVotes(told: Chronicle, { witness }: Finding): readonly [Vote, Vote][] {
  const votes = votesGiven(told).filter(({ line }) => line.step <= witness.step);
  const pairs = votes.flatMap((second, place): [Vote, Vote][] => {
    const first = votes.slice(0, place).findLast((vote) => {
      return vote.voter === second.voter && vote.term === second.term;
    });
    return first === undefined || first.candidate === second.candidate ? [] : [[first, second]];
  });
  return pairs.slice(0, 1);
}

/** Why the first vote did not bind: the crash that took it, or nobody asked for it. */
function forgottenVote(told: Chronicle, story: Story, first: Vote, second: Vote): string[] {
  const { voter, term } = first;
  const between = told.trace.slice(first.line.step - 1, second.line.step);
  const own = between.filter(({ event }) => event.kind !== 'sent' && nodeOf(event) === voter);
  const crash = own.find(({ event }) => event.kind === 'crashed');
  const name = nodeName(voter);
  if (crash !== undefined) {
    return [`${name} lost its vote for ${nodeName(first.candidate)} in the crash${placeOf(crash, story)}: ${whyLost(told, first, crash)}.`];
  }
  const { before } = second.line;
  if (before?.currentTerm !== term || before.votedFor !== first.candidate) return [];
  return [`${name} still held its vote for ${whom(first)} when it voted for ${whom(second)}.`];
}

function whyLost(told: Chronicle, { voter, term, candidate }: Vote, crash: TraceLine): string {
  const writes = told.trace.slice(0, crash.step).flatMap(({ event }) => {
    return event.kind === 'persisted' && event.node === voter ? [event.durable] : [];
  });
  const kept = writes.at(-1);
  if (kept?.currentTerm === term && kept.votedFor === candidate) return 'its disk still held it';
  const { event } = crash;
  if (event.kind === 'crashed' && event.lostWrites > 0) return 'it had not been synced';
  return 'it had not been written';
}

/** Voters that knew more than the candidate they elected (section 5.4.1). */
function votesForShorterLogs(told: Chronicle, { witness }: Finding, story: Story): string[] {
  return votesGiven(told).flatMap((vote) => {
    const { voter, candidate, line } = vote;
    if (voter === candidate || line.step > witness.step || line.event.kind !== 'received') return [];
    const row = story.rowOf(line.step);
    const asked = told.senderOf(line.event)?.after?.log;
    const own = line.before?.log;
    if (row === null || asked === undefined || own === undefined || !isAhead(own, asked)) return [];
    return [`${nodeName(voter)} voted for ${nodeName(candidate)}${placeOf(line, story)} although its own log was more up-to-date: ${logText(own)} against ${logText(asked)}.`];
  });
}

/** "The log with the later term is more up-to-date", else "whichever log is longer". */
function isAhead(own: readonly LogEntry[], other: readonly LogEntry[]): boolean {
  const [ownTerm, otherTerm] = [own.at(-1)?.term ?? 0, other.at(-1)?.term ?? 0];
  return ownTerm === otherTerm ? own.length > other.length : ownTerm > otherTerm;
}

function logText(log: readonly LogEntry[]): string {
  const last = log.at(-1);
  return last === undefined ? 'no entry' : `entry ${log.length} of term ${last.term}`;
}

function placeOf(line: TraceLine, story: Story): string {
  const row = story.rowOf(line.step);
  return row === null ? '' : ` at step ${row}`;
}

function whom({ voter, candidate }: { voter: NodeId; candidate: NodeId }): string {
  return voter === candidate ? 'itself' : nodeName(candidate);
}
