/** What a report needs to be rendered again: the finding, and the trace of its run. */
import { existsSync } from 'node:fs';
import { Refusal } from '../adapters/refusal.ts';
import { readSaved } from '../campaign/findings/finding-file.ts';
import { logBeside, readTraceOf } from '../campaign/findings/trace-log-file.ts';
import type { Told } from '../library/finding-text.ts';
import type { Ended } from '../campaign/threads/thread.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf } from '../search/label.ts';
import { replayOf, type Replay } from '../search/running/replay.ts';
import { isPure, type Target } from '../simulator/target.ts';
import { registered } from '../targets/registry.ts';
import { targetOf, withExternalTargets, type Found } from './bring-targets.ts';
import { withTargetsOf, type TargetsOfFindingsArguments } from './targets-of-findings.ts';
import { stepLimitOf } from './exec.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { ExternalTarget } from './external-target.ts';
import { Interrupt } from './interrupt.ts';
import { replayCommand, shellQuoted } from './invocation.ts';
import { isLog, loggedReport } from './logged-report.ts';
import { interrupted, perform } from './performing.ts';
import { differenceOf } from './replay-difference.ts';
import { performSaved, targetNameOf, type PerformedFinding, type SavedRun } from './saved-run.ts';
import { stoodStillLine } from './stood-still.ts';
import { warn } from './terminal.ts';

/** What is to be told, with the exit code that it comes to; or only why there is nothing. */
export type RecordedReport =
  | {
      readonly kind: 'recorded';
      readonly told: Told;
      readonly code: ExitCodeValue;
      /** To perform other runs of it; null where it is not there, or only in a thread. */
      readonly target: Target | null;
    }
  | { readonly kind: 'nothing'; readonly code: ExitCodeValue };

/** Where a finding is. */
export interface StoredPlace {
  /** Of its file or its folder. */
  readonly path: string;
  /** The folder in which findings are, for the command that performs it again. */
  readonly out: string;
}

/** Performs the run again; where the target is not there, the recorded trace is read. */
export async function recordedReport(
  address: string,
  { path, out }: StoredPlace,
  options: TargetsOfFindingsArguments,
): Promise<RecordedReport> {
  if (isLog(path)) {
    return withExternalTargets(options, [], async (externalTargets) => {
      const told = await loggedReport(path, externalTargets);
      return { kind: 'recorded', told, code: ExitCode.expected, target: null };
    });
  }
  const saved = await readSaved(path);
  if (saved.kind === 'unshrunk') return reportUnshrunk(saved, { address, out }, options);
  const { finding } = saved;
  const shown = { address: existsSync(address) ? shellQuoted(address) : finding.id, out };
  return withTargetsOf([finding.target], options, [], async (externalTargets) => {
    const found = await foundOrLogged(finding, externalTargets, path);
    if (found.kind === 'found') return performedReport(finding, found.found, shown, options);
    warn(`${found.why}; it is drawn from ${found.log}, as it was recorded`);
    const capabilities = registered(finding.target)?.target.capabilities;
    const label =
      capabilities === undefined
        ? ({ kind: 'bug', beyond: [] } as const)
        : labelOf(finding, capabilities, found.trace);
    const again = replayCommand(shown.address, out);
    const told = { finding, label, trace: found.trace, replayCommand: again, ...SAVED };
    return { kind: 'recorded', told, code: ExitCode.expected, target: null };
  });
}

/** How a report names the finding. */
interface Shown extends Pick<StoredPlace, 'out'> {
  readonly address: string;
}

/** Performed to become a finding: nothing else was recorded of it. */
function reportUnshrunk(
  saved: SavedRun,
  { address, out }: Shown,
  options: TargetsOfFindingsArguments,
): Promise<RecordedReport> {
  return withTargetsOf([targetNameOf(saved)], options, [], async (externalTargets) => {
    const found = targetOf(targetNameOf(saved), externalTargets);
    const interrupt = new Interrupt();
    const performer = { interrupt, stepLimitMs: stepLimitOf(options) };
    const ended = await performSaved(saved, found, performer);
    if (ended.kind === 'failsNoMore') {
      warn(`nothing is rendered: ${ended.text}`);
      return { kind: 'nothing', code: ExitCode.notReproducible };
    }
    const shown = { address: existsSync(address) ? shellQuoted(address) : address, out };
    return ofPerformed(ended, interrupt, found, shown);
  });
}

/** Where it is saved differs from machine to machine; a report may go anywhere. */
const SAVED = { folder: null, isNew: false } as const;

type FoundOrLogged =
  | { readonly kind: 'found'; readonly found: Found }
  | {
      readonly kind: 'logged';
      readonly trace: Told['trace'];
      readonly log: string;
      readonly why: string;
    };

async function foundOrLogged(
  finding: Finding,
  externalTargets: readonly ExternalTarget[],
  path: string,
): Promise<FoundOrLogged> {
  try {
    return { kind: 'found', found: targetOf(finding.target, externalTargets) };
  } catch (error) {
    const log = logBeside(path);
    // Whoever brings another target means that one.
    if (!(error instanceof Refusal) || externalTargets.length > 0 || log === null) throw error;
    return { kind: 'logged', trace: await readTraceOf(finding, log), log, why: error.message };
  }
}

async function performedReport(
  finding: Finding,
  found: Found,
  shown: Shown,
  options: TargetsOfFindingsArguments,
): Promise<RecordedReport> {
  const { entry, externalTarget } = found;
  const interrupt = new Interrupt();
  const performer = { interrupt, stepLimitMs: stepLimitOf(options) };
  const ended = await perform(finding, entry, externalTarget, performer);
  const performed = ended.kind === 'done' ? { ...ended, finding } : ended;
  return ofPerformed(performed, interrupt, found, shown);
}

function ofPerformed(
  ended: Ended<PerformedFinding>,
  interrupt: Interrupt,
  found: Found,
  shown: Shown,
): RecordedReport {
  switch (ended.kind) {
    case 'cutShort':
      return { kind: 'nothing', code: interrupted(interrupt) };
    case 'stoodStill':
      warn(`nothing is rendered: ${found.entry.name} ${stoodStillLine(ended)}`);
      return { kind: 'nothing', code: ExitCode.violation };
    case 'done':
      return ofReplay(ended.finding, replayOf(ended.finding, ended.recording), found, shown);
  }
}

/** The witness of this run, not of the file: what is rendered is what happened. */
function ofReplay(finding: Finding, replay: Replay, found: Found, shown: Shown): RecordedReport {
  const { entry, externalTarget } = found;
  const difference = differenceOf(finding, replay);
  if (difference !== null) warn(`not the same as when it was saved: ${difference}`);
  const code = difference === null ? ExitCode.expected : ExitCode.notReproducible;
  const broken = replay.result.violations.find(({ property }) => property === finding.property);
  if (broken === undefined) return { kind: 'nothing', code };
  const { trace } = replay;
  const told = {
    finding: { ...finding, witness: broken.witness },
    label: labelOf(finding, entry.target.capabilities, trace),
    trace,
    replayCommand: replayCommand(shown.address, shown.out, externalTarget?.option),
    ...SAVED,
  };
  return { kind: 'recorded', told, code, target: targetHere(found) };
}

/** Code from outside might not come back, and live code takes this process over. */
export function targetHere({ entry, externalTarget }: Found): Target | null {
  return externalTarget === null && isPure(entry.target) ? entry.target : null;
}
