/** `replay`: performs a saved run exactly as it stands, and says whether it ends as it did. */
import { FindingsStore } from '../campaign/findings-store.ts';
import type { Finding } from '../search/finding.ts';
import { replayFinding } from '../search/replay.ts';
import { inMacrotask } from '../simulator/live/macrotask.ts';
import type { Target } from '../simulator/target.ts';
import { targetOf, withProgram, type ExecArguments } from './exec.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { reportText } from './finding-report.ts';
import { differenceOf } from './replay-difference.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `replay`, as typed. */
export interface ReplayOptions extends OutputArguments, ExecArguments {
  readonly out: string;
  readonly full?: boolean;
}

export async function replayCommand(
  address: string,
  options: ReplayOptions,
): Promise<ExitCodeValue> {
  const finding = await new FindingsStore(options.out).load(address);
  return withProgram(options, (program) => {
    const { target } = targetOf(finding.target, program);
    return inMacrotask(() => replayAgain(finding, target, options));
  });
}

function replayAgain(finding: Finding, target: Target, options: ReplayOptions): ExitCodeValue {
  const style = styleOf(options);
  const replay = replayFinding(target, finding);
  const { result, trace } = replay;
  const broken = result.violations.find(({ property }) => property === finding.property);
  const difference = differenceOf(finding, replay);
  if (options.json === true) {
    const { id, property } = finding;
    const { digest } = replay;
    printJson({
      command: 'replay',
      verdict: result.verdict,
      id,
      target: finding.target,
      property,
      same: replay.same,
      digest,
      difference,
    });
  } else if (broken !== undefined) {
    // The witness of this run, not of the file: what is shown is what happened.
    const seen = { ...finding, witness: broken.witness };
    const { out, exec } = options;
    const told = { finding: seen, trace, out, exec, folder: null, isNew: false };
    print(`${reportText(told, options.full === true, style)}\n`);
  }
  if (difference === null) {
    if (options.json !== true) print(` ${style.paint('held', '✔ the same, event for event')}\n`);
    return ExitCode.expected;
  }
  warn(`not the same as when it was saved: ${difference}`);
  return ExitCode.notReproducible;
}
