/** Annotations of GitHub's Actions: an error for each case that did not pass. */
import { printable } from '../../trace/printable.ts';
import { replayLabel } from '../events/report-line.ts';
import { summaryText, type RunStream } from '../events/run-line.ts';

/** GitHub shows no more errors of one step. */
const ERRORS_MAX = 10;

/**
 * Workflow commands, one a line; nothing if all passed. The runner reads them from either output.
 */
export function renderAnnotations({ findings, cases, summary }: RunStream): string {
  const replays = new Map(
    findings.map(({ finding }) => [finding.id, `${replayLabel(finding)}: ${finding.replay}`]),
  );
  const bad = cases.filter(({ outcome }) => outcome === 'failure' || outcome === 'error');
  const isCut = bad.length > ERRORS_MAX;
  const shown = bad.slice(0, isCut ? ERRORS_MAX - 1 : ERRORS_MAX);
  const errors = shown.map(({ suite, name, message, finding }) => {
    const replay = replays.get(finding ?? '');
    const lines = replay === undefined ? [message] : [message, replay];
    return errorCommand(`${suite}: ${name}`, lines);
  });
  if (!isCut) return errors.join('');
  const rest = `${bad.length - shown.length} more are in the summary of the job`;
  return [...errors, errorCommand(`whitewater: ${summaryText(summary)}`, [rest])].join('');
}

function errorCommand(title: string, lines: readonly string[]): string {
  const message = lines.map((line) => escaped(printable(line))).join('%0A');
  return `::error title=${propertyText(title)}::${message}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25');
}

/** Within a property, a colon or a comma would end it. */
function propertyText(text: string): string {
  return escaped(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
