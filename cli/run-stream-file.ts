/** Reads a stream that `--reporter ndjson` wrote: every line of it is checked. */
import { readFileSync, statSync } from 'node:fs';
import { issueLine } from '../adapters/issue-line.ts';
import { Refusal } from '../adapters/refusal.ts';
import { lookedAt, shownPath } from '../campaign/findings/place.ts';
import type { RunLine, RunStream } from '../reports/events/run-line.ts';
import type { ReportStream } from '../reports/events/report-line.ts';
import { runLineSchema } from './report-events-schema.ts';

/** Fifty findings with all their events have less. */
const MAX_BYTES = 256_000_000;

/** Throws a {@link Refusal} of one line for a file that is not there, not whole or not a stream. */
export function readRunStream(file: string): RunStream {
  const status = lookedAt(file, () => statSync(file, { throwIfNoEntry: false }));
  if (status === undefined) throw new Refusal(`${shownPath(file)}: there is no such file`);
  if (status.size > MAX_BYTES) throw new Refusal(`${shownPath(file)}: it is too large`);
  const text = lookedAt(file, () => readFileSync(file, 'utf8'));
  const rows = text.split('\n').filter((row) => row !== '');
  return streamOf(
    rows.map((row, index) => lineOf(row, `${shownPath(file)}:${index + 1}`)),
    shownPath(file),
  );
}

function lineOf(row: string, place: string): RunLine {
  let json: unknown;
  try {
    json = JSON.parse(row);
  } catch {
    throw new Refusal(`${place}: it is not JSON, or only the first part of it`);
  }
  const line = runLineSchema.safeParse(json);
  if (line.success) return line.data;
  throw new Refusal(`${place}: ${issueLine(line.error, '')}`);
}

function streamOf(lines: readonly RunLine[], place: string): RunStream {
  const [start, ...rest] = lines;
  const summary = rest.at(-1);
  if (start?.type !== 'start') throw new Refusal(`${place}: it does not begin with a start`);
  if (summary?.type !== 'summary') throw new Refusal(`${place}: it was cut short`);
  return {
    start,
    findings: findingsIn(rest),
    targets: rest.filter((line) => line.type === 'target'),
    cases: rest.filter((line) => line.type === 'case'),
    summary,
  };
}

/** Steps and events belong to the finding before them. */
function findingsIn(lines: readonly RunLine[]): readonly ReportStream[] {
  const starts = lines.flatMap((line, index) => (line.type === 'finding' ? [{ line, index }] : []));
  return starts.map(({ line: finding, index }, place) => {
    const own = lines.slice(index, starts[place + 1]?.index ?? lines.length);
    const steps = own.filter((line) => line.type === 'step');
    const events = own.filter((line) => line.type === 'event');
    return { finding, steps, events };
  });
}
