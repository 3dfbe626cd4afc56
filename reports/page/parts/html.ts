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

/** An entry of a list of names and what is said of them; the latter is HTML. */
export function item(name: string, html: string): string {
  return `<div><dt>${text(name)}</dt><dd>${html}</dd></div>`;
}

/** The same words as the beginning of a sentence. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
