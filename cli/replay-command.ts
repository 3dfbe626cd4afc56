/** `replay`: performs a saved run exactly as it stands, and says whether it ends as it did. */
import type { Finding } from '../search/finding.ts';
import { labelOf, type Label } from '../search/label.ts';
import { replayOf, type Replay } from '../search/running/replay.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { reportText } from '../library/finding-text.ts';
import { targetOf, type Found } from './bring-targets.ts';
import { withTargetsOf, type TargetsOfFindingsArguments } from './targets-of-findings.ts';
import { replayCommand as commandToReplay, shellQuoted } from './invocation.ts';
import { targetHere } from './recorded-report.ts';
import { showPage } from './show-page.ts';
import { stepLimitOf } from './exec.ts';
import { Interrupt } from './interrupt.ts';
import { interrupted } from './performing.ts';
import { failsNoMore, performSaved, savedAt, targetNameOf, type SavedRun } from './saved-run.ts';
import { renderStoodStill, stoodStillJson } from './stood-still.ts';
import { differenceOf } from './replay-difference.ts';
import { tookText, type TimeTaken } from '../reports/terminal/numbers.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';
import { startWatch, takenJson } from './watch.ts';

/** The options of `replay`, as typed. */
export interface ReplayOptions extends OutputArguments, TargetsOfFindingsArguments {
  readonly out: string;
  readonly full?: boolean;
  /** Show the page of the finding in a browser. */
  readonly open?: boolean;
}

export async function replayCommand(
  address: string,
  options: ReplayOptions,
): Promise<ExitCodeValue> {
  const saved = await savedAt(address, options.out);
  return withTargetsOf([targetNameOf(saved)], options, [], (externalTargets) => {
    const found = targetOf(targetNameOf(saved), externalTargets);
    return replayAgain(saved, found, options);
  });
}

async function replayAgain(
  saved: SavedRun,
  found: Found,
  options: ReplayOptions,
): Promise<ExitCodeValue> {
  const interrupt = new Interrupt();
  const performer = { interrupt, stepLimitMs: stepLimitOf(options) };
  const taken = startWatch();
  const ended = await performSaved(saved, found, performer);
  switch (ended.kind) {
    case 'cutShort':
      return interrupted(interrupt);
    case 'stoodStill':
      if (options.json === true)
        printJson({ command: 'replay', stoodStill: stoodStillJson(ended) });
      else print(`${renderStoodStill(ended, {}, styleOf(options))}\n`);
      return ExitCode.violation;
    case 'done':
      return await told(
        ended.finding,
        { ...replayOf(ended.finding, ended.recording), took: taken() },
        saved.kind === 'log' ? shellQuoted(saved.file) : ended.finding.id,
        found,
        options,
      );
    case 'failsNoMore':
      return failsNoMore(ended, 'replay', options);
  }
}

/** A replay, and what it took. */
interface TimedReplay extends Replay {
  readonly took: TimeTaken;
}

async function told(
  finding: Finding,
  replay: TimedReplay,
  address: string,
  found: Found,
  options: ReplayOptions,
): Promise<ExitCodeValue> {
  const { externalTarget } = found;
  const style = styleOf(options);
  const { result, trace } = replay;
  const broken = result.violations.find(({ property }) => property === finding.property);
  const difference = differenceOf(finding, replay);
  const label = labelOf(finding, found.entry.target.capabilities, trace);
  if (options.json === true) printJson(answerOf(finding, replay, label, difference));
  if (broken !== undefined) {
    // The witness of this run, not of the file: what is shown is what happened.
    const seen = { ...finding, witness: broken.witness };
    const replayCommand = commandToReplay(address, options.out, externalTarget?.option);
    const content = { finding: seen, label, trace, replayCommand, folder: null, isNew: false };
    if (options.json !== true) print(`${reportText(content, options.full === true, style)}\n`);
    if (options.open === true) await showPage(content, targetHere(found));
  }
  if (difference === null) {
    const same = ` ${style.paint('held', '✔ the same, event for event')}\n`;
    const time = `${style.paint('quiet', tookText(replay.took))}\n`;
    if (options.json !== true) print(`${same}${time}`);
    return ExitCode.expected;
  }
  warn(`not the same as when it was saved: ${difference}`);
  return ExitCode.notReproducible;
}

/** What `--json` prints. */
function answerOf(
  { id, target, property }: Finding,
  { result: { verdict }, same, digest, took }: TimedReplay,
  { kind: label }: Label,
  difference: string | null,
): object {
  const command = 'replay';
  const told = { command, verdict, id, target, property, label, same, digest, difference };
  return { ...told, ...takenJson(took) };
}
