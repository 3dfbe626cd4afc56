/** Gathers what a report of a finding shows. */
import { faultOf } from '../faults/catalogue.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { renderFinding } from '../reports/terminal/finding.ts';
import { PLAIN_STYLE, type Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import type { Label } from '../search/label.ts';
import type { Trace } from '../trace/trace.ts';
import { replayCommand } from './invocation.ts';

/** A finding with the trace of its run. */
export interface Told {
  readonly finding: Finding;
  readonly label: Label;
  readonly trace: Trace;
  readonly out: string;
  /** Where it is saved; null if it is not. */
  readonly folder: string | null;
  readonly isNew: boolean;
  /** How the target is started, if it is a program. */
  readonly exec?: string | undefined;
}

/** The report for a terminal. */
export function reportText(told: Told, isFull: boolean, style: Style): string {
  return renderFinding({ ...contentOf(told), isFull }, style);
}

/** The report for a file: all rows, no colour, and nothing that is true only today. */
export function reportFile(told: Told): string {
  return renderFinding({ ...contentOf(told), isFull: true, isNew: false }, PLAIN_STYLE);
}

function contentOf({
  finding,
  label,
  trace,
  out,
  folder,
  isNew,
  exec,
}: Told): Omit<FindingReport, 'isFull'> {
  const { run, property, id } = finding;
  const actions = run.kind === 'scenario' ? run.actions : [];
  return {
    finding,
    label,
    trace,
    folder,
    isNew,
    claim: propertyNamed(property).claim,
    actions: actions.map((action) => {
      const fault = faultOf(action);
      return { letter: fault.letter, text: fault.describe(action, run.nodes) };
    }),
    replayCommand: replayCommand(id, out, exec),
  };
}
