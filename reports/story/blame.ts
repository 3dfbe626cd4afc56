/** Which kept part of a run stands behind an event: a fault in a report goes by its id. */
import type { Lost } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { Kept } from './kept.ts';

export interface Blame {
  /** The fault that a line comes from; null for what the healing at the end does. */
  faultOf(line: TraceLine): Kept | null;
  /** The fault that made the network lose a message; null when none did. */
  loserOf(line: TraceLine, lost: Lost): Kept | null;
  /** The fault by which a message that arrives stays in flight as well; null if it does not. */
  copierOf(line: TraceLine): Kept | null;
  /** Whether a line shows a decision without which the violation is gone. */
  isNeeded(line: TraceLine): boolean;
}
