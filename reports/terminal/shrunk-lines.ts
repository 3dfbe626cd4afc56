/** From the run that was met to the one that is shown, and what is proved of it. */
import type { Finding } from '../../search/finding.ts';
import { shrinkingText } from '../story/shrinking-text.ts';
import { paragraph, span, unbroken, type Line } from './page.ts';

/** Who met the run, what shrinking made of it, and the proof if there is one. */
export function shrunkLines(finding: Finding): readonly Line[] {
  const { found, shrunk, proof } = shrinkingText(finding);
  return [
    ...labelled('Found', found),
    ...labelled('Shrunk', shrunk.map(unbroken).join('   ')),
    ...labelled('Proof', proof),
  ];
}

function labelled(label: string, text: string | null): readonly Line[] {
  return text === null ? [] : paragraph([span(`   ${label.padEnd(9)}`, 'quiet')], text);
}
