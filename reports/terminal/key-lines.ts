/** What the letters in the lanes mean, as a paragraph under them. */
import { keyOf } from '../story/key.ts';
import type { Story } from '../story/row.ts';
import { paragraph, span, unbroken, type Line } from './page.ts';

/** One paragraph; the number after a role is the term. */
export function keyLines({ rows }: Story): readonly Line[] {
  const { parts, hasRoles } = keyOf(rows);
  if (parts.length === 0) return [];
  const roles = hasRoles ? ' (number: term)' : '';
  const text = parts.map(unbroken).join(', ');
  return paragraph([span('   Key      ', 'quiet')], `${text}${unbroken(roles)}`, 'quiet');
}
