/** A term that a crash took from a node: what it had told others in that term (section 5.1). */
import type { Received } from '../../../trace/event.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { nodeName, type NodeId } from '../../../trace/view.ts';
import { aMessage } from '../messages.ts';
import type { TraceIndex } from '../trace-index.ts';
import { causeAt, type Cause } from './cause.ts';
import { lostWriteSince } from './unsynced.ts';

/** "Persistent state: currentTerm", "updated on stable storage before responding" (Figure 2). */
export function forgottenTerm(index: TraceIndex, restart: TraceLine | null): Cause[] {
  if (restart?.event.kind !== 'booted' || restart.after === null) return [];
  const { node } = restart.event;
  const { currentTerm: term } = restart.after;
  const life = lifeBefore(index, node, restart.step);
  const crash = life.at(-1);
  if (crash?.event.kind !== 'crashed') return [];
  const lived = Math.max(...life.map(({ before }) => before?.currentTerm ?? 0));
  const disk = diskTerms(index, node, crash.step);
  // What was on the disk was lost by other means than a write that came too late.
  if (lived <= term || disk.some((written) => written >= lived)) return [];
  const promise = life.find(
    ({ event }) => event.kind === 'sent' && event.flight.meaning.term === lived,
  );
  if (promise?.event.kind === 'sent') {
    return [promised(index, { node, lived, promise, flight: promise.event.flight, crash })];
  }
  const learned = life.find(({ after }) => after?.currentTerm === lived) ?? crash;
  const reason = lostWriteSince(index, node, learned, crash) ? 'synced' : 'written';
  const was = `${nodeName(node)} was in term ${lived} when it crashed`;
  return [causeAt(crash, (at) => `${was} ${at}, and that term had not been ${reason}.`)];
}

interface Promised {
  readonly node: NodeId;
  readonly lived: number;
  readonly promise: TraceLine;
  readonly flight: Received;
  readonly crash: TraceLine;
}

/** Others go by a message that its sender has forgotten. */
function promised(index: TraceIndex, { node, lived, promise, flight, crash }: Promised): Cause {
  const told = `${aMessage(flight)} of term ${lived}`;
  const sent = `${nodeName(node)} sent ${nodeName(flight.node)} ${told}`;
  const held = diskTerms(index, node, promise.step).at(-1);
  const disk = held === undefined ? 'its disk held nothing' : `its disk held term ${held}`;
  const step = index.causeOf(promise);
  return {
    lines: [step, crash],
    text(at) {
      const where = at(crash) === at(step) ? 'in that step' : at(crash);
      return `${sent} ${at(step)} while ${disk}; the crash ${where} forgot that term.`;
    },
  };
}

/** All lines of a node since it last booted, up to the crash before this restart. */
function lifeBefore(index: TraceIndex, node: NodeId, restart: number): readonly TraceLine[] {
  const own = index.trace.slice(0, restart - 1).filter(({ event }) => {
    return event.kind !== 'lost' && 'node' in event && event.node === node;
  });
  const booted = own.findLastIndex(({ event }) => event.kind === 'booted');
  const life = own.slice(booted + 1);
  const crashed = life.findLastIndex(({ event }) => event.kind === 'crashed');
  return life.slice(0, crashed + 1);
}

/** The terms that the disk has held up to a step, the latest last. */
function diskTerms(index: TraceIndex, node: NodeId, step: number): readonly number[] {
  return index.trace.slice(0, step).flatMap(({ event }) => {
    return event.kind === 'persisted' && event.node === node ? [event.durable.currentTerm] : [];
  });
}
