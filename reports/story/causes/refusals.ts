/** Requests that are refused again and again, and why. */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeView } from '../../../trace/view.ts';
import { lastEntryText } from '../logs.ts';
import { isOldVote, logsAhead } from '../received.ts';
import { causeAt, type Cause } from './cause.ts';
import { moreTimes, type Period } from './period.ts';
import { mismatch, type RefusedEntries } from './refused-entries.ts';

/** Worst first: what no rule explains, a vote of another term, a log; then what the paper asks. */
type Reason = 'none' | 'oldVote' | 'log' | 'term' | 'voted';

const ORDER: readonly Reason[] = ['none', 'oldVote', 'log', 'term', 'voted'];

interface Refusal {
  readonly reason: Reason;
  /** Who refused whom: with the reason, what is counted together. */
  readonly who: string;
  readonly text: string;
  readonly line: TraceLine;
  readonly event: Received;
  readonly after: NodeView;
}

/** The gravest kind of refusals, by the pair of nodes in which it happened most often. */
export function refusals(period: Period, isGrave: boolean): Cause[] {
  const hasLeader = period.lines.some(({ after }) => after?.role === 'leader');
  const all = period.lines
    .flatMap((line) => refusalAt(line, period))
    .filter(({ reason }) => (reason === 'none' || reason === 'oldVote') === isGrave)
    // Where votes elect leaders, those that are refused are no obstacle.
    .filter((refusal) => isGrave || !isVote(refusal) || !hasLeader || refusal.reason === 'log');
  const groups = new Map<string, Refusal[]>();
  for (const refusal of all) {
    const key = `${refusal.reason} ${refusal.who}`;
    groups.set(key, [...(groups.get(key) ?? []), refusal]);
  }
  const [gravest = []] = [...groups.values()].sort((one, other) => {
    const byReason = rankOf(one) - rankOf(other);
    return byReason === 0 ? other.length - one.length : byReason;
  });
  const [first] = gravest;
  if (first === undefined) return [];
  return [first.reason === 'log' && !isVote(first) ? entriesCause(gravest) : cause(first, gravest)];
}

function isVote({ event }: Refusal): boolean {
  return event.meaning.kind === 'requestVote';
}

function rankOf([first]: readonly Refusal[]): number {
  return first === undefined ? ORDER.length : ORDER.indexOf(first.reason);
}

/** The first of a kind with its reason, and how many were refused for the very same one. */
function cause({ who, text, line }: Refusal, all: readonly Refusal[]): Cause {
  const same = all.filter((refusal) => refusal.text === text).length;
  const others = all.length - same;
  const likewise =
    others === 0
      ? ''
      : `; likewise ${others} more request${others === 1 ? '' : 's'}, in other terms`;
  return causeAt(line, (at) => `${who} ${at}${moreTimes(same)}: ${text}${likewise}.`);
}

function entriesCause(all: readonly Refusal[]): Cause {
  const refused = all.map(({ line, event, after }): RefusedEntries => ({ line, event, after }));
  return mismatch(refused);
}

function refusalAt(line: TraceLine, period: Period): Refusal[] {
  const { event, after } = line;
  if (event.kind !== 'received' || after === null) return [];
  const answer = period.index.sentBy(line).find(({ node, meaning }) => {
    const isRefusal =
      (meaning.kind === 'voteReply' && !meaning.voteGranted) ||
      (meaning.kind === 'appendReply' && meaning.success === false);
    return isRefusal && node === event.from;
  });
  if (answer === undefined) return [];
  const [node, sender] = [nodeName(event.node), nodeName(event.from)];
  const { meaning } = event;
  const frame = { line, event, after };
  if (meaning.kind === 'appendEntries') {
    const who = `${node} refused AppendEntries of ${sender}`;
    const isOfOldTerm = meaning.term < after.currentTerm;
    const text = isOfOldTerm ? termText(meaning, after.currentTerm) : '';
    return [{ ...frame, who, reason: isOfOldTerm ? 'term' : 'log', text }];
  }
  if (meaning.kind !== 'requestVote') return [];
  const who = `${node} refused ${sender} its vote`;
  return [{ ...frame, who, ...voteReason(line, event, after, period) }];
}

function voteReason(
  line: TraceLine,
  event: Received,
  after: NodeView,
  { index }: Period,
): Pick<Refusal, 'reason' | 'text'> {
  const { before } = line;
  const { meaning, from, node } = event;
  const { currentTerm, votedFor, log } = after;
  if (meaning.term < currentTerm) return { reason: 'term', text: termText(meaning, currentTerm) };
  const ahead = logsAhead(line, event, index);
  if (currentTerm < meaning.term && ahead === null) {
    const text = `it stayed in term ${currentTerm} when asked for term ${meaning.term}`;
    return { reason: 'oldVote', text };
  }
  if (votedFor !== null && votedFor !== from && currentTerm === meaning.term) {
    const whom = votedFor === node ? 'itself' : nodeName(votedFor);
    if (before !== null && isOldVote(line, event)) {
      const old = `its vote for ${whom} of term ${before.currentTerm}`;
      return {
        reason: 'oldVote',
        text: `it held on to ${old} when asked for term ${meaning.term}`,
      };
    }
    return { reason: 'voted', text: `it had voted for ${whom} in term ${currentTerm}` };
  }
  if (ahead !== null) return { reason: 'log', text: `its own log was ahead, ${ahead}` };
  const asked = index.senderOf(event)?.after?.log ?? [];
  const compared = `${lastEntryText(log)} against ${lastEntryText(asked)}`;
  const vote = votedFor === null ? 'it held no vote' : 'its vote was for that candidate';
  return {
    reason: 'none',
    text: `though ${vote} in term ${currentTerm}, and its log was not ahead, ${compared}`,
  };
}

function termText({ term }: Received['meaning'], currentTerm: number): string {
  return `it was in term ${currentTerm}, the sender in term ${term}`;
}
