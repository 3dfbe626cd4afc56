/** `replay`: performs a saved scenario exactly as it stands, and says whether it ends as it did. */
import { FindingsStore } from '../campaign/findings-store.ts';
import { Refusal } from '../campaign/refusal.ts';
import type { Finding } from '../search/finding.ts';
import { replayFinding, type Replay } from '../search/replay.ts';
import { registered, REGISTRY } from '../targets/registry.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { oneOf } from './choice.ts';
import { reportText } from './finding-report.ts';
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
  const replay = replayFinding(targetOf(finding), finding);
  const { result, trace } = replay;
  const broken = result.violations.find(({ property }) => property === finding.property);
  const difference = replay.same ? null : differenceOf(finding, replay);
  if (options.json === true) {
    const { id, target, property } = finding;
    const { verdict, digest } = replay;
    printJson({
      command: 'replay',
      verdict,
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

function targetOf({ target }: Finding): NonNullable<ReturnType<typeof registered>>['target'] {
  const known = REGISTRY.map(({ name }) => name);
  const entry = registered(oneOf('target', target, known));
  if (entry === undefined) throw new Refusal(`unknown target ${target}`);
  return entry.target;
}

/** Most telling first. */
function differenceOf({ property, witness, digest }: Finding, replay: Replay): string {
  const { result } = replay;
  const broken = result.violations.find((violation) => violation.property === property);
  if (result.ending?.kind === 'targetThrew') return `the target threw ${result.ending.error}`;
  if (broken === undefined) {
    const others = result.violations.map((violation) => violation.property);
    return `${property} held${others.length > 0 ? `, but ${others.join(', ')} did not` : ''}`;
  }
  if (broken.witness.step !== witness.step) {
    const { step, timeMs } = broken.witness;
    const saved = `${witness.step} (${witness.timeMs} ms)`;
    return `${property} broke at event ${step} (${timeMs} ms), not at ${saved}`;
  }
  return `the same violation on another way (digest ${replay.digest}, saved ${digest})`;
}
