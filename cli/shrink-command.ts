/** `shrink`: makes a saved finding smaller, or proves that it cannot be, or says that it is. */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { FINDING_FILE } from '../campaign/finding-file.ts';
import { FindingsStore } from '../campaign/findings-store.ts';
import type { ShrinkBudget } from '../campaign/hunt-order.ts';
import { shrinkAgain, type ShrunkAgain } from '../campaign/shrink-again.ts';
import { shrinkLimits } from '../campaign/shrink-budget.ts';
import { DoesNotReproduce } from '../search/determinism.ts';
import type { Finding } from '../search/finding.ts';
import { replayFinding } from '../search/replay.ts';
import { inMacrotask } from '../simulator/live/macrotask.ts';
import type { Target } from '../simulator/target.ts';
import { targetOf, withProgram, type ExecArguments } from './exec.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { keepFinding } from './keep-finding.ts';
import { differenceOf } from './replay-difference.ts';
import { parseShrinkBudget } from './shrink-budget.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `shrink`, as typed. */
export interface ShrinkOptions extends OutputArguments, ExecArguments {
  readonly out: string;
  readonly full?: boolean;
  readonly shrinkBudget?: string;
}

export async function shrinkCommand(
  address: string,
  options: ShrinkOptions,
): Promise<ExitCodeValue> {
  const budget = parseShrinkBudget(options.shrinkBudget);
  const before = await new FindingsStore(options.out).load(address);
  return withProgram(options, (program) =>
    shrinkFinding(before, targetOf(before.target, program).target, budget, options),
  );
}

async function shrinkFinding(
  before: Finding,
  target: Target,
  budget: ShrinkBudget,
  options: ShrinkOptions,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const difference = differenceOf(before, await inMacrotask(() => replayFinding(target, before)));
  if (difference !== null) return notTheSame(difference);
  const limits = shrinkLimits(budget, () => performance.now());
  const again = await inMacrotask(() => tried(() => shrinkAgain(target, before, limits)));
  if (again === null) return notTheSame('it goes now one way, now another');
  const isBetter = again.change === 'better proved';
  const kept = await keepFinding(again.finding, target, { ...options, isBetter }, style);
  if (options.json === true) printJson(jsonOf(before, again, kept.folder));
  else {
    print(`${kept.text}\n`);
    print(` ${style.paint('held', `✔ ${changeText(before, again)}`)}\n`);
  }
  return kept.folder === null ? ExitCode.usage : ExitCode.expected;
}

function tried(shrink: () => ShrunkAgain): ShrunkAgain | null {
  try {
    return shrink();
  } catch (error) {
    if (error instanceof DoesNotReproduce) return null;
    throw error;
  }
}

function notTheSame(difference: string): ExitCodeValue {
  warn(`not the same as when it was saved, so not shrunk: ${difference}`);
  return ExitCode.notReproducible;
}

/** What became of it, in a line. */
function changeText(before: Finding, { change, finding }: ShrunkAgain): string {
  const { result } = finding.shrinking;
  const proof = result === 'budget' ? 'the budget ended before a proof' : result;
  if (change === 'same') return `the same as before: ${proof}`;
  if (change === 'better proved') return `the same run, and now it is known: ${proof}`;
  const [from, to] = [before.shrinking.shrunk, finding.shrinking.shrunk];
  const parts = (['nodes', 'decisions', 'actions'] as const).flatMap((noun) =>
    from[noun] === to[noun] ? [] : [`${noun} ${from[noun] ?? 'none'} → ${to[noun] ?? 'none'}`],
  );
  return `smaller: ${[...parts, proof].join(', ')}; it is finding ${finding.id} now`;
}

function jsonOf(before: Finding, { change, finding }: ShrunkAgain, folder: string | null): object {
  const { id, target, property, shrinking } = finding;
  return {
    command: 'shrink',
    change,
    before: { id: before.id, ...before.shrinking.shrunk, result: before.shrinking.result },
    after: { id, ...shrinking.shrunk, result: shrinking.result },
    executions: shrinking.executions,
    states: shrinking.states,
    target,
    property,
    file: folder === null ? null : join(folder, FINDING_FILE),
  };
}
