/** The pinned findings of the targets, before a hunt: what was mended must not break anew. */
import { readPinned } from '../campaign/findings/finding-file.ts';
import { pinnedFiles } from '../campaign/findings/regressions.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { EMPTY_LINE, printPage, span } from '../reports/terminal/page.ts';
import { judgedOfCheck } from './check-cases.ts';
import { checkFile, type Checked } from './check-command.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { ExternalTarget } from './external-target.ts';
import { failureOf } from './failure.ts';
import type { Interrupt } from './interrupt.ts';
import type { RunPlan } from './run-plan.ts';
import { REGRESSIONS } from './shared-options.ts';
import type { Told } from './target-hunt.ts';
import { print, warn } from './terminal.ts';

/** Targets of the user, and how long their steps may take. */
export interface Brought {
  readonly externalTargets: readonly ExternalTarget[];
  readonly stepLimitMs: number;
}

/** What they came to: only what breaks anew counts. */
export interface CheckedPins {
  readonly codes: readonly ExitCodeValue[];
  readonly json: { readonly performed: number; readonly broken: readonly string[] };
}

export const NONE: CheckedPins = { codes: [], json: { performed: 0, broken: [] } };

/** Of several shards, the first performs them. */
export async function checkPinnedOf(
  plan: RunPlan,
  { externalTargets, stepLimitMs }: Brought,
  interrupt: Interrupt,
  told: Told,
): Promise<CheckedPins> {
  if (plan.shard !== undefined && plan.shard.index > 1) return NONE;
  const names = new Set(plan.targets.map(({ entry }) => entry.name));
  const checked: Checked[] = [];
  for (const file of await filesOf(names)) {
    if (interrupt.hasStopped) break;
    checked.push(await checkFile(file, externalTargets, { interrupt, stepLimitMs }));
  }
  const performed = checked.filter(({ isLeftOut }) => !isLeftOut);
  if (performed.length === 0) return NONE;
  const broken = performed.filter(({ code }) => code === ExitCode.violation);
  tell(performed, broken, told);
  return {
    codes: broken.map(({ code }) => code),
    json: { performed: performed.length, broken: broken.map(({ file }) => file) },
  };
}

/** A file that cannot be read is named, and is up to `check`. */
async function filesOf(targets: ReadonlySet<string>): Promise<readonly string[]> {
  const files: string[] = [];
  for (const file of pinnedFiles(REGRESSIONS)) {
    try {
      if (targets.has((await readPinned(file)).finding.target)) files.push(file);
    } catch (error) {
      warn(`left out: ${failureOf(error).message}`);
    }
  }
  return files;
}

/** One line if all is well, and one for each that is not. */
function tell(
  performed: readonly Checked[],
  broken: readonly Checked[],
  { style, reporting }: Told,
): void {
  const { cases = [] } = judgedOfCheck(REGRESSIONS, performed, []);
  reporting.add({ cases: cases.filter(({ outcome }) => outcome !== 'error') });
  for (const { file, text } of broken) warn(`broken anew: ${file}: ${text}`);
  const others = performed.filter(({ isFine, code }) => !isFine && code !== ExitCode.violation);
  for (const { file, text } of others) warn(`not as pinned: ${file}: ${text}; see check`);
  if (reporting.takesStdout) return;
  const first = `${counted(performed.length, 'pinned finding')} performed first`;
  const line =
    broken.length === 0
      ? span(` ✔ ${first}`, 'held')
      : span(` ✖ ${first}; ${broken.length} broken anew`, 'broken');
  print(`${printPage([[line], EMPTY_LINE], style)}\n`);
}
