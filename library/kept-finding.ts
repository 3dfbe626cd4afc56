/** Saves a finding where it can be read again, and tells of it. */
import { join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { FINDING_FILE } from '../campaign/findings/finding-file.ts';
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf } from '../search/label.ts';
import { recordRun } from '../search/running/record.ts';
import type { Target } from '../simulator/target.ts';
import { reportFile, reportText } from './finding-text.ts';

/** The same folder that the command line uses. */
const USUAL_OUT = '.whitewater';

const REPLAY_ERROR = 'await replay(target, error.finding)';

/** The reports of all of them: a finding, and others that were met while it was shrunk. */
export function keptFindings(
  target: Target,
  findings: readonly Finding[],
  out: string | null = USUAL_OUT,
  replayError = REPLAY_ERROR,
): string {
  return findings.map((finding) => keptFinding(target, finding, out, replayError)).join('\n');
}

/**
 * The report. What an earlier version of the code did in the same run stays beside it. A disk that
 * cannot be written to takes nothing from the report but the name of the folder.
 */
function keptFinding(
  target: Target,
  finding: Finding,
  out: string | null,
  replayError: string,
): string {
  const { trace } = recordRun(target, finding.run, new Set([finding.property]));
  const label = labelOf(finding, target.capabilities, trace);
  const told = { finding, label, trace };
  const unsaved = { ...told, isNew: true, folder: null, replayCommand: replayError };
  if (out === null) return reportText(unsaved, false, PLAIN_STYLE);
  try {
    const store = new FindingsStore(out);
    const { folder, isNew } = store.placeOf(finding);
    const replayCommand = `await replay(target, '${join(folder, FINDING_FILE)}')`;
    const saved = { ...told, isNew, folder, replayCommand };
    if (isNew) store.save(finding, reportFile(saved), trace);
    return reportText(saved, false, PLAIN_STYLE);
  } catch (error) {
    const reason = error instanceof Refusal ? error.message : String(error);
    return `${reportText(unsaved, false, PLAIN_STYLE)}   Not saved: ${reason}\n`;
  }
}
