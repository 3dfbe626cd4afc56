/** What became of the pinned findings: a line for each, then how many are as expected. */
import type { Finding } from '../../search/finding.ts';
import { counted, tookText, type TimeTaken } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style } from './style.ts';

/** One pinned file. */
export interface CheckLine {
  readonly file: string;
  /** Null for a file that cannot be read. */
  readonly finding: Finding | null;
  readonly expect: 'violated' | 'held' | null;
  readonly isFine: boolean;
  /** It was not performed, since its target is not there: neither fine nor broken. */
  readonly isLeftOut: boolean;
  /** What happened, as the rest of a sentence about the target. */
  readonly text: string;
}

/** The lines as text; what it took stands below them, if that is known. */
export function renderChecks(
  folder: string,
  lines: readonly CheckLine[],
  style: Style,
  took: TimeTaken | null = null,
): string {
  if (lines.length === 0) {
    const none = paragraph([span(' ✖ ', 'broken')], `nothing is pinned in ${folder}`, 'broken');
    return `${printPage(none, style)}\n`;
  }
  const time = took === null ? [] : [[span(tookText(took), 'quiet')]];
  const page = [...lines.flatMap(checkLines), EMPTY_LINE, totalLine(lines), ...time];
  return `${printPage(page, style)}\n`;
}

function totalLine(lines: readonly CheckLine[]): Line {
  const leftOut = lines.filter(({ isLeftOut }) => isLeftOut).length;
  const performed = lines.length - leftOut;
  const failed = lines.filter(({ isFine, isLeftOut }) => !isFine && !isLeftOut).length;
  const rest = leftOut === 0 ? '' : `; ${leftOut} not performed`;
  if (failed > 0) {
    const of = counted(performed, 'pinned finding');
    return [span(` ✖ ${failed} of ${of} not as expected${rest}`, 'broken')];
  }
  if (performed === 0) return [span(` ✖ none of ${counted(leftOut, 'pinned finding')} performed`)];
  const all = [span(` ✔ ${counted(performed, 'pinned finding')}, all as expected`, 'held')];
  return leftOut === 0 ? all : [...all, span(rest, 'strong')];
}

function checkLines({ file, finding, isFine, isLeftOut, text }: CheckLine): readonly Line[] {
  const mark = isLeftOut
    ? span(' – ', 'quiet')
    : span(isFine ? ' ✔ ' : ' ✖ ', isFine ? 'held' : 'broken');
  if (finding === null) return paragraph([mark], text);
  const name = [mark, span(`${finding.target}  `, 'strong')];
  const where = isFine || isLeftOut ? [] : paragraph([span('     ')], file, 'quiet');
  return [...paragraph(name, `${text}  (${finding.id})`), ...where];
}
