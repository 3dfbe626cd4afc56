/** What became of the pinned findings: a line for each, then how many are as expected. */
import type { Finding } from '../../search/finding.ts';
import { counted } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style } from './style.ts';

/** One pinned file. */
export interface CheckLine {
  readonly file: string;
  /** Null for a file that cannot be read. */
  readonly finding: Finding | null;
  readonly expect: 'violated' | 'held' | null;
  readonly isFine: boolean;
  /** What happened, as the rest of a sentence about the target. */
  readonly text: string;
}

/** Pinned files of a target that nobody has brought. */
export interface LeftOut {
  readonly target: string;
  readonly files: number;
  /** What to do about it. */
  readonly advice: string;
}

/** The lines as text of at most 100 columns. */
export function renderChecks(
  folder: string,
  lines: readonly CheckLine[],
  style: Style,
  leftOut: readonly LeftOut[] = [],
): string {
  const rest = leftOut.flatMap(leftOutLines);
  if (lines.length === 0 && rest.length > 0) {
    const nothing = [span(` ✖ nothing that is pinned in ${folder} was performed`, 'broken')];
    return `${printPage([...rest, EMPTY_LINE, nothing], style)}\n`;
  }
  if (lines.length === 0) {
    return `${printPage([[span(` ✖ nothing is pinned in ${folder}`, 'broken')]], style)}\n`;
  }
  const failed = lines.filter(({ isFine }) => !isFine).length;
  const total: Line =
    failed === 0
      ? [span(` ✔ ${counted(lines.length, 'pinned finding')}, all as expected`, 'held')]
      : [
          span(
            ` ✖ ${failed} of ${counted(lines.length, 'pinned finding')} not as expected`,
            'broken',
          ),
        ];
  return `${printPage([...lines.flatMap(checkLines), ...rest, EMPTY_LINE, total], style)}\n`;
}

function checkLines({ file, finding, isFine, text }: CheckLine): readonly Line[] {
  const mark = span(isFine ? ' ✔ ' : ' ✖ ', isFine ? 'held' : 'broken');
  if (finding === null) return paragraph([mark], text);
  const name = [mark, span(`${finding.target}  `, 'strong')];
  const where = isFine ? [] : paragraph([span('     ')], file, 'quiet');
  return [...paragraph(name, `${text}  (${finding.id})`), ...where];
}

function leftOutLines({ target, files, advice }: LeftOut): readonly Line[] {
  const what = `${counted(files, 'pinned finding')} left out: ${advice}`;
  return paragraph([span(' ○ ', 'quiet'), span(`${target}  `, 'strong')], what);
}
