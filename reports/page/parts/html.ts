/** Text within HTML: whatever a target calls itself, it stays text. */
import { xmlText } from '../../story/escaped.ts';

/** As content or as the value of an attribute. */
export function text(value: string): string {
  // HTML before version 5 has no &apos;, and needs none here: attributes are in double quotes.
  return xmlText(value).replaceAll('&apos;', '&#39;');
}

/** For those who hear the page: what a sign or a colour says. */
export function heard(value: string): string {
  return `<span class="heard">${text(value)}</span>`;
}
