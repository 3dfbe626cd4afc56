/** The kill matrix for a terminal: one line per broken Raft, then what must survive. */
import type { MatrixRow, Score } from '../../search/canary/kill-matrix.ts';
import { duration, grouped, timeTaken, type TimeTaken } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style, Tone } from './style.ts';

/** Marks stand before the names. */
const MARK = 3;
const NAME = 28;

/** One column of what must be killed, beside the names. */
interface Column {
  readonly title: string;
  readonly width: number;
  readonly isNumber?: boolean;
  readonly tone?: Tone;
  readonly text: (row: MatrixRow, kill: Kill) => string;
}

type Kill = NonNullable<MatrixRow['kill']>;

const BY: Column = { title: 'by', width: 24, text: (_row, { property }) => property };
const ENGINE: Column = {
  title: 'engine',
  width: 8,
  tone: 'quiet',
  text: (_row, { engine }) => (engine === 'timed' ? 'timed' : `${engine.slice(0, 6)}.`),
};
const RUN: Column = {
  title: 'run',
  width: 7,
  isNumber: true,
  text: (_row, { engine, runs }) => (engine === 'exhaustive' ? '-' : grouped(runs)),
};
const AFTER: Column = {
  title: 'after',
  width: 7,
  isNumber: true,
  tone: 'quiet',
  text: (_row, { huntMs }) => duration(huntMs),
};
const LENGTH: Column = { title: 'length', width: 10, isNumber: true, text: lengthText };
const NEEDS: Column = { title: '  needs', width: 13, tone: 'quiet', text: needsText };

/** The widest table first: what matters least is left out first. */
const TABLES: readonly (readonly Column[])[] = [
  [BY, ENGINE, RUN, AFTER, LENGTH, NEEDS],
  [BY, ENGINE, RUN, AFTER, LENGTH],
  [BY, ENGINE, RUN, LENGTH],
  [BY, RUN, LENGTH],
  [BY],
];

function tableFor(columns: number): readonly Column[] {
  const table = TABLES.find((shown) => {
    return MARK + NAME + shown.reduce((sum, { width }) => sum + width, 0) <= columns;
  });
  return table ?? [BY];
}

function inColumn(text: string, { width, isNumber }: Column): string {
  return isNumber === true ? text.padStart(width) : text.padEnd(width);
}

/** Columns of what must survive. */
const CONTROL_NAME = 37;
const JUDGES = 24;
const SURVIVED = 10;

/** The matrix as text; where it is too wide, what matters least is left out. */
export function renderMatrix(
  rows: readonly MatrixRow[],
  score: Score,
  style: Style,
  took?: TimeTaken,
): string {
  const { columns } = style;
  const due = rows.filter(({ expected }) => expected === 'killed');
  const controls = rows.filter(({ expected }) => expected === 'survives');
  const lines: readonly Line[] = [
    ...(due.length === 0
      ? []
      : [killHeading(columns), ...due.map((row) => rowLine(row, columns)), EMPTY_LINE]),
    ...(controls.length === 0
      ? []
      : [survivalHeading(columns), ...controls.map((row) => rowLine(row, columns)), EMPTY_LINE]),
    ...summaryLines(due, controls, score),
    ...(took === undefined ? [] : labelled('Work', `took ${timeTaken(took.wallMs, took.cpuMs)}`)),
  ];
  return `${printPage(lines, style)}\n`;
}

/** One line, as soon as it is known. */
export function rowLine(row: MatrixRow, columns: number): Line {
  const { id, expected, isAsExpected } = row;
  const mark = span(` ${isAsExpected ? '✔' : '✖'} `, isAsExpected ? 'held' : 'broken');
  const isDue = expected === 'killed';
  const name = `${id} `.padEnd(isDue ? NAME : CONTROL_NAME);
  const named = [mark, span(name, isAsExpected ? 'plain' : 'strong')];
  return [...named, ...(isDue ? killCells(row, columns) : survivalCells(row, columns))];
}

function killCells(row: MatrixRow, columns: number): Line {
  const { kill, judgedBy, attacks } = row;
  if (kill === null) {
    const text = `survived ${runsText(attacks)}, and must break ${(judgedBy ?? []).join(', ')}`;
    return paragraph([], text, 'broken').flat();
  }
  // What a long name takes, the column beside it gives: the others stay where they are.
  const taken = Math.max(0, `${row.id} `.length - NAME);
  return tableFor(columns).map((column) => {
    const width = column === BY ? column.width - taken : column.width;
    return span(inColumn(column.text(row, kill), { ...column, width }), column.tone);
  });
}

/**
 * `6 ∎` for a length that is proven to be the shortest, `12 (11)` for one of which a shorter is
 * known, `2 a` for actions of a scenario.
 */
function lengthText({ kill, length, shortest }: MatrixRow): string {
  const finding = kill?.finding ?? null;
  if (finding === null || length === null) return '-  ';
  if (finding.run.kind === 'scenario') return `${length} a`;
  if (finding.shrinking.result === 'proven shortest') return `${length} ∎`;
  return shortest === null || shortest === length ? `${length}  ` : `${length} (${shortest})`;
}

/** The page and the JSON name them all. */
function needsText({ needs }: MatrixRow): string {
  const [first, ...others] = needs;
  if (first === undefined) return '';
  return others.length === 0 ? `  ${first.slice(0, 11)}` : `  ${first.slice(0, 9)} …`;
}

function survivalCells({ kill, judgedBy, attacks }: MatrixRow, columns: number): Line {
  if (kill !== null) {
    const text = `died of ${kill.property} in run ${grouped(kill.runs)}`;
    return paragraph([], text, 'broken').flat();
  }
  const survived = span(runsText(attacks).padStart(SURVIVED));
  const hasRoom = MARK + CONTROL_NAME + JUDGES + SURVIVED <= columns;
  return hasRoom ? [span(judgesText(judgedBy).padEnd(JUDGES)), survived] : [survived];
}

function judgesText(judgedBy: MatrixRow['judgedBy']): string {
  if (judgedBy === null) return 'all properties';
  const [first = '', ...others] = judgedBy;
  return others.length === 0 ? first : `${judgedBy.length} properties`;
}

function runsText(attacks: MatrixRow['attacks']): string {
  return `${grouped(attacks.reduce((sum, { runs }) => sum + runs, 0))} runs`;
}

function killHeading(columns: number): Line {
  const titles = tableFor(columns).map((column) => inColumn(column.title, column));
  return [span(`   ${'must be killed'.padEnd(NAME)}${titles.join('')}`, 'quiet')];
}

function survivalHeading(columns: number): Line {
  const hasRoom = MARK + CONTROL_NAME + JUDGES + SURVIVED <= columns;
  const judges = hasRoom ? 'judged by'.padEnd(JUDGES) : '';
  const names = `${'must survive'.padEnd(CONTROL_NAME)}${judges}`;
  return [span(`   ${names}${'survived'.padStart(SURVIVED)}`, 'quiet')];
}

function summaryLines(
  due: readonly MatrixRow[],
  controls: readonly MatrixRow[],
  { killed, total }: Score,
): readonly Line[] {
  const surviving = controls.filter(({ isAsExpected }) => isAsExpected).length;
  const kills = due.flatMap(({ kill }) => (kill === null ? [] : [kill]));
  const isGood = killed === total && surviving === controls.length;
  const proven = kills.filter(({ finding }) => finding?.shrinking.result === 'proven shortest');
  const shrinkMs = kills.map((kill) => kill.shrinkMs);
  const hunted = kills.filter(({ engine }) => engine !== 'exhaustive');
  return [
    [
      span(isGood ? ' ✔ ' : ' ✖ ', isGood ? 'held' : 'broken'),
      span(`${killed} of ${total} killed, ${surviving} of ${controls.length} survive`, 'strong'),
    ],
    ...(kills.length === 0
      ? []
      : [
          ...labelled('Runs', `to kill, in the median: ${grouped(medianOf(hunted, 'runs'))}`),
          ...labelled(
            'Shrinking',
            `${duration(medianOf(kills, 'shrinkMs'))} in the median, ` +
              `${duration(Math.max(...shrinkMs))} at worst`,
          ),
          ...labelled(
            'Length',
            `∎ says that all shorter runs were tried: ${proven.length} of ${kills.length}; ` +
              '(n): shorter is known; a: actions, where time decides',
          ),
        ]),
  ];
}

function labelled(label: string, text: string): readonly Line[] {
  return paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text);
}

function medianOf(
  kills: readonly { readonly runs: number; readonly shrinkMs: number }[],
  field: 'runs' | 'shrinkMs',
): number {
  const values = kills.map((kill) => kill[field]).sort((one, other) => one - other);
  return values[Math.floor(values.length / 2)] ?? 0;
}
