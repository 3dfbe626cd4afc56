/** Reads the log of a trace; whatever is wrong with the file becomes one clear line. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import type { Finding, SavedRun } from '../../search/finding.ts';
import { Digest } from '../../trace/digest.ts';
import { nodeOf } from '../../trace/event.ts';
import type { Trace, TraceLine } from '../../trace/trace.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { FINDING_FILE } from './finding-file.ts';
import { lookedAt, shownPath } from './place.ts';
import type { LoggedLine } from './trace-schema.ts';

/** The name of the log within the folder of a finding. */
export const TRACE_FILE = 'trace.ndjson';

/** Far more than the longest run takes. */
const MAX_BYTES = 256_000_000;

/** The log that was saved with a finding, by the finding's file or folder; null if none was. */
export function logBeside(path: string): string | null {
  const folder = basename(path) === FINDING_FILE ? dirname(path) : path;
  const file = join(folder, TRACE_FILE);
  return existsSync(file) ? file : null;
}

/**
 * The trace that was recorded of a finding. Throws a {@link Refusal}, also of the trace of another
 * run.
 */
export async function readTraceOf(finding: Finding, file: string): Promise<Trace> {
  const { trace } = await readTraceLog(file);
  refuseOther(finding, trace, file);
  return trace;
}

/** Throws a {@link Refusal} of a trace that a finding does not tell of. */
export function refuseOther({ id, digest, witness }: Finding, trace: Trace, file: string): void {
  const named = [witness.step, ...witness.because.map(({ step }) => step)];
  const beyond = named.find((step) => step > trace.length);
  if (digest !== digestOf(trace)) {
    throw new Refusal(`${shownPath(file)}: it is not the trace of finding ${id}`);
  }
  if (beyond !== undefined) {
    const end = `the trace ends at ${trace.length}`;
    throw new Refusal(`${shownPath(file)}: finding ${id} names step ${beyond}, and ${end}`);
  }
}

/** A log that stands alone: what was performed, and what happened. */
export interface TraceLog {
  readonly target: string;
  readonly run: SavedRun;
  readonly trace: Trace;
  readonly digest: string;
}

/** Reads the log of a run, as hunts keep it of runs that failed. Throws a {@link Refusal}. */
export async function readTraceLog(file: string): Promise<TraceLog> {
  const { traceHeadOf, traceLineParser } = await import('./trace-schema.ts');
  const [head = '', ...lines] = linesOf(file);
  const { target, run } = readAs(traceHeadOf, head, `${file}:1`);
  const parse = traceLineParser(run.nodes);
  const logged = lines.map((line, index) => readAs(parse, line, `${file}:${index + 2}`));
  const trace = tracedFrom(logged, run.nodes, file);
  return { target, run, trace, digest: digestOf(trace) };
}

/** Complete lines alone: a file that ends within one was cut. Throws a {@link Refusal}. */
export function linesOf(file: string): readonly string[] {
  const size = lookedAt(file, () => statSync(file).size);
  if (size > MAX_BYTES) {
    throw new Refusal(`${shownPath(file)}: it has ${size} bytes, and no log has over ${MAX_BYTES}`);
  }
  const lines = lookedAt(file, () => readFileSync(file, 'utf8')).split('\n');
  if (lines.pop() === '' && lines.length > 0) return lines;
  throw new Refusal(`${shownPath(file)}: it is no log of a run, or only the first part of one`);
}

function readAs<Content>(parse: (json: unknown) => Content, line: string, place: string): Content {
  try {
    return parse(JSON.parse(line));
  } catch (error) {
    const message = error instanceof Refusal ? error.message : 'it is not JSON';
    throw new Refusal(`${shownPath(place)}: ${message}`);
  }
}

/** A view that did not change is not written again: it is the one that its node had before. */
export function tracedFrom(lines: readonly LoggedLine[], nodes: number, file: string): Trace {
  const views = new Array<NodeView | null>(nodes).fill(null);
  return lines.map((line, index): TraceLine => {
    const { step, timeMs, event, before, after } = line;
    if (step !== index + 1) {
      throw new Refusal(`${shownPath(file)}: event ${index + 1} is numbered ${step}`);
    }
    const node = viewedNode(event);
    const known = views[node - 1] ?? null;
    if (after === undefined) return { step, timeMs, event, before: known, after: known };
    if (node > 0) views[node - 1] = after;
    return { step, timeMs, event, before: before ?? known, after };
  });
}

/** What happens to a message is written down without the view of any node. */
function viewedNode(event: TraceLine['event']): NodeId {
  switch (event.kind) {
    case 'sent':
    case 'lost':
    case 'duplicated':
      return 0;
    default:
      return nodeOf(event);
  }
}

function digestOf(trace: Trace): string {
  const digest = new Digest();
  for (const { timeMs, event, before, after } of trace) {
    if (event.kind === 'sent') digest.sent(timeMs, event.flight);
    else digest.happened(timeMs, event, before, after);
  }
  return digest.value;
}
