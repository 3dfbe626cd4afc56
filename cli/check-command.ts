/** `check`: performs all pinned findings, and says which of them are not as expected any more. */
import { readPinned } from '../campaign/finding-file.ts';
import { checkPinned, type Pinned, type PinnedVerdict } from '../campaign/pinned.ts';
import { Refusal } from '../campaign/refusal.ts';
import { pinnedFiles } from '../campaign/regressions.ts';
import { renderChecks, type CheckLine } from '../reports/terminal/check.ts';
import { inMacrotask } from '../simulator/live/macrotask.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { differenceOf } from './replay-difference.ts';
import { targetNamed } from './target-named.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

/** One pinned file, judged. */
interface Checked extends CheckLine {
  readonly code: ExitCodeValue;
}

export async function checkCommand(
  folder: string,
  options: OutputArguments,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const checked: Checked[] = [];
  for (const file of pinnedFiles(folder)) checked.push(await checkFile(file));
  const code = checked.length === 0 ? ExitCode.notMeaningful : gravest(codesOf(checked));
  if (options.json === true) printJson(jsonOf(folder, checked, code));
  else print(`${renderChecks(folder, checked, style)}\n`);
  return code;
}

/** Whatever is wrong with one file, the others are performed too. */
export async function checkFile(file: string): Promise<Checked> {
  try {
    const pinned = await readPinned(file);
    const { target } = targetNamed(pinned.finding.target);
    return judged(file, pinned, await inMacrotask(() => checkPinned(target, pinned)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const text = error.message.startsWith(file) ? error.message : `${file}: ${error.message}`;
    return { file, finding: null, expect: null, isFine: false, text, code: ExitCode.usage };
  }
}

function judged(file: string, { finding, expect }: Pinned, verdict: PinnedVerdict): Checked {
  const { property } = finding;
  const shared = { file, finding, expect };
  switch (verdict.kind) {
    case 'asExpected': {
      const { skipped } = verdict;
      const rest = skipped === 0 ? '' : `; ${skipped} of its decisions cannot be made any more`;
      const text =
        expect === 'violated' ? `breaks ${property}, as pinned` : `keeps ${property}${rest}`;
      return { ...shared, isFine: true, text, code: ExitCode.expected };
    }
    case 'broken':
      return { ...shared, isFine: false, text: `breaks ${property}`, code: ExitCode.violation };
    case 'threw':
      return { ...shared, isFine: false, text: `threw ${verdict.error}`, code: ExitCode.violation };
    case 'wentAnotherWay': {
      const text = `not as pinned: ${differenceOf(finding, verdict.replay) ?? ''}`;
      return { ...shared, isFine: false, text, code: ExitCode.notReproducible };
    }
  }
}

function codesOf(checked: readonly Checked[]): readonly ExitCodeValue[] {
  return checked.map(({ code }) => code);
}

function jsonOf(folder: string, checked: readonly Checked[], code: ExitCodeValue): object {
  const verdicts: Readonly<Partial<Record<ExitCodeValue, string>>> = {
    0: 'held',
    5: 'inconclusive',
  };
  return {
    command: 'check',
    verdict: verdicts[code] ?? 'violated',
    folder,
    checked: checked.map(({ file, finding, expect, isFine, text }) => {
      const { id = null, target = null, property = null } = finding ?? {};
      return { file, id, target, property, expect, asExpected: isFine, text };
    }),
  };
}
