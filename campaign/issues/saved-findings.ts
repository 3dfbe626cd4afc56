/** All findings in a folder that a campaign wrote. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import type { Finding } from '../../search/finding.ts';
import { FINDING_FILE, readFinding } from '../findings/finding-file.ts';
import { lookedAt } from '../findings/place.ts';

export interface SavedFindings {
  readonly findings: readonly Finding[];
  /** One line for each that cannot be read. */
  readonly unreadable: readonly string[];
}

/** `out` is what `--out` of the campaign was. One file that is wrong does not hide the others. */
export async function savedFindings(out: string): Promise<SavedFindings> {
  const folder = join(out, 'findings');
  if (!existsSync(folder)) return { findings: [], unreadable: [] };
  const findings: Finding[] = [];
  const unreadable: string[] = [];
  for (const name of lookedAt(folder, () => readdirSync(folder)).sort()) {
    const file = join(folder, name, FINDING_FILE);
    if (!existsSync(file)) continue;
    try {
      findings.push(await readFinding(file));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      unreadable.push(error.message);
    }
  }
  return { findings, unreadable };
}
