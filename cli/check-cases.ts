/** Pinned findings as reporters are told of them: one case each. */
import { basename } from 'node:path';
import type { CaseLine } from '../reports/events/run-line.ts';
import type { CheckLine } from '../reports/terminal/check.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { Content, Judged } from './reporting.ts';

/** A pinned finding, judged; the code is that of this file alone. */
export interface JudgedFile extends CheckLine {
  readonly code: ExitCodeValue;
}

/** What `check` adds to a report: its suite is the folder. */
export function judgedOfCheck(
  folder: string,
  checked: readonly JudgedFile[],
  notChecked: readonly string[],
): Judged {
  const cases = checked.map((one) => caseOf(folder, one));
  const left = notChecked.map((file): Content<CaseLine> => {
    const message = 'interrupted before it was performed';
    const none = { property: null, details: '', finding: null } as const;
    return { suite: folder, name: nameOf(file, null), outcome: 'skipped', message, ...none };
  });
  if (cases.some(({ outcome }) => outcome !== 'skipped')) return { cases: [...cases, ...left] };
  return { cases: [...cases, ...left, nothingPerformed(folder, checked.length + left.length)] };
}

function caseOf(folder: string, one: JudgedFile): Content<CaseLine> {
  const { file, finding, isFine, isLeftOut, text, code } = one;
  const failed = code === ExitCode.violation ? 'failure' : 'error';
  return {
    suite: folder,
    name: nameOf(file, finding),
    outcome: isLeftOut ? 'skipped' : isFine ? 'passed' : failed,
    property: finding?.property ?? null,
    message: text,
    details: isFine || isLeftOut ? '' : `${file}\n${text}\n`,
    finding: finding?.id ?? null,
  };
}

function nameOf(file: string, finding: CheckLine['finding']): string {
  const name = basename(file, '.json');
  return finding === null ? name : `${finding.target}: ${name}`;
}

/** Nothing pinned, or nothing that could be performed, proves nothing. */
function nothingPerformed(folder: string, count: number): Content<CaseLine> {
  const message = count === 0 ? `nothing is pinned in ${folder}` : 'nothing was performed';
  const none = { property: null, details: '', finding: null } as const;
  return { suite: folder, name: 'check', outcome: 'error', message, ...none };
}
