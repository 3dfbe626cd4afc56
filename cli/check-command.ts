/** `check`: performs all pinned findings, and says which of them are not as expected any more. */
import { readPinned } from '../campaign/findings/finding-file.ts';
import { judgePinned, type Pinned, type PinnedVerdict } from '../campaign/findings/pinned.ts';
import { skippedText } from '../campaign/findings/skipped-text.ts';
import { USUAL_STEP_LIMIT_MS } from '../campaign/threads/step-limit.ts';
import { Refusal } from '../adapters/refusal.ts';
import { pinnedFiles } from '../campaign/findings/regressions.ts';
import { renderChecks, type CheckLine } from '../reports/terminal/check.ts';
import { replayOf } from '../search/running/replay.ts';
import { NotInstalled } from '../simulator/target.ts';
import { threwText } from '../trace/event.ts';
import { registered, type Registered } from '../targets/registry.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { howToBring, type ExternalTarget } from './external-target.ts';
import { withExternalTargets, type ExternalTargetArguments } from './bring-targets.ts';
import { stepLimitOf } from './exec.ts';
import { failureOf } from './failure.ts';
import { Interrupt } from './interrupt.ts';
import { perform, type Performer } from './performing.ts';
import { stoodStillLine } from './stood-still.ts';
import { differenceOf } from './replay-difference.ts';
import { targetNamed } from './target-named.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `check`, as typed. */
export interface CheckOptions extends OutputArguments, ExternalTargetArguments {}

/** One pinned file, judged. */
interface Checked extends CheckLine {
  readonly code: ExitCodeValue;
}

export async function checkCommand(folder: string, options: CheckOptions): Promise<ExitCodeValue> {
  return withExternalTargets(options, [], (externalTargets) =>
    checkAll(folder, externalTargets, options),
  );
}

async function checkAll(
  folder: string,
  externalTargets: readonly ExternalTarget[],
  options: CheckOptions,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const checked: Checked[] = [];
  const interrupt = new Interrupt();
  const performer = { interrupt, stepLimitMs: stepLimitOf(options) };
  const files = pinnedFiles(folder);
  for (const file of files) {
    if (!interrupt.hasStopped) {
      checked.push(await checkFile(file, externalTargets, performer));
    }
  }
  if (checked.length < files.length) warn(`interrupted: not all of ${files.length} are checked`);
  const codes = checked.flatMap(({ isLeftOut, code }) => (isLeftOut ? [] : [code]));
  const code = codes.length === 0 ? ExitCode.notMeaningful : gravest(codes);
  if (options.json === true) printJson(jsonOf(folder, checked, code));
  else print(`${renderChecks(folder, checked, style)}\n`);
  return interrupt.code ?? code;
}

/** Whatever is wrong with one file, the others are performed too. */
export async function checkFile(
  file: string,
  externalTargets: readonly ExternalTarget[] = [],
  performer: Performer = { interrupt: null, stepLimitMs: USUAL_STEP_LIMIT_MS },
): Promise<Checked> {
  try {
    const pinned = await readPinned(file);
    const entry = entryOf(pinned.finding.target, externalTargets);
    if (typeof entry !== 'string') {
      return await performed(file, pinned, entry, externalTargets, performer);
    }
    const { finding, expect } = pinned;
    const text = `not performed: ${entry}`;
    return { ...UNDECIDED, file, finding, expect, isLeftOut: true, text };
  } catch (error) {
    const { message, exitCode } = failureOf(error);
    const text = message.startsWith(file) ? message : `${file}: ${message}`;
    return { ...UNDECIDED, file, finding: null, expect: null, text, code: exitCode };
  }
}

async function performed(
  file: string,
  pinned: Pinned,
  entry: Registered,
  externalTargets: readonly ExternalTarget[],
  performer: Performer,
): Promise<Checked> {
  const { finding, expect } = pinned;
  const externalTarget = externalTargets.find((one) => one.entry === entry) ?? null;
  const ended = await perform(finding, entry, externalTarget, performer);
  const failed = { file, finding, expect, isFine: false, isLeftOut: false };
  switch (ended.kind) {
    case 'cutShort':
      return { ...failed, text: 'interrupted', code: ExitCode.notMeaningful };
    case 'stoodStill':
      return { ...failed, text: stoodStillLine(ended), code: ExitCode.violation };
    case 'done':
      return judged(file, pinned, judgePinned(pinned, replayOf(finding, ended.recording)));
  }
}

const UNDECIDED = { isFine: false, isLeftOut: false, code: ExitCode.usage } as const;

/** The target of that name, or what has to be done to have it. */
function entryOf(name: string, externalTargets: readonly ExternalTarget[]): Registered | string {
  const externalTarget = externalTargets.find(({ entry }) => entry.name === name);
  if (externalTarget !== undefined) return externalTarget.entry;
  if (registered(name) === undefined) return howToBring(name);
  try {
    return targetNamed(name);
  } catch (error) {
    if (error instanceof Refusal && error.cause instanceof NotInstalled) return error.message;
    throw error;
  }
}

function judged(file: string, { finding, expect }: Pinned, verdict: PinnedVerdict): Checked {
  const { property } = finding;
  const shared = { file, finding, expect, isLeftOut: false };
  switch (verdict.kind) {
    case 'asExpected': {
      const text = expect === 'violated' ? `breaks ${property}, as pinned` : `keeps ${property}`;
      return { ...shared, isFine: true, text, code: ExitCode.expected };
    }
    case 'broken':
      return { ...shared, isFine: false, text: `breaks ${property}`, code: ExitCode.violation };
    case 'threw':
      return { ...shared, isFine: false, text: threwText(verdict.error), code: ExitCode.violation };
    case 'outdated': {
      const skipped = skippedText(verdict.replay.result);
      const text = `keeps ${property}, which proves nothing; ${skipped}; find it anew or remove it`;
      return { ...shared, isFine: false, text, code: ExitCode.notReproducible };
    }
    case 'limitReached': {
      const text = `reached the limit of ${verdict.limit}, so nothing is proved`;
      return { ...shared, isFine: false, text, code: ExitCode.notMeaningful };
    }
    case 'wentAnotherWay': {
      const text = `not as pinned: ${differenceOf(finding, verdict.replay) ?? ''}`;
      return { ...shared, isFine: false, text, code: ExitCode.notReproducible };
    }
  }
}

/** The verdict that a script reads and the exit code say the same. */
const VERDICTS: Readonly<Partial<Record<ExitCodeValue, string>>> = {
  [ExitCode.expected]: 'held',
  [ExitCode.violation]: 'violated',
  [ExitCode.notReproducible]: 'diverged',
};

function jsonOf(folder: string, checked: readonly Checked[], code: ExitCodeValue): object {
  return {
    command: 'check',
    verdict: VERDICTS[code] ?? 'inconclusive',
    folder,
    checked: checked.map(({ file, finding, expect, isFine, isLeftOut, text }) => {
      const { id = null, target = null, property = null } = finding ?? {};
      return { file, id, target, property, expect, asExpected: isFine, leftOut: isLeftOut, text };
    }),
  };
}
