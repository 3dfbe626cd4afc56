/** `check`: performs all pinned findings, and says which of them are not as expected any more. */
import { readPinned } from '../campaign/finding-file.ts';
import { checkPinned, type Pinned, type PinnedVerdict } from '../campaign/pinned.ts';
import { Refusal } from '../campaign/refusal.ts';
import { pinnedFiles } from '../campaign/regressions.ts';
import { renderChecks, type CheckLine, type LeftOut } from '../reports/terminal/check.ts';
import { registered } from '../targets/registry.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { howToBring, type Guest } from './guest.ts';
import { withGuests, type GuestArguments } from './guests.ts';
import { differenceOf } from './replay-difference.ts';
import { targetNamed } from './target-named.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

/** The options of `check`, as typed. */
export interface CheckOptions extends OutputArguments, GuestArguments {}

/** One pinned file, judged. */
interface Checked extends CheckLine {
  readonly code: ExitCodeValue;
  /** Its target is the user's, and was not brought: nothing is known of it. */
  readonly isLeftOut: boolean;
}

export async function checkCommand(folder: string, options: CheckOptions): Promise<ExitCodeValue> {
  return withGuests(options, [], (guests) => checkAll(folder, guests, options));
}

async function checkAll(
  folder: string,
  guests: readonly Guest[],
  options: CheckOptions,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const all: Checked[] = [];
  for (const file of pinnedFiles(folder)) all.push(await checkFile(file, guests));
  const checked = all.filter(({ isLeftOut }) => !isLeftOut);
  const leftOut = leftOutOf(all);
  const code = checked.length === 0 ? ExitCode.notMeaningful : gravest(codesOf(checked));
  if (options.json === true) printJson({ ...jsonOf(folder, checked, code), leftOut });
  else print(`${renderChecks(folder, checked, style, leftOut)}\n`);
  return code;
}

/** Whatever is wrong with one file, the others are performed too. */
export async function checkFile(file: string, guests: readonly Guest[] = []): Promise<Checked> {
  try {
    const pinned = await readPinned(file);
    const { finding, expect } = pinned;
    const name = finding.target;
    const guest = guests.find(({ entry }) => entry.name === name);
    if (guest === undefined && registered(name) === undefined) {
      const text = `left out: ${howToBring(name)}`;
      const code = ExitCode.notMeaningful;
      return { file, finding, expect, isFine: false, isLeftOut: true, text, code };
    }
    const { target } = guest?.entry ?? targetNamed(name);
    return judged(file, pinned, checkPinned(target, pinned));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const text = error.message.startsWith(file) ? error.message : `${file}: ${error.message}`;
    const nothing = { finding: null, expect: null, isFine: false, isLeftOut: false };
    return { file, ...nothing, text, code: ExitCode.usage };
  }
}

/** By target, in the order of their files. */
function leftOutOf(all: readonly Checked[]): readonly LeftOut[] {
  const names = all.flatMap(({ isLeftOut, finding }) =>
    isLeftOut && finding !== null ? [finding.target] : [],
  );
  return [...new Set(names)].map((target) => {
    const files = names.filter((name) => name === target).length;
    return { target, files, advice: howToBring(target) };
  });
}

function judged(file: string, { finding, expect }: Pinned, verdict: PinnedVerdict): Checked {
  const { property } = finding;
  const shared = { file, finding, expect, isLeftOut: false };
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
