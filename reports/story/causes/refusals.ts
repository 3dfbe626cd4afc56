/** Requests that are refused again and again, and why. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeView } from '../../../trace/view.ts';
import { isAhead, lastEntryText, logsText } from '../logs.ts';
import { isOldVote } from '../received.ts';
import { moreTimes, placeOf, type Period } from './period.ts';

/** Worst first: what no rule explains, a vote of another term, a log; then what the paper asks. */
type Reason = 'none' | 'oldVote' | 'log' | 'term' | 'voted';

const ORDER: readonly Reason[] = ['none', 'oldVote', 'log', 'term', 'voted'];

interface Refusal {
  readonly reason: Reason;
  /** Who refused whom: with the reason, what is counted together. */
  readonly who: string;
  readonly text: string;
  readonly isVote: boolean;
  readonly line: TraceLine;
}

/** The gravest kind of refusals, by the pair of nodes in which it happened most often. */
export function refusals(period: Period, isGrave: boolean): string[] {
  const hasLeader = period.lines.some(({ after }) => after?.role === 'leader');
  const all = period.lines
    .flatMap((line) => refusalAt(line, period))
    .filter(({ reason }) => (reason === 'none' || reason === 'oldVote') === isGrave)
    // Where votes elect leaders, those that are refused are no obstacle.
    .filter(({ reason, isVote }) => isGrave || !isVote || !hasLeader || reason === 'log');
  const groups = new Map<string, Refusal[]>();
  for (const refusal of all) {
    const key = `${refusal.reason} ${refusal.who}`;
    groups.set(key, [...(groups.get(key) ?? []), refusal]);
  }
  const [gravest] = [...groups.values()].sort((one, other) => {
    const byReason = rankOf(one) - rankOf(other);
    return byReason === 0 ? other.length - one.length : byReason;
  });
  const [first] = gravest ?? [];
  if (first === undefined || gravest === undefined) return [];
  const { who, text, line } = first;
  return [`${who} ${placeOf(line, period)}${moreTimes(gravest.length)}: ${text}.`];
}

function rankOf([first]: readonly Refusal[]): number {
  return first === undefined ? ORDER.length : ORDER.indexOf(first.reason);
}

function refusalAt(line: TraceLine, period: Period): Refusal[] {
  const { event } = line;
  if (event.kind !== 'received') return [];
  const answer = period.index.sentBy(line).find(({ node, meaning }) => {
    const isRefusal =
      (meaning.kind === 'voteReply' && !meaning.voteGranted) ||
      (meaning.kind === 'appendReply' && meaning.success === false);
    return isRefusal && node === event.from;
  });
  if (answer === undefined || line.after === null) return [];
  const [node, sender] = [nodeName(event.node), nodeName(event.from)];
  if (event.meaning.kind === 'appendEntries') {
    const who = `${node} refused AppendEntries of ${sender}`;
    return [{ who, line, isVote: false, ...appendReason(event, line.after, period) }];
  }
  if (event.meaning.kind !== 'requestVote') return [];
  const who = `${node} refused ${sender} its vote`;
  return [{ who, line, isVote: true, ...voteReason(line, event, line.after, period) }];
}

type Explained = Pick<Refusal, 'reason' | 'text'>;

function appendReason(event: Received, after: NodeView, { index }: Period): Explained {
  const { meaning } = event;
  const { currentTerm, log } = after;
  if (meaning.term < currentTerm) return { reason: 'term', text: termText(meaning, currentTerm) };
  const leaders = index.senderOf(event)?.after?.log ?? [];
  return { reason: 'log', text: logsText(log, leaders) };
}

function voteReason(
  line: TraceLine,
  event: Received,
  after: NodeView,
  { index }: Period,
): Explained {
  const { before } = line;
  const { meaning, from, node } = event;
  const { currentTerm, votedFor, log } = after;
  if (meaning.term < currentTerm) return { reason: 'term', text: termText(meaning, currentTerm) };
  if (votedFor !== null && votedFor !== from) {
    const whom = votedFor === node ? 'itself' : nodeName(votedFor);
    if (before !== null && isOldVote(line, event)) {
      const text = `it held on to its vote for ${whom} of term ${before.currentTerm}`;
      return { reason: 'oldVote', text };
    }
    return { reason: 'voted', text: `it had voted for ${whom} in term ${currentTerm}` };
  }
  const asked = index.senderOf(event)?.after?.log ?? [];
  const compared = `${lastEntryText(log)} against ${lastEntryText(asked)}`;
  if (isAhead(log, asked)) return { reason: 'log', text: `its own log was ahead, ${compared}` };
  const vote = votedFor === null ? 'it held no vote' : 'its vote was for that candidate';
  return {
    reason: 'none',
    text: `though ${vote} in term ${currentTerm}, and its log was not ahead, ${compared}`,
  };
}

function termText({ term }: Received['meaning'], currentTerm: number): string {
  return `it was in term ${currentTerm}, the sender in term ${term}`;
}
