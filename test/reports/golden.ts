/** Reports are compared as text that people read; `WHITEWATER_GOLDEN=write` rewrites it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const REWRITE = 'WHITEWATER_GOLDEN=write npx ava test/reports';

/** Compares a report with `golden/<name>.txt`. */
export function matchesGolden(t: ExecutionContext, name: string, report: string): void {
  const path = fileURLToPath(new URL(`./golden/${name}.txt`, import.meta.url));
  if (process.env['WHITEWATER_GOLDEN'] === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, report);
  }
  t.true(existsSync(path), `there is no golden/${name}.txt yet: run ${REWRITE}, and read it`);
  const golden = readFileSync(path, 'utf8');
  t.is(report, golden, `not as in golden/${name}.txt; if it is better now, run ${REWRITE}`);
  const widest = Math.max(...report.split('\n').map((line) => [...line].length));
  t.true(widest <= 100, `a line of ${name} has ${widest} columns, and 100 are allowed`);
}
