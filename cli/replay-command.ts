/** `replay`: performs a saved run exactly as it stands, and says whether it ends as it did. */
import { FindingsStore } from '../campaign/findings-store.ts';
import { replayFinding } from '../search/replay.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { reportText } from './finding-report.ts';
import { differenceOf } from './replay-difference.ts';
import { targetNamed } from './target-named.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `replay`, as typed. */
export interface ReplayOptions extends OutputArguments {
  readonly out: string;
  readonly full?: boolean;
}

export async function replayCommand(
  address: string,
  options: ReplayOptions,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const store = new FindingsStore(options.out);
  const finding = await store.load(address);
  const replay = replayFinding(targetNamed(finding.target).target, finding);
  const { result, trace } = replay;
  const broken = result.violations.find(({ property }) => property === finding.property);
  const difference = differenceOf(finding, replay);
  if (options.json === true) {
    const { id, target, property } = finding;
    const { digest } = replay;
    printJson({
      command: 'replay',
      verdict: result.verdict,
      id,
      target,
      property,
      same: replay.same,
      digest,
      difference,
    });
  } else if (broken !== undefined) {
    // The witness of this run, not of the file: what is shown is what happened.
    const seen = { ...finding, witness: broken.witness };
    const told = { finding: seen, trace, out: options.out, folder: null, isNew: false };
    print(`${reportText(told, options.full === true, style)}\n`);
  }
  if (difference === null) {
    if (options.json !== true) print(` ${style.paint('held', '✔ the same, event for event')}\n`);
    return ExitCode.expected;
  }
  warn(`not the same as when it was saved: ${difference}`);
  return ExitCode.notReproducible;
}
