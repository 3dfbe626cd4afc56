/**
 * Simpler runs to try in the place of one that stands still, boldest first. To try one that stands
 * still as well takes as long as the watchdog waits, so these are few: no other seeds, no times.
 */
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { isPure, type Target } from '../../simulator/target.ts';
import type { Trace } from '../../trace/trace.ts';
import type { SavedRun } from '../finding.ts';
import { canonicalJson } from '../canonical-json.ts';
import { decisionsOf, withoutIdleTimers } from '../running/decisions-of.ts';
import { calmerThan } from './shrink-schedule.ts';
import { clusterSizes, type ShrinkLimits } from './shrink-limits.ts';

/** `trace` is that of the run. */
export function* simplerRuns(
  target: Target,
  run: SavedRun,
  trace: Trace,
  limits: ShrinkLimits,
): Generator<SavedRun> {
  if (run.kind === 'scenario' && isPure(target)) {
    const { nodes, timing } = run;
    for (const told of [trace, withoutIdleTimers(trace)]) {
      yield { kind: 'schedule', nodes, timing, decisions: decisionsOf(told) };
    }
  }
  const sizes = clusterSizes(target, run.nodes, limits);
  for (const nodes of sizes) if (nodes < run.nodes) yield { ...withoutParts(run), nodes };
  for (const nodes of sizes) if (nodes < run.nodes) yield { ...run, nodes };
  if (run.kind === 'scenario') {
    for (const actions of shorterLists(run.actions)) yield { ...run, actions };
    const settings = { ...DEFAULT_NETWORK, fifo: true };
    if (canonicalJson(settings) !== canonicalJson(run.settings)) yield { ...run, settings };
    return;
  }
  for (const decisions of shorterLists(run.decisions)) yield { ...run, decisions };
  for (const [index, decision] of run.decisions.entries()) {
    const calmer = calmerThan(decision);
    if (calmer !== null) yield { ...run, decisions: run.decisions.with(index, calmer) };
  }
}

function withoutParts(run: SavedRun): SavedRun {
  return run.kind === 'scenario' ? { ...run, actions: [] } : { ...run, decisions: [] };
}

/** With ever smaller parts left out, from all of it to single ones. */
function* shorterLists<Item>(list: readonly Item[]): Generator<readonly Item[]> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < list.length; start += size) {
      yield [...list.slice(0, start), ...list.slice(start + size)];
    }
  }
}
