/** What a live target's adapter shows of a node, checked before the world believes it. */
import { supports } from '../../simulator/capabilities.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, LogEntry, NodeView } from '../../trace/view.ts';
import { durableFault, KnownAnswers, meaningFault, viewFault } from '../answer-fault.ts';
import type { LiveDefinition, LiveView } from './live-target.ts';

const NO_LOG: readonly LogEntry[] = [];

/** Of logs, only copies are shown to it: live code goes on writing to its own. */
const KNOWN = new KnownAnswers();

/** What the adapter says cannot be: its defect, whatever the code under test did. */
export class AdapterFault extends Error {
  override readonly name = 'AdapterFault';

  /** Says where; an error of any other kind was thrown by the adapter itself. */
  static of(index: string, error: unknown): AdapterFault {
    if (error instanceof AdapterFault) return new AdapterFault(`${index} ${error.message}`);
    return new AdapterFault(`${index} threw ${String(error)}`);
  }
}

type Promises = Pick<LiveDefinition<never>, 'capabilities' | 'viewDurable'>;

/**
 * The same reference as before if nothing changed. Throws an {@link AdapterFault} for what no node
 * can have, and for a view that shows less than the target promises.
 */
export function viewOf(
  seen: LiveView,
  before: NodeView | null,
  nodes: number,
  promises: Promises,
): NodeView {
  const { role, currentTerm, votedFor, commitIndex = 0 } = seen;
  const log = logOf(seen.log, before);
  const matchIndex = matchIndexOf(seen.matchIndex, before);
  if (
    before !== null &&
    before.role === role &&
    before.currentTerm === currentTerm &&
    before.votedFor === votedFor &&
    before.log === log &&
    before.commitIndex === commitIndex &&
    before.matchIndex === matchIndex
  ) {
    return before;
  }
  const view = { role, currentTerm, votedFor, log, commitIndex, matchIndex };
  refuse(viewFault(view, before, nodes, KNOWN));
  refuse(logFault(seen, promises));
  return view;
}

/** Throws an {@link AdapterFault} for an unknown kind of message, or an impossible term. */
export function meaningOf(meaning: WireMeaning): WireMeaning {
  refuse(meaningFault(meaning));
  return meaning;
}

/** Throws an {@link AdapterFault} for a term, a vote or a log that no disk can hold. */
export function durableOf(durable: DurableView): DurableView {
  refuse(durableFault(durable, KNOWN));
  return durable;
}

/** A log is judged by what is committed, and that must be on disks: both have to be seen. */
function logFault(
  { log, commitIndex }: LiveView,
  { capabilities = {}, viewDurable }: Promises,
): string | null {
  if (supports(capabilities, 'proposals') && (log === undefined || commitIndex === undefined)) {
    return 'no log or no commitIndex, which a target that takes proposals must show';
  }
  return log !== undefined && log.length > 0 && viewDurable === undefined
    ? 'a log, and so the target needs a function viewDurable'
    : null;
}

/** The log of before if it is the same; otherwise a copy, wherever the array comes from. */
function logOf(log: unknown, before: NodeView | null): readonly LogEntry[] {
  if (log === undefined) return NO_LOG;
  const known = before?.log ?? NO_LOG;
  // What is no list is refused with the rest of the view.
  if (!Array.isArray(log)) return log as readonly LogEntry[];
  const entries = log as readonly unknown[];
  let place = 0;
  while (place < entries.length && isSame(entries[place], known[place])) place += 1;
  if (place === entries.length && place === known.length) return known;
  return [...known.slice(0, place), ...Array.from(entries.slice(place), copyOf)];
}

function isSame(entry: unknown, known: LogEntry | undefined): boolean {
  if (known === undefined || typeof entry !== 'object' || entry === null) return false;
  const { term, command } = entry as Partial<LogEntry>;
  return term === known.term && command === known.command;
}

/** An entry of live code may hold more than others see. */
function copyOf(entry: unknown): LogEntry {
  if (typeof entry !== 'object' || entry === null) return entry as LogEntry;
  const { term, command } = entry as LogEntry;
  return { term, command };
}

function matchIndexOf(matchIndex: unknown, before: NodeView | null): readonly number[] | null {
  if (matchIndex === undefined || matchIndex === null) return null;
  if (!Array.isArray(matchIndex)) return matchIndex as readonly number[];
  const indices = matchIndex as readonly number[];
  const known = before?.matchIndex ?? null;
  const isKnown =
    known?.length === indices.length && known.every((index, slot) => index === indices[slot]);
  return isKnown ? known : Array.from(indices);
}

function refuse(fault: string | null): void {
  if (fault !== null) throw new AdapterFault(`answers ${fault}`);
}
