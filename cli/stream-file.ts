/** Reads what `--reporter ndjson` wrote; whatever is wrong with the file becomes one clear line. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { issueLine } from '../adapters/issue-line.ts';
import { Refusal } from '../adapters/refusal.ts';
import { FINDING_FILE } from '../campaign/findings/finding-file.ts';
import { lookedAt, shownPath } from '../campaign/findings/place.ts';
import { linesOf } from '../campaign/findings/trace-log-file.ts';
import { STREAM_VERSION } from '../reports/events/report-line.ts';
import type { FindingLine, ReportStream } from '../reports/events/report-line.ts';
import { summaryLine, type RunStream } from '../reports/events/run-line.ts';
import type * as Schema from './report-events-schema.ts';

/** The name of a stream within the folder of a run. */
const STREAM_FILE = 'events.ndjson';

/** What a file tells: all that a command has judged, or one finding. */
export type StoredStream =
  | { readonly kind: 'run'; readonly stream: RunStream }
  | { readonly kind: 'finding'; readonly stream: ReportStream };

/** The stream that a path leads to: a file, or the folder of a run; null if it is none. */
export function streamAt(path: string): string | null {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder && existsSync(join(path, FINDING_FILE))) return null;
  const file = isFolder ? join(path, STREAM_FILE) : path;
  return file.endsWith('.ndjson') && existsSync(file) && beginsAsStream(file) ? file : null;
}

/** The log of a failed run begins otherwise. */
function beginsAsStream(file: string): boolean {
  const beginning = Buffer.alloc(5);
  const open = lookedAt(file, () => openSync(file, 'r'));
  try {
    lookedAt(file, () => readSync(open, beginning));
  } finally {
    closeSync(open);
  }
  return beginning.toString('latin1') === '{"v":';
}

/** Throws a {@link Refusal} of one line. */
export async function readStream(file: string): Promise<StoredStream> {
  const schema = await import('./report-events-schema.ts');
  const reader = new StreamReader(schema);
  for (const [index, line] of linesOf(file).entries()) {
    at(`${file}:${index + 1}`, () => reader.read(line));
  }
  return at(file, () => reader.end());
}

function at<Result>(place: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`${shownPath(place)}: ${error.message}`);
  }
}

type Parts = { -readonly [Part in keyof RunStream]?: RunStream[Part] };
interface Told {
  readonly finding: FindingLine;
  readonly steps: ReportStream['steps'][number][];
  readonly events: ReportStream['events'][number][];
  readonly lines: ReturnType<typeof Schema.linesWith>;
}

/** Puts the lines together in the order in which they are told. */
class StreamReader {
  readonly #schema: typeof Schema;
  readonly #findings: Told[] = [];
  readonly #targets: RunStream['targets'][number][] = [];
  readonly #cases: RunStream['cases'][number][] = [];
  #ends: Pick<Parts, 'start' | 'summary'> = {};
  #count = 0;

  constructor(schema: typeof Schema) {
    this.#schema = schema;
  }

  read(text: string): void {
    const { LINES, linesWith } = this.#schema;
    const line = lineOf(text);
    this.#count += 1;
    if (this.#ends.summary !== undefined) throw new Refusal('it comes after the summary');
    switch (line['type']) {
      case 'start':
        if (this.#count > 1) throw new Refusal('it starts a second time');
        this.#ends = { start: parsed(LINES.start, line) };
        return;
      case 'finding': {
        const finding = parsed(LINES.finding, line);
        const beyond = finding.lanes.find((node) => node > finding.nodes);
        if (beyond !== undefined) throw new Refusal(`lanes: there is no node ${beyond}`);
        const lines = linesWith(finding.nodes);
        this.#findings.push({ finding, steps: [], events: [], lines });
        return;
      }
      case 'step':
        return numbered(this.#current.steps, parsed(this.#current.lines.step, line));
      case 'event':
        return numbered(this.#current.events, parsed(this.#current.lines.event, line));
      case 'target':
        this.#targets.push(parsed(LINES.target, line));
        return;
      case 'case':
        this.#cases.push(parsed(LINES.case, line));
        return;
      case 'summary':
        this.#ends = { ...this.#ends, summary: parsed(LINES.summary, line) };
        return;
      default:
        throw new Refusal('it is of no known type');
    }
  }

  end(): StoredStream {
    const findings = this.#findings.map(({ finding, steps, events }) => {
      return { finding, steps, events };
    });
    const { start, summary } = this.#ends;
    const [only, ...others] = findings;
    if (start === undefined) {
      if (only === undefined || others.length > 0) throw new Refusal('it does not start');
      return { kind: 'finding', stream: only };
    }
    if (summary === undefined) throw new Refusal('it has no summary: it was cut short');
    const body = { start, findings, targets: this.#targets, cases: this.#cases };
    const { exitCode, interrupted } = summary;
    const due = summaryLine(body, exitCode, interrupted);
    const isWhole = Object.entries(due).every(([name, value]) => {
      return summary[name as keyof typeof due] === value;
    });
    if (!isWhole) throw new Refusal('its summary does not count the lines before it');
    return { kind: 'run', stream: { ...body, summary } };
  }

  get #current(): Told {
    const last = this.#findings.at(-1);
    if (last === undefined) throw new Refusal('it belongs to no finding');
    return last;
  }
}

function lineOf(text: string): Readonly<Record<string, unknown>> {
  const json = parsedJson(text);
  if (typeof json !== 'object' || json === null) throw new Refusal('it is no line of a stream');
  const line = json as Readonly<Record<string, unknown>>;
  const { v } = line;
  if (v === STREAM_VERSION) return line;
  const version = typeof v === 'number' ? String(v) : 'unknown';
  throw new Refusal(`it has format ${version}, and only format ${STREAM_VERSION} can be read`);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('it is not JSON');
  }
}

function parsed<Line>(schema: z.ZodType<Line>, line: object): Line {
  const result = schema.safeParse(line);
  if (result.success) return result.data;
  throw new Refusal(issueLine(result.error, ''));
}

function numbered<Line extends { readonly number: number }>(lines: Line[], line: Line): void {
  const due = lines.length + 1;
  if (line.number !== due) throw new Refusal(`it is numbered ${line.number}, and not ${due}`);
  lines.push(line);
}
