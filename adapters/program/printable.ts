/** Foreign text in messages of one line. */

const MAX_SHOWN = 120;

/** The beginning of a text, harmless for a terminal. */
export function shortened(text: string): string {
  const start = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return start.replace(/\p{Cc}/gu, '?');
}
