/** Findings within a stream as reports: their traces are put together from the events. */
import { refuseOther, tracedFrom } from '../campaign/findings/trace-log-file.ts';
import { contentOf } from '../library/finding-text.ts';
import type { ReportStream } from '../reports/events/report-line.ts';
import { labelOf, type Label } from '../search/label.ts';
import { registered } from '../targets/registry.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';

/**
 * Null for a stream of an older version, which does not hold the finding itself. Throws a
 * {@link Refusal} for one that is not of the run that it claims.
 */
export async function storedReport(
  { finding: line, events }: ReportStream,
  file: string,
): Promise<FindingReport | null> {
  if (line.saved === undefined) return null;
  const { parseFinding } = await import('../campaign/findings/finding-schema.ts');
  const finding = parseFinding(line.saved);
  const logged = events.map(({ number: step, timeMs, event, after }) => {
    return { step, timeMs, event, ...(after === undefined ? {} : { after }) };
  });
  const trace = tracedFrom(logged, finding.run.nodes, file);
  refuseOther(finding, trace, file);
  const told = { finding, trace, replayCommand: line.replay, folder: null, isNew: false };
  const isLost = line.lost === true;
  const capabilities = registered(finding.target)?.target.capabilities;
  const label: Label =
    capabilities === undefined
      ? { kind: line.label, beyond: [] }
      : labelOf(finding, capabilities, trace);
  return { ...contentOf({ ...told, isLost, label }), isFull: true };
}
