/** Saves a finding if it is new, and tells of it either way. */
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { Refusal } from '../adapters/refusal.ts';
import type { Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf, type Label } from '../search/label.ts';
import { recordRun } from '../search/running/record.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import type { Target } from '../simulator/target.ts';
import { reportFile, reportText } from '../library/finding-text.ts';
import { replayCommand } from './invocation.ts';
import { warn } from './terminal.ts';

/** A finding, and where it went. */
export interface KeptFinding {
  readonly finding: Finding;
  readonly label: Label;
  /** Null if it could not be saved. */
  readonly folder: string | null;
  /** False if it was there before. */
  readonly isNew: boolean;
  /** The report for a terminal. */
  readonly text: string;
}

interface KeepOptions {
  readonly out: string;
  readonly full?: boolean;
  /** The option that brings the target, if it is the user's. */
  readonly given?: string | undefined;
  /** The same run as one that was saved, of which more is known now. */
  readonly isBetter?: boolean;
}

export async function keepFinding(
  finding: Finding,
  target: Target,
  { out, full, given, isBetter }: KeepOptions,
  style: Style,
): Promise<KeptFinding> {
  const store = new FindingsStore(out);
  const sought = new Set([finding.property]);
  const { trace } = await inMacrotask(() => recordRun(target, finding.run, sought));
  const label = labelOf(finding, target.capabilities, trace);
  const again = replayCommand(finding.id, out, given);
  const told = { finding, label, trace, replayCommand: again };
  const text = (folder: string | null, isNew: boolean): string =>
    reportText({ ...told, folder, isNew }, full === true, style);
  try {
    const folder = store.folderOf(finding);
    const isNew = !(await store.knows(finding));
    if (isNew || isBetter === true)
      store.save(finding, reportFile({ ...told, folder, isNew }), trace);
    return { finding, label, folder, isNew, text: text(folder, isNew) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`not saved: ${error.message}`);
    return { finding, label, folder: null, isNew: true, text: text(null, true) };
  }
}
