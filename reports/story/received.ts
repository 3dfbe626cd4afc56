/** What the arrival of a message did, in a sentence of a few words. */
import type { Received } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { majorityOf, nodeName, type NodeView } from '../../trace/view.ts';
import type { TraceIndex } from './trace-index.ts';
import { messageNoun } from './messages.ts';
import { entriesText, firstDifference, isAhead, lastEntryText, mismatchText } from './logs.ts';
import { numberField } from './message-fields.ts';
import { claimOnArrival } from './claim.ts';
import { hasChanged } from './standing.ts';
import { votersHeard } from './votes.ts';

/** The sentence of a line whose event is this arrival. */
export function receivedSentence(line: TraceLine, event: Received, index: TraceIndex): string {
  return arrivalSentence(line, event, index) + fallenMatch(line);
}

/** What a leader knew of a peer and knows no more: no lane shows it. */
function fallenMatch({ before, after }: TraceLine): string {
  if (before?.role !== 'leader' || after?.role !== 'leader') return '';
  if (before.currentTerm !== after.currentTerm) return '';
  const earlier = before.matchIndex ?? [];
  const now = after.matchIndex ?? [];
  const slot = earlier.findIndex((match, at) => match > (now[at] ?? match));
  if (slot === -1) return '';
  const change = `from ${earlier[slot]} to ${now[slot]}`;
  return `, which sets its matchIndex for ${nodeName(slot + 1)} back ${change}`;
}

/** `commits up to entry 1, of term 1`: the term where it is not the leader's own. */
function commitText({ role, commitIndex, currentTerm, log }: NodeView): string {
  const term = log[commitIndex - 1]?.term ?? currentTerm;
  const ofTerm = role === 'leader' && term !== currentTerm ? `, of term ${term}` : '';
  return `commits up to entry ${commitIndex}${ofTerm}`;
}

function arrivalSentence(line: TraceLine, event: Received, index: TraceIndex): string {
  switch (event.meaning.kind) {
    case 'requestVote':
      return requested(line, event, index);
    case 'voteReply':
      return voted(line, event, index);
    case 'appendEntries':
    case 'appendReply':
    case 'other':
      return replicated(line, event, index);
  }
}

function requested(line: TraceLine, event: Received, index: TraceIndex): string {
  const { before, after } = line;
  const [voter, candidate] = [nodeName(event.node), nodeName(event.from)];
  const { term } = event.meaning;
  const reply = index.sentBy(line).find(({ node, meaning }) => {
    return node === event.from && meaning.kind === 'voteReply';
  });
  if (reply?.meaning.kind !== 'voteReply') {
    const hasVoted = after?.votedFor === event.from && before?.votedFor !== event.from;
    const voted = `${voter} votes for ${candidate} in term ${term}, and does not answer yet`;
    return hasVoted ? voted : `${voter} gets ${candidate}'s request for term ${term}`;
  }
  if (reply.meaning.voteGranted) return granted(line, event, reply.meaning.term);
  const why = reasonOf(line, event, index);
  const kept = after?.votedFor === event.from && after.currentTerm === term;
  const although = kept ? `, and yet its vote of term ${term} is for ${candidate}` : '';
  return `${voter} refuses ${candidate} its vote in term ${term}${why}${although}`;
}

/** A vote by the wire, and where the voter's view differs, by the view as well. */
function granted({ before, after }: TraceLine, event: Received, answeredTerm: number): string {
  const [voter, candidate] = [nodeName(event.node), nodeName(event.from)];
  const { term } = event.meaning;
  const held = before?.votedFor ?? null;
  const isSecond = before?.currentTerm === term && held !== null && held !== event.from;
  const first = held === event.node ? 'itself' : nodeName(held ?? 0);
  const although = isSecond ? `, although its vote was for ${first}` : '';
  const isStill = before?.role === 'leader' && after?.role === 'leader';
  const stays = isStill && before.currentTerm !== after.currentTerm ? ' and stays leader' : '';
  const asked = answeredTerm === term ? '' : `, asked for one of term ${term}`;
  const votes = `${voter} votes for ${candidate} in term ${answeredTerm}${asked}`;
  return `${votes}${although}${stays}${viewBeside(after, event, answeredTerm)}`;
}

function viewBeside(after: NodeView | null, event: Received, term: number): string {
  if (after === null) return '';
  const { currentTerm, votedFor } = after;
  if (currentTerm !== term) return `, but is in term ${currentTerm}`;
  if (votedFor === event.from) return '';
  if (votedFor === null) return ', but keeps no vote';
  return `, but keeps a vote for ${votedFor === event.node ? 'itself' : nodeName(votedFor)}`;
}

/** Whether a vote that was given in an earlier term is still held in the term of this request. */
export function isOldVote({ before, after }: TraceLine, { meaning, from }: Received): boolean {
  const held = after?.votedFor ?? null;
  if (before === null || held === null || held === from) return false;
  // Who does not learn the term has no other vote to give, nor another reason to refuse.
  if (after?.currentTerm !== meaning.term) return false;
  return before.currentTerm < meaning.term && held === before.votedFor;
}

/** Why a vote is refused, as far as it can be seen from outside. */
function reasonOf(line: TraceLine, event: Received, index: TraceIndex): string {
  const { before, after } = line;
  const { term } = event.meaning;
  if (before !== null && term < before.currentTerm) return `: it is in term ${before.currentTerm}`;
  const logs = logsAhead(line, event, index);
  const log = logs === null ? '' : `: its log is ahead, ${logs}`;
  if (after !== null && after.currentTerm < term)
    return `${log}; it stays in term ${after.currentTerm}`;
  const held = after?.votedFor ?? null;
  if (before !== null && isOldVote(line, event)) {
    const whom = held === event.node ? 'itself' : nodeName(held ?? 0);
    return `: it holds on to its vote for ${whom} of term ${before.currentTerm}`;
  }
  if (held === event.node) return ': it voted for itself';
  if (held !== null && held !== event.from) return `: it voted for ${nodeName(held)}`;
  return log;
}

/** `entry 2 of term 1 against no entry`; null where the voter's log is not ahead. */
export function logsAhead(line: TraceLine, event: Received, index: TraceIndex): string | null {
  const asked = index.senderOf(event)?.after?.log;
  const own = line.after?.log;
  if (asked === undefined || own === undefined || !isAhead(own, asked)) return null;
  return `${lastEntryText(own)} against ${lastEntryText(asked)}`;
}

function voted(line: TraceLine, event: Received, index: TraceIndex): string {
  const { before, after } = line;
  const [node, voter] = [nodeName(event.node), nodeName(event.from)];
  const { meaning } = event;
  if (after !== null && after.role === 'leader' && before?.role !== 'leader') {
    return elected(line, event, after, index);
  }
  if (hasChanged(before, after)) return changeSentence(line, event);
  const noun = meaning.kind === 'voteReply' && meaning.voteGranted ? 'vote' : 'refusal';
  const isAwaited = before?.role === 'candidate' && before.currentTerm === meaning.term;
  const now = isAwaited || before === null ? '' : `, ${before.role} of term ${before.currentTerm}`;
  return `${voter}'s ${noun} of term ${meaning.term} reaches ${node}${now}`;
}

/** How a node came to lead: with the votes of its term, or with others. */
function elected(line: TraceLine, event: Received, after: NodeView, index: TraceIndex): string {
  const node = nodeName(event.node);
  const { currentTerm } = after;
  const votes = votersHeard(index, line, event.node).length;
  const counted = `${votes} of ${index.nodes} votes`;
  if (votes >= majorityOf(index.nodes))
    return `${node} has ${counted} and leads term ${currentTerm}`;
  if (event.meaning.term === currentTerm)
    return `${node} leads term ${currentTerm} with ${counted}`;
  const stale = `${nodeName(event.from)}'s vote of term ${event.meaning.term}`;
  return `${stale} makes ${node} leader of term ${currentTerm}, with ${counted} of that term`;
}

function replicated(line: TraceLine, event: Received, index: TraceIndex): string {
  const claim = claimOnArrival(event, index);
  const refusal = refusalOf(line, event, index);
  if (hasChanged(line.before, line.after)) return changeSentence(line, event) + refusal + claim;
  const [node, sender] = [nodeName(event.node), nodeName(event.from)];
  if (refusal !== '') return `${node} gets ${sender}'s AppendEntries${refusal}${claim}`;
  return `${node} gets ${sender}'s ${messageNoun(event)}${commitNotMade(line, event)}${claim}`;
}

/** That the leader has committed more than the receiver commits now. */
function commitNotMade({ after }: TraceLine, { message, meaning }: Received): string {
  if (meaning.kind !== 'appendEntries' || after === null) return '';
  const leaderCommit = numberField(message, 'leaderCommit') ?? 0;
  if (leaderCommit <= after.commitIndex) return '';
  return ` with leaderCommit ${leaderCommit}; its own commitIndex stays ${after.commitIndex}`;
}

/** Whether a step answers AppendEntries with a refusal. */
export function refusesEntries(line: TraceLine, index: TraceIndex): boolean {
  const { event } = line;
  if (event.kind !== 'received' || event.meaning.kind !== 'appendEntries') return false;
  return index.sentBy(line).some(({ node, meaning }) => {
    return node === event.from && meaning.kind === 'appendReply' && meaning.success === false;
  });
}

/** That the receiver refuses AppendEntries, and why, as far as it can be seen from outside. */
function refusalOf(line: TraceLine, event: Received, index: TraceIndex): string {
  if (event.meaning.kind !== 'appendEntries') return '';
  if (!refusesEntries(line, index)) return '';
  const { currentTerm = 0, log = [] } = line.after ?? {};
  const { term } = event.meaning;
  if (term < currentTerm) return ` and refuses it: it is in term ${currentTerm}`;
  const prevLogIndex = numberField(event.message, 'prevLogIndex');
  const prevLogTerm = numberField(event.message, 'prevLogTerm');
  if (prevLogIndex === null || prevLogTerm === null) return ' and refuses it';
  const asked = `prevLogIndex is ${prevLogIndex}, prevLogTerm ${prevLogTerm}`;
  return ` and refuses it: ${asked}, ${mismatchText(log, prevLogIndex, prevLogTerm)}`;
}

/** Whatever a message changed, most important first. */
function changeSentence({ before, after }: TraceLine, { node, from, meaning }: Received): string {
  const [name, sender] = [nodeName(node), nodeName(from)];
  if (before === null || after === null) return `${name} hears from ${sender}`;
  const { currentTerm } = after;
  const wasMore = before.role !== 'follower' && after.role === 'follower';
  const leads = meaning.kind === 'appendEntries' ? `${sender} leads term ${meaning.term}: ` : '';
  const parts: string[] = [];
  if (wasMore) parts.push(`steps down to follower of term ${currentTerm}`);
  else if (before.role !== after.role) parts.push(`becomes ${after.role} of term ${currentTerm}`);
  else if (before.currentTerm !== currentTerm) parts.push(`hears of term ${currentTerm}`);
  const growth = after.log.length - before.log.length;
  if (growth > 0)
    parts.push(`appends ${growth === 1 ? 'entry' : 'entries up to'} ${after.log.length}`);
  if (growth <= 0) parts.push(...dropped(before.log, after.log));
  if (after.commitIndex !== before.commitIndex) {
    parts.push(commitText(after));
  }
  if (parts.length > 0) return `${leads}${name} ${listed(parts)}`;
  return `${leads}${name} changes its ${before.votedFor === after.votedFor ? 'log' : 'vote'}`;
}

/** What a log lost: entries that others replaced, and entries that nothing replaced. */
function dropped(before: NodeView['log'], after: NodeView['log']): string[] {
  const first = firstDifference(before, after);
  if (first === null) return [];
  const gone = before.slice(first - 1);
  const now = after.slice(first - 1);
  const which = gone.length === 1 ? `entry ${first}` : `entries ${first} to ${before.length}`;
  const lost = `${which} ${entriesText(gone)}`;
  return [now.length === 0 ? `drops ${lost}` : `replaces ${lost} by ${entriesText(now)}`];
}

/** `a`, `a and b`, `a, b and c` */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
