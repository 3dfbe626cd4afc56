/** The run of a finding as it was met, for the page: performed again, event by event. */
import { contentOf } from '../library/finding-text.ts';
import { keptFaultsOf } from '../reports/story/kept-faults.ts';
import { showEvents } from '../reports/story/show-events.ts';
import { survivorsOf } from '../reports/story/survivors.ts';
import type { ShownRun } from '../reports/story/shown-run.ts';
import { traceIndex } from '../reports/story/trace-index.ts';
import type { Finding } from '../search/finding.ts';
import { runFacts } from '../search/run-facts.ts';
import { recordRun } from '../search/running/record.ts';
import { testedAlong } from '../search/running/tested-along.ts';
import type { Target } from '../simulator/target.ts';
import type { Trace } from '../trace/trace.ts';

/** Null if it was not kept, or no longer breaks what it broke. */
export function originalRun(finding: Finding, target: Target, shrunk: Trace): ShownRun | null {
  const { met, property } = finding;
  if (met === undefined) return null;
  const { result, trace } = recordRun(target, met, new Set([property]));
  const witness = result.violations.find((broken) => broken.property === property)?.witness;
  if (witness === undefined) return null;
  const original = { ...finding, run: met, witness, ablation: [] };
  const label = { kind: 'bug', beyond: [] } as const;
  const told = { finding: original, label, trace, replayCommand: '', folder: null, isNew: false };
  const index = traceIndex(trace, met.nodes);
  return showEvents(index, {
    hasClock: met.kind === 'scenario',
    witness,
    by: keptFaultsOf(contentOf(told), index).by,
    survivors: survivorsOf(shrunk, trace, { shrunk: finding.run.nodes, met: met.nodes }),
    tested: testedAlong(trace, property, runFacts(target, met.nodes, met.timing)),
  });
}
