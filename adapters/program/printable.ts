/** Foreign text in messages of one line. */
import { printable } from '../../trace/printable.ts';

const MAX_SHOWN = 120;

/** The beginning of a text, harmless for a terminal. */
export function shortened(text: string): string {
  return printable(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}
