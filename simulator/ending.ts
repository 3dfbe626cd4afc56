import { STANDS_STILL, type Threw } from '../trace/event.ts';
import { printable } from '../trace/printable.ts';
import type { NodeId } from '../trace/view.ts';
import { QuotingError, StandsStill } from './target.ts';

/** Why a world takes no further step. The world never throws what a target threw. */
export type Ending =
  | { readonly kind: 'halted' }
  | { readonly kind: 'targetThrew'; readonly node: NodeId; readonly error: string }
  | { readonly kind: 'limitReached'; readonly limit: 'steps' | 'time' };

/** Whether a run has ended with a step that is known to stand still. */
export function hasStoodStill({ ending }: { readonly ending: Ending | null }): boolean {
  return ending?.kind === 'targetThrew' && ending.error === STANDS_STILL;
}

const MAX_ERROR = 300;

/** What a target threw, in one line without control characters. */
export function errorLine(error: unknown): string {
  if (error instanceof StandsStill) return STANDS_STILL;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : textOf(error);
  const line = printable(text.replace(/\p{Cc}+/gu, ' ').trim());
  return line.length > MAX_ERROR ? `${line.slice(0, MAX_ERROR - 1)}…` : line;
}

/** The fields of an event for what a target threw. */
export function thrownFields(error: unknown): Pick<Threw, 'error' | 'outline'> {
  const line = errorLine(error);
  if (!(error instanceof QuotingError) || error.outline === error.message) return { error: line };
  return { error: line, outline: `${error.name}: ${error.outline}` };
}

/** Anything can be thrown, also what cannot be made a text of. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'something that has no text';
  }
}
