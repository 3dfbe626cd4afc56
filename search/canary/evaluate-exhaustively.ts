/**
 * The exhaustive engine against a mutant case whose property no run shows: a possibility, which is
 * judged of states. It looks where the shortest run known is, without faults.
 */
import { propertyNamed } from '../../properties/catalogue.ts';
import { explore } from '../exploring/explore.ts';
import { findingOfSearch } from '../shrinking/found-by-exploring.ts';
import type { Evaluation, EvaluationBudget, MutantCase } from './evaluation.ts';

/** How far it goes if no run is known; a few seconds. */
const USUAL_DECISIONS = 7;

/** Logs that differ in terms need two leaders. */
const MAX_TERM = 2;

const MAX_STATES = 2_000_000;

export function evaluateExhaustively(
  { target, judgedBy, nodes, shortest }: MutantCase,
  { timing, shrinkLimits, shouldStop, nowMs }: EvaluationBudget,
): Evaluation {
  const properties = (judgedBy ?? []).map(propertyNamed);
  const startedMs = nowMs();
  const size = nodes[0] ?? 1;
  const bounds = {
    nodes: size,
    maxDecisions: shortest ?? USUAL_DECISIONS,
    maxTerm: MAX_TERM,
    faults: [],
    maxStates: MAX_STATES,
  };
  const result = explore(target, bounds, { properties, timing, shouldStop });
  const huntMs = nowMs() - startedMs;
  const none = { engine: 'exhaustive', kill: null, runs: 0, wallMs: huntMs } as const;
  if (result.kind !== 'violated') return none;
  const schedule = { nodes: size, timing, decisions: result.run };
  const found = findingOfSearch(target, schedule, properties, shrinkLimits());
  if (found === null) return none;
  const { finding } = found;
  const wallMs = nowMs() - startedMs;
  const kill = { property: finding.property, runs: 0, huntMs, shrinkMs: wallMs - huntMs, finding };
  return { engine: 'exhaustive', kill, runs: 0, wallMs };
}
