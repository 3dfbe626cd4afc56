/** Mutants and controls as reporters are told of them: one case each. */
import type { CaseLine, TargetLine } from '../reports/events/run-line.ts';
import { grouped } from '../reports/terminal/numbers.ts';
import type { MatrixRow } from '../search/canary/kill-matrix.ts';
import { failureOf } from './failure.ts';
import type { Content, Judged } from './reporting.ts';

interface Evaluated {
  /** The ids of those that were not evaluated. */
  readonly left: readonly string[];
  readonly setting: string;
  /** What ended it; null if nothing did. */
  readonly error: unknown;
}

const NOTHING_FOUND = { property: null, details: '', finding: null } as const;
const SUITE = { suite: 'canary' } as const;

/** What `canary` adds to a report. */
export function judgedOfCanary(
  rows: readonly MatrixRow[],
  { left, setting, error }: Evaluated,
): Judged {
  const message = 'not evaluated';
  const skipped = left.map((name): Content<CaseLine> => {
    return { ...SUITE, name, outcome: 'skipped', message, ...NOTHING_FOUND };
  });
  const broken = error === null ? [] : [brokenCase(error)];
  return {
    targets: rows.map((row) => targetOf(row, setting)),
    cases: [...rows.map(caseOf), ...skipped, ...broken],
  };
}

function brokenCase(error: unknown): Content<CaseLine> {
  const { message } = failureOf(error);
  return { ...SUITE, name: 'evaluation', outcome: 'error', message, ...NOTHING_FOUND };
}

/** A control that dies is a false alarm; a mutant that survives proves nothing. */
function caseOf(row: MatrixRow): Content<CaseLine> {
  const { id, expected, isAsExpected, kill } = row;
  const bad = expected === 'survives' ? 'failure' : 'error';
  return {
    ...SUITE,
    name: id,
    outcome: isAsExpected ? 'passed' : bad,
    property: kill?.property ?? null,
    message: `${row.title}: ${textOf(row)}`,
    details: '',
    finding: null,
  };
}

function targetOf(row: MatrixRow, setting: string): Content<TargetLine> {
  const { id, expected, isAsExpected, kill, judgedBy, shortest, length } = row;
  const runs = row.attacks.reduce((sum, evaluation) => sum + evaluation.runs, 0);
  const wallMs = row.attacks.reduce((sum, evaluation) => sum + evaluation.wallMs, 0);
  return {
    target: id,
    verdict: kill === null ? 'held' : 'violated',
    text: textOf(row),
    asExpected: isAsExpected,
    breaks: expected === 'killed' ? (judgedBy?.[0] ?? null) : null,
    setting,
    wallMs: Math.round(wallMs),
    figures: {
      runs,
      ...(kill === null ? {} : { runsToKill: kill.runs }),
      ...(length === null ? {} : { length }),
      ...(shortest === null ? {} : { shortest }),
    },
    exercised: {},
    faults: {},
  };
}

function textOf({ expected, kill, attacks }: MatrixRow): string {
  if (kill === null) {
    const runs = grouped(attacks.reduce((sum, evaluation) => sum + evaluation.runs, 0));
    return `${expected === 'survives' ? 'held' : 'survived'} ${runs} runs`;
  }
  if (kill.engine === 'exhaustive') return `breaks ${kill.property}, found by searching everything`;
  return `breaks ${kill.property}, in ${kill.engine} run ${grouped(kill.runs)}`;
}
