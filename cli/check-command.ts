/** `check`: performs all pinned findings, and says which of them are not as expected any more. */
import { readPinned } from '../campaign/findings/finding-file.ts';
import { judgePinned, type Pinned, type PinnedVerdict } from '../campaign/findings/pinned.ts';
import { skippedText } from '../campaign/findings/skipped-text.ts';
import { USUAL_STEP_LIMIT_MS } from '../campaign/threads/step-limit.ts';
import { pinnedFiles } from '../campaign/findings/regressions.ts';
import { renderChecks } from '../reports/terminal/check.ts';
import { printPage } from '../reports/terminal/page.ts';
import { replayOf } from '../search/running/replay.ts';
import { threwText } from '../trace/event.ts';
import type { Registered } from '../targets/registry.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import type { ExternalTarget } from './external-target.ts';
import { withTargetsOf, type TargetsOfFindingsArguments } from './targets-of-findings.ts';
import { stepLimitOf } from './exec.ts';
import { failureOf } from './failure.ts';
import { Interrupt } from './interrupt.ts';
import { present, remediesOf, remedyLines } from './left-out.ts';
import { judgedOfCheck, type JudgedFile } from './check-cases.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { perform, type Performer } from './performing.ts';
import { stoodStillLine } from './stood-still.ts';
import { differenceOf } from './replay-difference.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';
import { startWatch, takenJson } from './watch.ts';

/** The options of `check`, as typed. */
export interface CheckOptions
  extends OutputArguments,
    TargetsOfFindingsArguments,
    ReporterArguments {}

/** One pinned file, judged. */
export interface Checked extends JudgedFile {
  /** What to do about a target that is not there; null if it is, or if nobody knows. */
  readonly remedy: string | null;
}

export async function checkCommand(folder: string, options: CheckOptions): Promise<ExitCodeValue> {
  const reporting = new Reporting('check', options);
  const names = await targetsPinnedIn(folder);
  return withTargetsOf(names, options, [], (externalTargets) =>
    checkAll(folder, externalTargets, options, reporting),
  );
}

/** What cannot be read is told of when its turn comes. */
async function targetsPinnedIn(folder: string): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const file of pinnedFiles(folder)) {
    const pinned = await readPinned(file).catch(() => null);
    if (pinned !== null) names.add(pinned.finding.target);
  }
  return [...names];
}

async function checkAll(
  folder: string,
  externalTargets: readonly ExternalTarget[],
  options: CheckOptions,
  reporting: Reporting,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const taken = startWatch();
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
  const strangers = interrupt.hasStopped ? [] : strangersAmong(externalTargets, checked);
  for (const name of strangers) warn(`${name}: no pinned finding is of this target`);
  const codes: ExitCodeValue[] = checked.flatMap(({ isLeftOut, code }) =>
    isLeftOut ? [] : [code],
  );
  if (strangers.length > 0) codes.push(ExitCode.notMeaningful);
  const code = codes.length === 0 ? ExitCode.notMeaningful : gravest(codes);
  reporting.add(judgedOfCheck(folder, checked, files.slice(checked.length)));
  const took = taken();
  if (options.json === true) printJson({ ...jsonOf(folder, checked, code), ...takenJson(took) });
  else if (!reporting.takesStdout) {
    const remedies = printPage(remedyLines(remediesOf(checked)), style);
    const lines = renderChecks(folder, checked, style, took);
    print(`${lines}${remedies === '' ? '' : `${remedies}\n`}\n`);
  }
  return reporting.end(interrupt.code ?? code, interrupt.hasStopped);
}

/** What was brought to be checked, and is not: a target that has another name than it had. */
function strangersAmong(
  externalTargets: readonly ExternalTarget[],
  checked: readonly Checked[],
): readonly string[] {
  const known = new Set(checked.map(({ finding }) => finding?.target));
  return externalTargets.map(({ entry }) => entry.name).filter((name) => !known.has(name));
}

/** Whatever is wrong with one file, the others are performed too. */
export async function checkFile(
  file: string,
  externalTargets: readonly ExternalTarget[] = [],
  performer: Performer = { interrupt: null, stepLimitMs: USUAL_STEP_LIMIT_MS },
): Promise<Checked> {
  try {
    const pinned = await readPinned(file);
    const found = present(pinned.finding.target, externalTargets);
    if (found.kind === 'present') {
      return await performed(file, pinned, found.entry, externalTargets, performer);
    }
    const { finding, expect } = pinned;
    const { why, remedy } = found;
    const text = `not performed: ${why}`;
    return { ...UNDECIDED, file, finding, expect, isLeftOut: true, text, remedy };
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
  const failed = { file, finding, expect, isFine: false, isLeftOut: false, remedy: null };
  switch (ended.kind) {
    case 'cutShort':
      return { ...failed, text: 'interrupted', code: ExitCode.notMeaningful };
    case 'stoodStill':
      return { ...failed, text: stoodStillLine(ended), code: ExitCode.violation };
    case 'done':
      return judged(file, pinned, judgePinned(pinned, replayOf(finding, ended.recording)));
  }
}

const UNDECIDED = {
  isFine: false,
  isLeftOut: false,
  code: ExitCode.usage,
  remedy: null,
} as const;

function judged(file: string, { finding, expect }: Pinned, verdict: PinnedVerdict): Checked {
  const { property } = finding;
  const shared = { file, finding, expect, isLeftOut: false, remedy: null };
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
    remedies: remediesOf(checked),
    checked: checked.map(({ file, finding, expect, isFine, isLeftOut, text }) => {
      const { id = null, target = null, property = null } = finding ?? {};
      return { file, id, target, property, expect, asExpected: isFine, leftOut: isLeftOut, text };
    }),
  };
}
