/** What happened at one line of a trace, in a sentence of a few words. */
import type { Crashed, TraceEvent } from '../../trace/event.ts';
import type { Sent, TraceLine } from '../../trace/trace.ts';
import { nodeName, type NodeView } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import type { Chronicle } from './chronicle.ts';
import { messageNoun } from './messages.ts';
import { receivedSentence } from './received.ts';
import { hasChanged } from './standing.ts';
import { standsForElection } from './votes.ts';

/** The sentence of a line that stands alone; lost messages are told together elsewhere. */
export function sentenceOf(line: TraceLine, told: Chronicle, by: Blame): string {
  const { event } = line;
  switch (event.kind) {
    case 'received':
      return receivedSentence(line, event, told);
    case 'timerFired':
    case 'proposed':
      return ownStep(line, event);
    case 'booted':
      return booted(line, event.node, told);
    case 'crashed':
      return crashed(event);
    case 'persisted':
    case 'applied':
    case 'sent':
    case 'lost':
    case 'duplicated':
      return bookkeeping(event);
    default:
      return disturbance(line, event.kind, by);
  }
}

function ownStep(line: TraceLine, event: TraceEvent & { kind: 'timerFired' | 'proposed' }): string {
  const { before, after } = line;
  const node = nodeName(event.node);
  if (event.kind === 'proposed') {
    const isTaken = hasChanged(before, after);
    const vainly = isTaken ? '' : ', in vain';
    return `a client proposes ${JSON.stringify(event.command)} to ${node}${vainly}`;
  }
  if (after === null || !hasChanged(before, after)) return `${node}: timer ${event.timer} fires`;
  if (standsForElection(line)) {
    const leads = after.role === 'leader' ? ' and leads at once' : '';
    return `${node} times out and stands for term ${after.currentTerm}${leads}`;
  }
  return givesUp(node, before, after) ?? `${node}: timer ${event.timer} fires`;
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

function booted({ step, after }: TraceLine, id: number, told: Chronicle): string {
  const node = nodeName(id);
  if (after === null) return `${node} restarts`;
  const lived = told.trace.findLast((line) => {
    return line.step < step && line.event.kind === 'crashed' && line.event.node === id;
  })?.before;
  const vote = after.votedFor === null ? 'no vote' : `its vote for ${nodeName(after.votedFor)}`;
  const forgets =
    lived != null && (lived.currentTerm !== after.currentTerm || lived.votedFor !== after.votedFor);
  const keeps = forgets ? 'and remembers only' : 'with';
  return `${node} restarts ${keeps} term ${after.currentTerm}, ${vote}`;
}

function crashed({ node, during, lostWrites }: Crashed): string {
  const when = during === null ? 'crashes' : 'crashes in the middle of a step';
  if (lostWrites === 0) return `${nodeName(node)} ${when}`;
  const lost = lostWrites === 1 ? 'a write that was' : `${lostWrites} writes that were`;
  return `${nodeName(node)} ${when} and loses ${lost} not synced`;
}

type Bookkeeping = (TraceEvent | Sent) & {
  kind: 'persisted' | 'applied' | 'sent' | 'lost' | 'duplicated';
};

function bookkeeping(event: Bookkeeping): string {
  switch (event.kind) {
    case 'persisted': {
      const { currentTerm, votedFor, log } = event.durable;
      const vote = votedFor === null ? 'no vote' : `vote for ${nodeName(votedFor)}`;
      const kept = `term ${currentTerm}, ${vote}, ${log.length} entries`;
      const verb = event.synced ? 'has on disk' : 'writes, unsynced; its disk has';
      return `${nodeName(event.node)} ${verb}: ${kept}`;
    }
    case 'applied':
      return `${nodeName(event.node)} applies entry ${event.index}`;
    case 'sent':
      return `${nodeName(event.node)} sends a ${messageNoun(event.flight.meaning)}`;
    case 'lost':
      return `a ${messageNoun(event.flight.meaning)} is lost`;
    case 'duplicated':
      return `the network doubles a ${messageNoun(event.flight.meaning)}`;
  }
}

function disturbance(line: TraceLine, kind: TraceEvent['kind'], by: Blame): string {
  const action = by.actionOf(line);
  if (action !== null) {
    // The weather has no lane that could show the id.
    return kind === 'networkDisturbed' ? `${action.id}: ${action.text}` : action.text;
  }
  // What no action did is the healing at the end, told once for all of it.
  return 'healing: all faults end';
}
