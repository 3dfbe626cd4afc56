/** The log of a failed run as a finding that nothing was shrunk of, so that it can be drawn. */
import { Refusal } from '../adapters/refusal.ts';
import { shownPath } from '../campaign/findings/place.ts';
import { readTraceLog, type TraceLog } from '../campaign/findings/trace-log-file.ts';
import { COMMAND } from '../library/how-to-call.ts';
import type { Told } from '../library/finding-text.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf } from '../search/label.ts';
import { runFacts } from '../search/run-facts.ts';
import { violationThatEnded } from '../search/running/recorded-violation.ts';
import { registered, type Registered } from '../targets/registry.ts';
import type { ExternalTarget } from './external-target.ts';
import { shellQuoted } from './invocation.ts';
import { findingAsMet } from './unshrunk-finding.ts';

/** Whether an address is that of a log, such as hunts keep of runs that failed. */
export function isLog(path: string): boolean {
  return path.endsWith('.ndjson');
}

/** Nothing is performed again: the log says what happened. Throws a {@link Refusal}. */
export async function loggedReport(
  file: string,
  externalTargets: readonly ExternalTarget[],
): Promise<Told> {
  const log = await readTraceLog(file);
  const brought = externalTargets.find(({ entry }) => entry.name === log.target);
  const entry = brought?.entry ?? registered(log.target) ?? null;
  const finding = loggedFinding({ log, file }, entry);
  return {
    finding,
    label: labelOf(finding, entry?.target.capabilities ?? {}, log.trace),
    trace: log.trace,
    replayCommand: `${COMMAND} report ${shellQuoted(file)}`,
    folder: null,
    isNew: false,
  };
}

/** `entry` is null where the target is not there. Throws a {@link Refusal}. */
export function loggedFinding(
  { log, file }: { readonly log: TraceLog; readonly file: string },
  entry: Registered | null,
): Finding {
  const target = entry?.target;
  const capabilities = target?.capabilities ?? {};
  const { nodes, timing, kind } = log.run;
  const violation = violationThatEnded(log.trace, {
    hasClock: kind === 'scenario',
    facts: target === undefined ? { nodes, ...timing } : runFacts(target, nodes, timing),
    capabilities,
  });
  if (violation === null) {
    throw new Refusal(`${shownPath(file)}: what it records breaks nothing; is it the whole log?`);
  }
  return findingAsMet({ ...log, ...violation });
}
