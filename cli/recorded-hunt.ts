/** What is written down of a hunt, as the hunt that it was: of shards, or of earlier sessions. */
import { Ledger } from '../campaign/ledger/ledger.ts';
import type { TargetRecord } from '../campaign/ledger/record.ts';
import type { FailedRuns } from '../campaign/findings/failed-runs.ts';
import type { Finding } from '../search/finding.ts';
import { progressOf, progressWithout, resultOf } from '../search/hunting/counts.ts';
import type { Trace } from '../trace/trace.ts';
import type { Found } from './bring-targets.ts';
import type { Hunted } from './hunting.ts';
import { perform, type Performer } from './performing.ts';
import type { TargetPlan } from './run-plan.ts';

export function recordedHunt(
  { state, resumable, failures, findings, ...record }: TargetRecord,
  plan: TargetPlan,
  failedRuns: FailedRuns,
): Hunted {
  const { wallMs, shrinkingMs, usedMs, reachedMs, isInterrupted } = record;
  const { counts, guided, coverage } = state;
  const { sought, maxFindings, shard } = plan.request;
  const [first] = state.failures;
  const result = resultOf(
    counts,
    progressWithout(progressOf({ ...counts, phase: 'hunting', found: findings.length }), guided),
    {
      sought: sought === null ? null : new Set(sought),
      firstFind: first === undefined ? null : { engine: first.foundBy, runs: first.number },
      findings,
    },
  );
  const ledger = new Ledger({ maxFindings, from: resumable, ...(shard && { shard }) });
  return {
    ...{ plan, result, counts, guided, coverage, failures, failedRuns },
    ...{ wallMs, shrinkingMs, usedMs, reachedMs, huntedMs: 0, lostMs: 0 },
    ...{ learned: [], traces: new Map(), resumable },
    ...{ stoodStill: null, brokeDown: null, isTimeUp: false, isInterrupted },
    isEnough: ledger.isEnough,
  };
}

/** Records have no traces: runs are performed again, those of code from outside in a thread. */
export async function tracesOf(
  findings: readonly Finding[],
  { entry, externalTarget }: Found,
  performer: Performer,
): Promise<ReadonlyMap<string, Trace>> {
  const traces = new Map<string, Trace>();
  for (const finding of findings) {
    const ended = await perform(finding, entry, externalTarget, performer);
    if (ended.kind === 'done') traces.set(finding.id, ended.recording.trace);
  }
  return traces;
}
