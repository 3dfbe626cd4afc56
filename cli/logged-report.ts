/** The log of a failed run as a finding that nothing was shrunk of, so that it can be drawn. */
import { Refusal } from '../adapters/refusal.ts';
import { shownPath } from '../campaign/findings/place.ts';
import { readTraceLog, type TraceLog } from '../campaign/findings/trace-log-file.ts';
import { COMMAND } from '../library/how-to-call.ts';
import type { Told } from '../library/finding-text.ts';
import type { Violation } from '../properties/check.ts';
import { FINDING_VERSION, type Finding, type RunSize } from '../search/finding.ts';
import { findingId, signatureOf } from '../search/identity.ts';
import { labelOf } from '../search/label.ts';
import { runFacts } from '../search/run-facts.ts';
import { violationThatEnded } from '../search/running/recorded-violation.ts';
import { registered } from '../targets/registry.ts';
import type { ExternalTarget } from './external-target.ts';
import { shellQuoted } from './invocation.ts';

/** Whether an address is that of a log, such as hunts keep of runs that failed. */
export function isLog(path: string): boolean {
  return path.endsWith('.ndjson');
}

/** Nothing is performed again: the log says what happened. Throws a {@link Refusal}. */
export async function loggedReport(
  path: string,
  externalTargets: readonly ExternalTarget[],
): Promise<Told> {
  const log = await readTraceLog(path);
  const brought = externalTargets.find(({ entry }) => entry.name === log.target);
  const target = brought?.entry.target ?? registered(log.target)?.target;
  const capabilities = target?.capabilities ?? {};
  const { nodes, timing, kind } = log.run;
  const violation = violationThatEnded(log.trace, {
    hasClock: kind === 'scenario',
    facts: target === undefined ? { nodes, ...timing } : runFacts(target, nodes, timing),
    capabilities,
  });
  if (violation === null) {
    throw new Refusal(`${shownPath(path)}: what it records breaks nothing; is it the whole log?`);
  }
  const finding = unshrunk(log, violation);
  return {
    finding,
    label: labelOf(finding, capabilities, log.trace),
    trace: log.trace,
    replayCommand: `${COMMAND} report ${shellQuoted(path)}`,
    folder: null,
    isNew: false,
  };
}

function unshrunk(
  { target, run, trace, digest }: TraceLog,
  { property, witness }: Violation,
): Finding {
  const events = trace.filter(({ event }) => event.kind !== 'sent').length;
  const isTimed = run.kind === 'scenario';
  const size: RunSize = {
    nodes: run.nodes,
    actions: isTimed ? run.actions.length : null,
    decisions: isTimed ? null : run.decisions.length,
    events,
    simulatedMs: isTimed ? witness.timeMs : null,
  };
  return {
    whitewater: FINDING_VERSION,
    id: findingId(target, property, run),
    target,
    property,
    run,
    witness,
    digest,
    ablation: [],
    foundBy: isTimed ? 'timed' : 'adversarial',
    shrinking: { original: size, shrunk: size, executions: 0, result: 'budget', states: 0 },
    signature: signatureOf(property, witness),
  };
}
