/**
 * The kill matrix: which broken Raft is killed by which property and engine, how soon, and how
 * short the run is that remains. What must survive is listed beside it.
 */
import type { PropertyId } from '../../properties/property.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { Action } from '../../faults/action.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation, Kill } from './evaluation.ts';

/** What was known beforehand. */
export interface Expectation {
  readonly id: string;
  /** One line. */
  readonly title: string;
  /** Number of the defect in the catalogue; null if it has none. */
  readonly catalogueId: string | null;
  readonly expected: 'killed' | 'survives';
  /** The properties that judge it, of a mutant the one that must kill it; null: all. */
  readonly judgedBy: readonly PropertyId[] | null;
  /** Decisions of the shortest run known; null if none is, or the clock decides. */
  readonly shortest: number | null;
}

/** One line of the matrix. */
export interface MatrixRow extends Expectation {
  readonly attacks: readonly Evaluation[];
  /** By the engine that needed fewer runs; null if all engines were survived. */
  readonly kill: (Kill & Pick<Evaluation, 'engine'>) | null;
  readonly isAsExpected: boolean;
  /** Decisions of the run that remains, or actions if it needs a clock; null if there is none. */
  readonly length: number | null;
  /** Kinds of faults that the run that remains cannot do without. */
  readonly needs: readonly string[];
}

export function matrixRow(known: Expectation, attacks: readonly Evaluation[]): MatrixRow {
  const kills = attacks.flatMap(({ engine, kill }) => (kill === null ? [] : [{ ...kill, engine }]));
  const kill = kills.sort((one, other) => one.runs - other.runs)[0] ?? null;
  const { judgedBy } = known;
  const isKilled = kill !== null && (judgedBy === null || judgedBy.includes(kill.property));
  const isAsExpected = known.expected === 'killed' ? isKilled : kill === null;
  const finding = bestFinding(kills);
  const shown = kill === null ? null : { ...kill, finding };
  const length = finding === null ? null : lengthOf(finding);
  return { ...known, attacks, kill: shown, isAsExpected, length, needs: needsOf(finding) };
}

/** How many of those that must die did, of how many. */
export interface Score {
  readonly killed: number;
  readonly total: number;
}

export function scoreOf(rows: readonly MatrixRow[]): Score {
  const due = rows.filter(({ expected }) => expected === 'killed');
  return { killed: due.filter(({ isAsExpected }) => isAsExpected).length, total: due.length };
}

/** The length of the run that remains: decisions without a clock, else actions. */
function lengthOf({ shrinking }: Finding): number {
  const { decisions, actions } = shrinking.shrunk;
  return decisions ?? actions ?? 0;
}

/** The shortest that any engine came to. */
function bestFinding(kills: readonly Kill[]): Finding | null {
  const findings = kills.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  return findings.sort((one, other) => lengthOf(one) - lengthOf(other))[0] ?? null;
}

function needsOf(finding: Finding | null): readonly string[] {
  if (finding === null) return [];
  const { run, ablation } = finding;
  const parts: readonly (Action | Decision)[] =
    run.kind === 'schedule' ? run.decisions : run.actions;
  const needed = ablation.flatMap(({ part, needed }) => (needed ? [parts[part]?.kind] : []));
  return [...new Set(needed)].filter((kind) => kind !== undefined && isFault(kind)) as string[];
}

/** Deliveries, timers, proposals and the passing of time are what would happen anyway. */
function isFault(kind: (Action | Decision)['kind']): boolean {
  switch (kind) {
    case 'fire':
    case 'deliver':
    case 'propose':
    case 'elapse':
      return false;
    default:
      return true;
  }
}
