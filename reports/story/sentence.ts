/** What happened at one line of a trace, in a sentence of a few words. */
import type { TraceEvent } from '../../trace/event.ts';
import type { Sent, TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeView } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import type { TraceIndex } from './trace-index.ts';
import { bootSentence, crashSentence } from './crash-sentence.ts';
import { deadEndSentence } from './dead-end-sentence.ts';
import { durableText } from './disk-text.ts';
import { aMessage, messageNoun } from './messages.ts';
import { claimBeyondView } from './claim.ts';
import { healingText } from './disturbances.ts';
import { receivedSentence } from './received.ts';
import { hasChanged } from './standing.ts';
import { timerName } from './timer-name.ts';
import { threwSentence } from './threw-sentence.ts';
import { candidateAt } from './votes.ts';

/** The sentence of a line that stands alone; lost messages are reported together elsewhere. */
export function sentenceOf(line: TraceLine, traceIndex: TraceIndex, by: Blame): string {
  const { event } = line;
  switch (event.kind) {
    case 'received':
      return receivedSentence(line, event, traceIndex);
    case 'timerFired':
    case 'proposed':
      return ownStep(line, event, traceIndex);
    case 'booted':
      return bootSentence(line, event, traceIndex);
    case 'crashed':
      return crashSentence(event, traceIndex);
    case 'threw':
      return threwSentence(event);
    case 'deadEnd':
      return deadEndSentence(event, traceIndex.trace);
    case 'persisted':
    case 'applied':
    case 'sent':
    case 'lost':
    case 'duplicated':
      return bookkeeping(event);
    default:
      return disturbance(line, event.kind, by, traceIndex);
  }
}

function ownStep(
  line: TraceLine,
  event: TraceEvent & { kind: 'timerFired' | 'proposed' },
  traceIndex: TraceIndex,
): string {
  const { before, after } = line;
  const node = nodeName(event.node);
  if (event.kind === 'proposed') return proposal(line, event, traceIndex);
  const sends = outgoing(line, traceIndex);
  const fires = `${node}'s ${timerName(event.timer)} fires${sends === '' ? '' : `, ${sends}`}`;
  if (after === null || !hasChanged(before, after)) return fires;
  if (before !== null && after.currentTerm < before.currentTerm) {
    return `${node} goes back from term ${before.currentTerm} to term ${after.currentTerm}`;
  }
  if (candidateAt(line) !== null) {
    const leads = after.role === 'leader' ? ' and leads at once' : '';
    return `${node} times out and stands for term ${after.currentTerm}${leads}`;
  }
  return (
    givesUp(node, before, after) ??
    startsToLead(node, before, after) ??
    changedVote(node, before, after) ??
    fires
  );
}

function proposal(
  line: TraceLine,
  { node, command }: TraceEvent & { kind: 'proposed' },
  traceIndex: TraceIndex,
): string {
  const { before, after } = line;
  const purpose = isProbe(line, traceIndex) ? ' (to see it committed)' : '';
  const proposes = `a client proposes ${JSON.stringify(command)} to ${nodeName(node)}${purpose}`;
  if (hasChanged(before, after)) {
    const commits = before !== null && after !== null && before.commitIndex < after.commitIndex;
    return commits ? `${proposes}, which commits up to entry ${after.commitIndex}` : proposes;
  }
  const sends = outgoing(line, traceIndex);
  return `${proposes}, which ${sends === '' ? 'does not take it' : `sends ${sends}`}`;
}

/** Whether a proposal is no part of the scenario: whoever leads after the healing is given one. */
function isProbe({ step, event }: TraceLine, { trace }: TraceIndex): boolean {
  if (event.kind !== 'proposed' || !/^healed-\d+$/.test(event.command)) return false;
  return trace.slice(0, step).some((line) => line.event.kind === 'healed');
}

/** What a step sends that changes nothing at its sender: heartbeats. */
function outgoing(line: TraceLine, traceIndex: TraceIndex): string {
  const sent = traceIndex.sentBy(line);
  const [first] = sent;
  if (first === undefined) return '';
  const to = sent.map(({ node }) => nodeName(node)).join(', ');
  return `${messageNoun(first)} to ${to}${claimBeyondView(first, line.after)}`;
}

/** Whoever wins by a timer has been counting on something else than a vote that arrives. */
function startsToLead(node: string, before: NodeView | null, after: NodeView): string | null {
  if (after.role !== 'leader' || before?.role === 'leader') return null;
  return `${node} becomes leader of term ${after.currentTerm}`;
}

function givesUp(node: string, before: NodeView | null, after: NodeView): string | null {
  if (before === null || before.role === 'follower' || after.role !== 'follower') return null;
  const what = before.role === 'leader' ? 'steps down as leader' : 'gives up its election';
  const isForgetful = before.votedFor !== null && after.votedFor === null;
  const sameTerm = before.currentTerm === after.currentTerm;
  return isForgetful && sameTerm
    ? `${node} ${what} of term ${after.currentTerm} and forgets its vote`
    : `${node} ${what} of term ${before.currentTerm}`;
}

/** Code that waits for a disk or a promise votes when its turn comes, not when it is asked. */
function changedVote(node: string, before: NodeView | null, after: NodeView): string | null {
  const { votedFor, currentTerm } = after;
  if (before === null || votedFor === null || before.votedFor === votedFor) return null;
  const isSameTerm = before.currentTerm === currentTerm;
  const first = isSameTerm && before.votedFor !== null ? nodeName(before.votedFor) : null;
  const although = first === null ? '' : `, having voted for ${first}`;
  return `${node} votes for ${nodeName(votedFor)} in term ${currentTerm}${although}`;
}

type Bookkeeping = (TraceEvent | Sent) & {
  kind: 'persisted' | 'applied' | 'sent' | 'lost' | 'duplicated';
};

function bookkeeping(event: Bookkeeping): string {
  switch (event.kind) {
    case 'persisted': {
      const verb = event.synced ? 'has on disk' : 'writes, unsynced; its disk has';
      return `${nodeName(event.node)} ${verb}: ${durableText(event.durable)}`;
    }
    case 'applied':
      return `${nodeName(event.node)} applies entry ${event.index}`;
    case 'sent':
      return `${nodeName(event.node)} sends ${aMessage(event.flight)}`;
    case 'lost':
      return `${aMessage(event.flight)} is lost`;
    case 'duplicated':
      return `the network doubles ${aMessage(event.flight)}`;
  }
}

function disturbance(
  line: TraceLine,
  kind: TraceEvent['kind'],
  by: Blame,
  traceIndex: TraceIndex,
): string {
  const action = by.faultOf(line);
  if (action !== null) {
    // A network fault has no lane that could show its id.
    return kind === 'networkDisturbed' ? `${action.id}: ${action.text}` : action.text;
  }
  // A disturbance without an action is the healing at the end, reported once for all of it.
  return healingText(traceIndex.trace);
}
