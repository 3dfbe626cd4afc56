/** Saves a finding where it can be read again, and tells of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_FILE } from '../campaign/finding-file.ts';
import { FindingsStore } from '../campaign/findings-store.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf } from '../search/label.ts';
import { recordRun } from '../search/record.ts';
import type { Target } from '../simulator/target.ts';
import { reportFile, reportText } from './finding-text.ts';

/** The same folder that the command line uses. */
const USUAL_OUT = '.whitewater';

/** The report. A disk that cannot be written takes nothing from it but the name of the folder. */
export function keptFinding(
  target: Target,
  finding: Finding,
  out: string | null = USUAL_OUT,
): string {
  const { trace } = recordRun(target, finding.run, new Set([finding.property]));
  const store = out === null ? null : new FindingsStore(out);
  const folder = store?.folderOf(finding) ?? null;
  const isNew = folder === null || !existsSync(join(folder, FINDING_FILE));
  const label = labelOf(finding, target.capabilities, trace);
  const told = { finding, label, trace, isNew };
  const unsaved = { ...told, folder: null, replayCommand: 'await replay(target, error.finding)' };
  if (store === null || folder === null) return reportText(unsaved, false, PLAIN_STYLE);
  const file = join(folder, FINDING_FILE);
  const saved = { ...told, folder, replayCommand: `await replay(target, '${file}')` };
  try {
    if (isNew) store.save(finding, reportFile(saved), trace);
  } catch {
    return reportText(unsaved, false, PLAIN_STYLE);
  }
  return reportText(saved, false, PLAIN_STYLE);
}
