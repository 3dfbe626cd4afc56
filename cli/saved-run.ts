/**
 * What the address of a finding may name: a finding, one that is not shrunk yet, or the log of a
 * run that failed. Each is performed as it was met.
 */
import { readSaved, type SavedFinding } from '../campaign/findings/finding-file.ts';
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { readTraceLog, type TraceLog } from '../campaign/findings/trace-log-file.ts';
import type { RecordDone } from '../campaign/threads/record-job.ts';
import type { Ended } from '../campaign/threads/thread.ts';
import type { Finding } from '../search/finding.ts';
import type { Found } from './bring-targets.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { isLog, loggedFinding } from './logged-report.ts';
import { perform, type Performer } from './performing.ts';
import { printJson, warn, type OutputArguments } from './terminal.ts';
import { unshrunkFinding } from './unshrunk-finding.ts';

export type SavedRun =
  | SavedFinding
  | { readonly kind: 'log'; readonly log: TraceLog; readonly file: string };

/** Throws a {@link Refusal} of one line. */
export async function savedAt(address: string, out: string): Promise<SavedRun> {
  const path = new FindingsStore(out).locate(address);
  if (isLog(path)) return { kind: 'log', log: await readTraceLog(path), file: path };
  return readSaved(path);
}

export function targetNameOf(saved: SavedRun): string {
  switch (saved.kind) {
    case 'finding':
      return saved.finding.target;
    case 'unshrunk':
      return saved.unshrunk.target;
    case 'log':
      return saved.log.target;
  }
}

/** The run was performed: the finding that is saved, or that the saved run amounts to. */
export interface PerformedFinding extends RecordDone {
  readonly finding: Finding;
}

/** It was met once, and does not fail again. */
export interface FailsNoMore {
  readonly kind: 'failsNoMore';
  /** One line. */
  readonly text: string;
}

export type PerformedSaved = Ended<PerformedFinding> | FailsNoMore;

/** A run of which no digest is known is performed twice: once to become a finding. */
export async function performSaved(
  saved: SavedRun,
  found: Found,
  performer: Performer,
): Promise<PerformedSaved> {
  const { entry, externalTarget } = found;
  if (saved.kind !== 'unshrunk') {
    const finding = saved.kind === 'finding' ? saved.finding : loggedFinding(saved, entry);
    return performed(finding, found, performer);
  }
  const { property, run } = saved.unshrunk.failure;
  const first = await perform({ property, run }, entry, externalTarget, performer);
  if (first.kind !== 'done') return first;
  const finding = unshrunkFinding(saved.unshrunk, first.recording);
  if (finding !== null) return performed(finding, found, performer);
  return { kind: 'failsNoMore', text: `${property} held when the run was performed again` };
}

async function performed(
  finding: Finding,
  { entry, externalTarget }: Found,
  performer: Performer,
): Promise<PerformedSaved> {
  const ended = await perform(finding, entry, externalTarget, performer);
  return ended.kind === 'done' ? { ...ended, finding } : ended;
}

/** Says so, and returns the exit code of a command that can do nothing with it. */
export function failsNoMore(
  { text }: FailsNoMore,
  command: string,
  { json = false }: OutputArguments,
): ExitCodeValue {
  const exitCode = ExitCode.notReproducible;
  const message = `it failed when it was met, and does not fail again: ${text}`;
  warn(message);
  if (json) printJson({ command, error: { message, exitCode } });
  return exitCode;
}
