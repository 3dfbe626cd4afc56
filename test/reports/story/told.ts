/** What a report says of a trace written by hand whose last line breaks a property. */
import { LAB_TIMING } from '../../../core/timing.ts';
import type { PropertyId } from '../../../properties/property.ts';
import type { Story } from '../../../reports/story/row.ts';
import { tellStory } from '../../../reports/story/telling.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import type { LogEntry, NodeView } from '../../../trace/view.ts';
import { view, type Scribe } from '../written.ts';

export const NO_BLAME = {
  faultOf: () => null,
  loserOf: () => null,
  copierOf: () => null,
  isNeeded: () => false,
};

/** The causes; the violation is the last step, or time that passed after it. */
export function causesOf(
  scribe: Scribe,
  nodes: number,
  property: PropertyId,
  waitedMs = 0,
): readonly string[] {
  return told(scribe, nodes, property, waitedMs).causes;
}

/** The story. */
export function storyOf(scribe: Scribe, nodes: number, property: PropertyId): Story {
  return told(scribe, nodes, property, 0).story;
}

function told(scribe: Scribe, nodes: number, property: PropertyId, waitedMs: number) {
  const step = scribe.nextStep - 1;
  const timeMs = (scribe.trace.at(-1)?.timeMs ?? 0) + waitedMs;
  const witness = { observed: 'It broke.', because: [], step, timeMs };
  const violation = { property, witness, timing: LAB_TIMING };
  return tellStory(traceIndex(scribe.trace, nodes), violation, NO_BLAME);
}

/** `a@1 b@2` as a log. */
export function logOf(text: string): readonly LogEntry[] {
  if (text === '') return [];
  return text.split(' ').map((entry) => {
    const [command = '', term] = entry.split('@');
    return { command, term: Number(term) };
  });
}

/** A view with a log, and for leaders what they know of their peers. */
export function viewWith(
  role: NodeView['role'],
  currentTerm: number,
  more: { log?: string; votedFor?: number; commitIndex?: number; matchIndex?: readonly number[] },
): NodeView {
  const { log = '', votedFor = null, commitIndex = 0, matchIndex = null } = more;
  return { ...view(role, currentTerm, votedFor), log: logOf(log), commitIndex, matchIndex };
}

export const boot = (node: number, incarnation = 0) =>
  ({ kind: 'booted', node, incarnation }) as const;

export const timer = (node: number, name = 'election') =>
  ({ kind: 'timerFired', node, timer: name }) as const;
