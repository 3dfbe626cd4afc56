/** Same input, same trace: proved by performing a run twice and comparing fingerprints. */
import { AnsweredDifferently, type Target } from '../../simulator/target.ts';
import { nodeOf, outlineOf } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import { nodeName } from '../../trace/view.ts';
import type { SavedRun } from '../finding.ts';
import { Digest } from '../../trace/digest.ts';
import type { Scenario } from '../../faults/scenario.ts';
import { performScenario } from './perform-scenario.ts';
import { recordRun } from './record.ts';

/** Where two performances of the same thing part. */
export type Divergence =
  /** The first event that differs, as each run had it; `step` is its number, from 1. */
  | {
      readonly kind: 'event';
      readonly step: number;
      readonly first: string;
      readonly second: string;
    }
  /** The same request got two answers: which request, and where the answers differ. */
  | { readonly kind: 'answer'; readonly text: string };

/** False if two performances of the same scenario differ anywhere. */
export function isDeterministic(target: Target, scenario: Scenario): boolean {
  return digestOf(target, scenario) === digestOf(target, scenario);
}

/** Performs a run twice; null if both performances are the same, as far as can be seen. */
export function divergenceOf(target: Target, run: SavedRun): Divergence | null {
  let one: ReturnType<typeof recordRun>;
  let other: ReturnType<typeof recordRun>;
  try {
    one = recordRun(target, run, null);
    other = recordRun(target, run, null);
  } catch (error) {
    if (!(error instanceof AnsweredDifferently)) throw error;
    return { kind: 'answer', text: error.message };
  }
  if (one.digest === other.digest) return null;
  const length = Math.max(one.trace.length, other.trace.length);
  for (let index = 0; index < length; index += 1) {
    const first = lineText(one.trace[index]);
    const second = lineText(other.trace[index]);
    if (first !== second) return { kind: 'event', step: index + 1, first, second };
  }
  return null;
}

function digestOf(target: Target, scenario: Scenario): string {
  const digest = new Digest();
  performScenario(target, scenario, { sought: null, observers: [digest] });
  return digest.value;
}

/** Enough to tell two events apart, and for a person to find them in a log. */
function lineText(line: TraceLine | undefined): string {
  if (line === undefined) return 'the run is over';
  const { timeMs, event, after } = line;
  const node = event.kind === 'sent' ? event.node : nodeOf(event);
  const parts = [`${event.kind}${node === 0 ? '' : ` at ${nodeName(node)}`}`, detailOf(event)];
  if (after !== null) {
    const { role, currentTerm, votedFor, log, commitIndex } = after;
    const last = log.at(-1);
    const entries = last === undefined ? 'no entry' : `${log.length} entries to ${last.command}`;
    parts.push(`then ${role} of term ${currentTerm}, vote ${votedFor ?? 'free'}, ${entries}`);
    parts.push(`committed ${commitIndex}`);
  }
  return `${parts.filter((part) => part !== '').join(', ')}, ${timeMs} ms`;
}

function detailOf(event: TraceLine['event']): string {
  switch (event.kind) {
    case 'timerFired':
      return `timer ${event.timer}`;
    case 'received':
      return `${event.meaning.kind} of ${nodeName(event.from)}, term ${event.meaning.term}`;
    case 'sent':
    case 'lost':
    case 'duplicated': {
      const { meaning, from } = event.flight;
      return `${meaning.kind} of ${nodeName(from)}, term ${meaning.term}`;
    }
    case 'threw':
      return outlineOf(event);
    default:
      return '';
  }
}
