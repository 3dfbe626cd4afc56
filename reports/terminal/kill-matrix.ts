/** The kill matrix for a terminal: one line per broken Raft, then what must survive. */
import type { MatrixRow, Score } from '../../search/kill-matrix.ts';
import { duration, grouped } from './numbers.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from './page.ts';
import type { Style } from './style.ts';

const COLUMNS = { name: 31, by: 23, engine: 11, runs: 8, length: 8, shortest: 6 } as const;

/** The matrix as text of at most 100 columns. */
export function renderMatrix(rows: readonly MatrixRow[], score: Score, style: Style): string {
  const due = rows.filter(({ expected }) => expected === 'killed');
  const controls = rows.filter(({ expected }) => expected === 'survives');
  const lines: readonly Line[] = [
    heading('must be killed', 'by', 'engine', 'run', 'length', 'known'),
    ...due.map(rowLine),
    EMPTY_LINE,
    ...(controls.length === 0
      ? []
      : [heading('must survive', 'judged', '', 'runs', '', ''), ...controls.map(rowLine)]),
    EMPTY_LINE,
    ...summaryLines(rows, score),
  ];
  return `${printPage(lines, style)}\n`;
}

/** One line, as soon as it is known. */
export function rowLine(row: MatrixRow): Line {
  const { id, isAsExpected, needs } = row;
  const mark = span(` ${isAsExpected ? '✔' : '✖'} `, isAsExpected ? 'held' : 'broken');
  const name = span(id.padEnd(COLUMNS.name + 1), isAsExpected ? 'plain' : 'strong');
  const rest = row.expected === 'killed' ? killCells(row) : survivalCells(row);
  return [mark, name, ...rest, span(needs.length > 0 ? `  ${needs.join(', ')}` : '', 'quiet')];
}

function killCells(row: MatrixRow): Line {
  const { kill, by, attacks, shortest } = row;
  if (kill === null) {
    const runs = attacks.reduce((sum, attack) => sum + attack.runs, 0);
    return [span(`survived ${grouped(runs)} runs, and must break ${by ?? 'something'}`, 'broken')];
  }
  const { property, engine, runs } = kill;
  return [
    span(property.padEnd(COLUMNS.by + 1)),
    span(engine.padEnd(COLUMNS.engine), 'quiet'),
    span(grouped(runs).padStart(COLUMNS.runs)),
    span(lengthText(row).padStart(COLUMNS.length)),
    span((shortest === null ? '' : String(shortest)).padStart(COLUMNS.shortest), 'quiet'),
  ];
}

/** `6 ∎` for a length that is proven to be the shortest, `2 a` for actions of a scenario. */
function lengthText({ kill, length }: MatrixRow): string {
  const finding = kill?.finding ?? null;
  if (finding === null || length === null) return '-  ';
  if (finding.run.kind === 'scenario') return `${length} a`;
  return finding.shrinking.result === 'proven shortest' ? `${length} ∎` : `${length}  `;
}

function survivalCells({ kill, by, attacks }: MatrixRow): Line {
  const judged = (by ?? 'all properties').padEnd(COLUMNS.by + 1);
  if (kill !== null)
    return [span(`died of ${kill.property} in run ${grouped(kill.runs)}`, 'broken')];
  const runs = attacks.reduce((sum, attack) => sum + attack.runs, 0);
  return [
    span(judged),
    span(''.padEnd(COLUMNS.engine)),
    span(grouped(runs).padStart(COLUMNS.runs)),
  ];
}

function heading(...names: readonly [string, string, string, string, string, string]): Line {
  const [name, by, engine, runs, length, shortest] = names;
  const text =
    `   ${name.padEnd(COLUMNS.name + 1)}${by.padEnd(COLUMNS.by + 1)}` +
    `${engine.padEnd(COLUMNS.engine)}${runs.padStart(COLUMNS.runs)}` +
    `${length.padStart(COLUMNS.length)}${shortest.padStart(COLUMNS.shortest)}`;
  return [span(text, 'quiet')];
}

function summaryLines(rows: readonly MatrixRow[], { killed, total }: Score): readonly Line[] {
  const controls = rows.filter(({ expected }) => expected === 'survives');
  const surviving = controls.filter(({ isAsExpected }) => isAsExpected).length;
  const kills = rows.flatMap(({ expected, kill }) => (expected === 'killed' && kill ? [kill] : []));
  const isGood = killed === total && surviving === controls.length;
  const label = span(isGood ? ' ✔ ' : ' ✖ ', isGood ? 'held' : 'broken');
  const proven = kills.filter(({ finding }) => {
    return finding?.shrinking.result === 'proven shortest';
  });
  return [
    [
      label,
      span(`${killed} of ${total} killed, ${surviving} of ${controls.length} survive`, 'strong'),
    ],
    ...labelled('Runs', `to kill: median ${grouped(median(kills.map(({ runs }) => runs)))}`),
    ...labelled(
      'Shrinking',
      `median ${duration(median(kills.map(({ shrinkMs }) => shrinkMs)))}, at worst ` +
        `${duration(Math.max(0, ...kills.map(({ shrinkMs }) => shrinkMs)))}; ` +
        `${proven.length} of ${kills.length} proven to be the shortest (∎)`,
    ),
  ];
}

function labelled(label: string, text: string): readonly Line[] {
  return paragraph([span(`   ${label.padEnd(11)}`, 'quiet')], text);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
