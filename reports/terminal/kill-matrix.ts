/** The kill matrix for a terminal: one line per broken Raft, then what must survive. */
import type { MatrixRow, Score } from '../../search/canary/kill-matrix.ts';
import { duration, grouped } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style } from './style.ts';

/** Columns of what must be killed: names start at the left, numbers end at the right. */
const NAME = 28;
const BY = 24;
const ENGINE = 8;
const RUN = 7;
const TIME = 7;
const LENGTH = 10;

/** Columns of what must survive. */
const CONTROL_NAME = 37;
const JUDGES = 24;
const SURVIVED = 10;

/** The matrix as text of at most 100 columns. */
export function renderMatrix(rows: readonly MatrixRow[], score: Score, style: Style): string {
  const due = rows.filter(({ expected }) => expected === 'killed');
  const controls = rows.filter(({ expected }) => expected === 'survives');
  const lines: readonly Line[] = [
    ...(due.length === 0 ? [] : [killHeading(), ...due.map(rowLine), EMPTY_LINE]),
    ...(controls.length === 0 ? [] : [survivalHeading(), ...controls.map(rowLine), EMPTY_LINE]),
    ...summaryLines(due, controls, score),
  ];
  return `${printPage(lines, style)}\n`;
}

/** One line, as soon as it is known. */
export function rowLine(row: MatrixRow): Line {
  const { id, expected, isAsExpected } = row;
  const mark = span(` ${isAsExpected ? '✔' : '✖'} `, isAsExpected ? 'held' : 'broken');
  const isDue = expected === 'killed';
  const name = id.padEnd(isDue ? NAME : CONTROL_NAME);
  const cells = isDue ? killCells(row) : survivalCells(row);
  return [mark, span(name, isAsExpected ? 'plain' : 'strong'), ...cells];
}

function killCells(row: MatrixRow): Line {
  const { kill, judgedBy, attacks } = row;
  if (kill === null) {
    return [
      span(
        `survived ${runsText(attacks)}, and must break ${(judgedBy ?? []).join(', ')}`,
        'broken',
      ),
    ];
  }
  const { property, engine, runs, huntMs } = kill;
  return [
    span(property.padEnd(BY)),
    span((engine === 'timed' ? 'timed' : 'advers.').padEnd(ENGINE), 'quiet'),
    span(grouped(runs).padStart(RUN)),
    span(duration(huntMs).padStart(TIME), 'quiet'),
    span(lengthText(row).padStart(LENGTH)),
    span(needsText(row), 'quiet'),
  ];
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

function survivalCells({ kill, judgedBy, attacks }: MatrixRow): Line {
  if (kill !== null) {
    return [span(`died of ${kill.property} in run ${grouped(kill.runs)}`, 'broken')];
  }
  return [span(judgesText(judgedBy).padEnd(JUDGES)), span(runsText(attacks).padStart(SURVIVED))];
}

function judgesText(judgedBy: MatrixRow['judgedBy']): string {
  if (judgedBy === null) return 'all properties';
  const [first = '', ...others] = judgedBy;
  return others.length === 0 ? first : `${judgedBy.length} properties`;
}

function runsText(attacks: MatrixRow['attacks']): string {
  return `${grouped(attacks.reduce((sum, { runs }) => sum + runs, 0))} runs`;
}

function killHeading(): Line {
  const left = `   ${'must be killed'.padEnd(NAME)}${'by'.padEnd(BY)}${'engine'.padEnd(ENGINE)}`;
  const numbers = `${'run'.padStart(RUN)}${'after'.padStart(TIME)}${'length'.padStart(LENGTH)}`;
  return [span(`${left}${numbers}  needs`, 'quiet')];
}

function survivalHeading(): Line {
  const names = `${'must survive'.padEnd(CONTROL_NAME)}${'judged by'.padEnd(JUDGES)}`;
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
  return [
    [
      span(isGood ? ' ✔ ' : ' ✖ ', isGood ? 'held' : 'broken'),
      span(`${killed} of ${total} killed, ${surviving} of ${controls.length} survive`, 'strong'),
    ],
    ...(kills.length === 0
      ? []
      : [
          ...labelled('Runs', `to kill, in the median: ${grouped(medianOf(kills, 'runs'))}`),
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
