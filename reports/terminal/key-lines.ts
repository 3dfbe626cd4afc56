/** The key of a report, as a paragraph under its lanes. */
import { keyOf, type Shown } from '../story/key.ts';
import { paragraph, span, unbroken, type Line } from './page.ts';

export function keyLines(shown: Shown): readonly Line[] {
  const text = keyOf(shown).map(unbroken).join(', ');
  return paragraph([span('   Key      ', 'quiet')], text, 'quiet');
}
