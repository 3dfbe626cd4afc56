/** `run` hunts for known defects, too: whoever misses them has no business with new ones. */
import type { CanaryResult } from '../campaign/ledger/canaries.ts';
import { canaryInThread } from '../campaign/threads/canary-job.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { grouped } from '../reports/terminal/numbers.ts';
import { EMPTY_LINE, printPage, span } from '../reports/terminal/page.ts';
import type { MatrixRow } from '../search/canary/kill-matrix.ts';
import { judgedOfCanary } from './canary-cases.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { Interrupt } from './interrupt.ts';
import { seedText } from './quantity.ts';
import type { Told } from './target-hunt.ts';
import { print, warn } from './terminal.ts';

/** As many as `canary` makes if it is not told otherwise. */
const MAX_RUNS = 20_000;

/** Null if none was asked for, or not all of them were evaluated. */
export async function checkCanaries(
  ids: readonly string[],
  seed: number,
  interrupt: Interrupt,
  told: Told,
): Promise<CanaryResult | null> {
  if (ids.length === 0 || interrupt.hasStopped) return null;
  const rows: MatrixRow[] = [];
  const request = { ids, seed, maxRuns: MAX_RUNS, timing: LAB_TIMING };
  const underWay = canaryInThread(request, (row) => rows.push(row));
  const release = interrupt.onStop(() => underWay.stop());
  await underWay.done.finally(release);
  const left = ids.filter((id) => !rows.some((row) => row.id === id));
  const setting = `--seed ${seedText(seed)} --runs ${MAX_RUNS}`;
  const { cases = [] } = judgedOfCanary(rows, { left, setting, error: null });
  told.reporting.add({ cases });
  if (left.length > 0) {
    warn(`not finished: ${left.length} of ${ids.length} canaries were not evaluated`);
    return null;
  }
  const result = resultOf(rows);
  tell(result, told);
  return result;
}

function resultOf(rows: readonly MatrixRow[]): CanaryResult {
  const wrong = rows.filter(({ isAsExpected }) => !isAsExpected);
  const idsOf = (expected: MatrixRow['expected']): readonly string[] =>
    wrong.filter((row) => row.expected === expected).map(({ id }) => id);
  const asExpected = rows.length - wrong.length;
  return { asExpected, missed: idsOf('killed'), accused: idsOf('survives') };
}

/** A control that dies is a false alarm: worse than a defect that is missed. */
export function canaryCodeOf({ missed, accused }: CanaryResult): ExitCodeValue {
  if (accused.length > 0) return ExitCode.violation;
  return missed.length > 0 ? ExitCode.notMeaningful : ExitCode.expected;
}

/** What is wrong, one line each. */
export function canaryFaults({ missed, accused }: CanaryResult): readonly string[] {
  return [
    ...(missed.length === 0 ? [] : [`known defects that were not found: ${missed.join(', ')}`]),
    ...(accused.length === 0 ? [] : [`sound variants that were accused: ${accused.join(', ')}`]),
  ];
}

function tell(result: CanaryResult, { style, reporting }: Told): void {
  const faults = canaryFaults(result);
  for (const line of faults) warn(line);
  if (reporting.takesStdout) return;
  const { asExpected, missed, accused } = result;
  const all = asExpected + missed.length + accused.length;
  const line =
    faults.length === 0
      ? span(` ✔ ${canariesText(all)} as expected`, 'held')
      : span(` ✖ ${grouped(all - asExpected)} of ${canariesText(all)} not as expected`, 'broken');
  print(`${printPage([[line], EMPTY_LINE], style)}\n`);
}

function canariesText(count: number): string {
  return count === 1 ? '1 canary' : `${grouped(count)} canaries`;
}
