/** Reports are compared as text that people read; `WHITEWATER_GOLDEN=write` rewrites it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { columnsOf } from '../../reports/terminal/page.ts';
import { PLAIN_STYLE, USUAL_COLUMNS, type Style } from '../../reports/terminal/style.ts';

const REWRITE = 'WHITEWATER_GOLDEN=write npx ava test/reports';

/** Compares a report with `golden/<name>.txt`. */
export function matchesGolden(
  t: ExecutionContext,
  name: string,
  report: string,
  columns = USUAL_COLUMNS,
): void {
  const path = fileURLToPath(new URL(`./golden/${name}.txt`, import.meta.url));
  if (process.env['WHITEWATER_GOLDEN'] === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, report);
  }
  t.true(existsSync(path), `there is no golden/${name}.txt yet: run ${REWRITE}, and read it`);
  const golden = readFileSync(path, 'utf8');
  t.is(report, golden, `not as in golden/${name}.txt; if it is better now, run ${REWRITE}`);
  const widest = Math.max(...report.split('\n').map(columnsOf));
  t.true(widest <= columns, `a line of ${name} has ${widest} columns, and ${columns} are allowed`);
}

/** The same report at the usual width and at two more: `<name>`, `<name>-100`, `<name>-140`. */
export function matchesAllWidths(
  t: ExecutionContext,
  name: string,
  render: (style: Style) => string,
): void {
  matchesGolden(t, name, render(PLAIN_STYLE));
  for (const columns of [100, 140]) {
    matchesGolden(t, `${name}-${columns}`, render({ ...PLAIN_STYLE, columns }), columns);
  }
}
