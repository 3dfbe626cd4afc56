/** `shrink`: makes a saved finding smaller, or proves that it cannot be, or says that it is. */
import { join } from 'node:path';
import { FINDING_FILE } from '../campaign/findings/finding-file.ts';
import { UnshrunkFindings, type UnshrunkFinding } from '../campaign/findings/unshrunk.ts';
import type { ShrinkBudget } from '../campaign/threads/shrink-budget.ts';
import type { ShrunkAgain } from '../search/shrinking/shrink-again.ts';
import {
  shrinkInThread,
  type ShrinkEvent,
  type ShrinkRequest,
} from '../campaign/threads/shrink-job.ts';
import type { Finding } from '../search/finding.ts';
import type { StoodStill } from '../campaign/threads/stood-still.ts';
import { tookText, type TimeTaken } from '../reports/terminal/numbers.ts';
import type { Style } from '../reports/terminal/style.ts';
import { replayOf } from '../search/running/replay.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { targetOf, type Found } from './bring-targets.ts';
import { withTargetsOf, type TargetsOfFindingsArguments } from './targets-of-findings.ts';
import { changeText } from './change-text.ts';
import { Interrupt } from './interrupt.ts';
import { stepLimitOf } from './exec.ts';
import { savedRunCommand } from './invocation.ts';
import { keepFindings, notSavedOf, type KeptFinding } from './keep-finding.ts';
import { interrupted } from './performing.ts';
import { noteStory } from './note-story.ts';
import { failsNoMore, performSaved, savedAt, targetNameOf, type SavedRun } from './saved-run.ts';
import { renderStoodStill, stoodStillJson } from './stood-still.ts';
import { differenceOf } from './replay-difference.ts';
import { parseShrinkBudget } from './shrink-budget.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';
import { startWatch, takenJson } from './watch.ts';

/** The options of `shrink`, as typed. */
export interface ShrinkOptions extends OutputArguments, TargetsOfFindingsArguments {
  readonly out: string;
  readonly full?: boolean;
  readonly shrinkBudget?: string;
}

export async function shrinkCommand(
  address: string,
  options: ShrinkOptions,
): Promise<ExitCodeValue> {
  const budget = parseShrinkBudget(options.shrinkBudget);
  const saved = await savedAt(address, options.out);
  return withTargetsOf([targetNameOf(saved)], options, [], (externalTargets) => {
    const found = targetOf(targetNameOf(saved), externalTargets);
    const given = found.externalTarget?.option;
    const again = savedRunCommand('shrink', address, options.out, given);
    return shrinkSaved(saved, found, budget, { ...options, again });
  });
}

async function shrinkSaved(
  saved: SavedRun,
  found: Found,
  budget: ShrinkBudget,
  options: ShrinkOptions & { readonly again: string },
): Promise<ExitCodeValue> {
  const { entry, externalTarget } = found;
  const style = styleOf(options);
  const interrupt = new Interrupt();
  const stepLimitMs = stepLimitOf(options);
  const first = await performSaved(saved, found, { interrupt, stepLimitMs });
  if (first.kind === 'failsNoMore') return failsNoMore(first, 'shrink', options);
  if (first.kind === 'cutShort') return interrupted(interrupt);
  if (first.kind === 'stoodStill') return standsStill(first, options, style);
  const before = saved.kind === 'finding' ? first.finding : asMet(first.finding);
  const difference = differenceOf(before, replayOf(before, first.recording));
  if (difference !== null) return notTheSame(difference, options);
  const requested = { target: entry.name, ...externalTarget?.request, stepLimitMs };
  const taken = startWatch();
  const shrinking = await shrunkBy({ ...requested, finding: before, budget }, interrupt);
  if (shrinking.kind === 'stoodStill') return standsStill(shrinking, options, style);
  const took = taken();
  const { shrunk: again } = shrinking;
  if (again === null) return notTheSame('it goes now one way, now another', options);
  const isSame = again.finding.id === before.id;
  const known = isSame ? [[before.id, first.recording.trace] as const] : [];
  const traces = new Map([...known, ...shrinking.traces]);
  const isBetter = again.change === 'better proved';
  const keeping = { ...options, isBetter, given: externalTarget?.option };
  const kept = await keepFindings(again, traces, entry.target, keeping, style);
  if (saved.kind === 'unshrunk') await storyBegins(saved.unshrunk, kept, options.out);
  if (options.json === true) printJson({ ...jsonOf(before, again, kept), ...takenJson(took) });
  else {
    for (const { text } of kept) print(`${text}\n`);
    print(shrunkText(before, again, took, style));
  }
  if (interrupt.code !== null) return interrupt.code;
  return notSavedOf(kept).length > 0 ? ExitCode.usage : ExitCode.expected;
}

/** What follows the reports. */
function shrunkText(before: Finding, again: ShrunkAgain, took: TimeTaken, style: Style): string {
  const lines = [
    ` ${style.paint('held', `✔ ${changeText(before, again)}`)}`,
    ...again.others.map(({ id }) => `   a simpler run tells another story: finding ${id}`),
    style.paint('quiet', tookText(took)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Nothing was shrunk of it: its report will show beside the smaller run what was met. */
function asMet(finding: Finding): Finding {
  return finding.run.kind === 'scenario' ? { ...finding, met: finding.run } : finding;
}

/** It is a finding like any other from now on: also if nothing could be left out. */
async function storyBegins(
  unshrunk: UnshrunkFinding,
  kept: readonly KeptFinding[],
  out: string,
): Promise<void> {
  if (notSavedOf(kept).length > 0) return;
  for (const { finding } of kept) await noteStory(finding, out);
  new UnshrunkFindings(out).drop(unshrunk, kept[0]?.finding.id ?? null);
}

function standsStill(stood: StoodStill, options: ShrinkOptions, style: Style): ExitCodeValue {
  if (options.json === true) printJson({ command: 'shrink', stoodStill: stoodStillJson(stood) });
  else print(`${renderStoodStill(stood, {}, style)}\n`);
  return ExitCode.violation;
}

async function shrunkBy(
  request: ShrinkRequest,
  interrupt: Interrupt,
): Promise<ShrinkEvent | StoodStill> {
  const underWay = shrinkInThread(request);
  const release = interrupt.onStop(() => {
    warn('stopping: what was reached follows; Ctrl-C again ends at once');
    underWay.stop();
  });
  return underWay.done.finally(release);
}

function notTheSame(difference: string, { json }: ShrinkOptions): ExitCodeValue {
  const exitCode = ExitCode.notReproducible;
  const message = `not the same as when it was saved, so not shrunk: ${difference}`;
  warn(message);
  if (json === true) printJson({ command: 'shrink', error: { message, exitCode } });
  return exitCode;
}

function jsonOf(
  before: Finding,
  { change, finding }: ShrunkAgain,
  kept: readonly KeptFinding[],
): object {
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
    file: kept[0] === undefined ? null : fileOf(kept[0]),
    others: kept.slice(1).map((one) => ({
      id: one.finding.id,
      ...one.finding.shrinking.shrunk,
      result: one.finding.shrinking.result,
      file: fileOf(one),
    })),
    notSaved: notSavedOf(kept),
  };
}

function fileOf({ folder }: KeptFinding): string | null {
  return folder === null ? null : join(folder, FINDING_FILE);
}
