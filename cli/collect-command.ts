/** `findings collect`: what several machines found, as one report, one folder and one exit code. */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { codeOf, lookedAt, makeFolder, shownPath } from '../campaign/findings/place.ts';
import { joinRuns } from '../reports/events/join-runs.ts';
import { STREAM_VERSION } from '../reports/events/report-line.ts';
import { summaryLine, summaryText, type RunStream } from '../reports/events/run-line.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { parseCount } from './quantity.ts';
import { planReporters, tellReporters, type ReporterArguments } from './reporters.ts';
import { readRunStream } from './run-stream-file.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';
import { versionHere } from './version.ts';

/** The options of `findings collect`, as typed. */
export interface CollectOptions extends OutputArguments, ReporterArguments {
  readonly out: string;
  readonly expectShards?: string;
}

const SHARDS_MAX = 1000;
const CODES: readonly ExitCodeValue[] = Object.values(ExitCode);

/** `files` are streams of `--reporter ndjson`, each beside the findings of its run. */
export function collectCommand(files: readonly string[], options: CollectOptions): ExitCodeValue {
  const style = styleOf(options);
  const planned = planReporters(options, process.env);
  const expected = options.expectShards ?? String(files.length);
  const count = parseCount('--expect-shards', expected, SHARDS_MAX);
  const read = files.map(shardOf);
  const shards = read.filter((shard) => shard.kind === 'whole');
  const faults = [
    ...read.flatMap((shard) => (shard.kind === 'unreadable' ? [shard.why] : [])),
    ...faultsOf(shards, count),
  ];
  for (const fault of faults) warn(`incomplete: ${fault}`);
  for (const { file } of shards) copyFindings(dirname(file), options.out);
  const joined = joinRuns(
    startHere(),
    shards.map(({ stream }) => stream),
  );
  const codes = shards.map(({ stream }) => exitCodeIn(stream));
  const isIncomplete = faults.length > 0 || shards.length === 0;
  const code = gravest([...codes, ...(isIncomplete ? [ExitCode.notMeaningful] : [])]);
  const wasInterrupted = shards.some(({ stream }) => stream.summary.interrupted);
  const summary = summaryLine(joined, code, wasInterrupted);
  const isWritten = tellReporters(planned, { stream: { ...joined, summary }, reports: [] });
  const findings = joined.findings.map(({ finding }) => finding.id);
  if (options.json === true) {
    printJson({ command: 'findings', action: 'collect', shards: shards.length, faults, findings });
  } else {
    const isFine = code === ExitCode.expected;
    const title = `${isFine ? '✔' : '✖'} ${shards.length} of ${count} shards: `;
    print(` ${style.paint(isFine ? 'held' : 'broken', `${title}${summaryText(summary)}`)}\n`);
  }
  return isWritten ? code : gravest([code, ExitCode.usage]);
}

type Shard =
  | { readonly kind: 'whole'; readonly file: string; readonly stream: RunStream }
  | { readonly kind: 'unreadable'; readonly why: string };

function shardOf(file: string): Shard {
  try {
    return { kind: 'whole', file, stream: readRunStream(file) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'unreadable', why: error.message };
    throw error;
  }
}

/** Shards that do not belong together, or are not all: one line each. */
function faultsOf(
  shards: readonly (Shard & { readonly kind: 'whole' })[],
  count: number,
): readonly string[] {
  const faults: string[] = [];
  const settings = new Map<string, string>();
  const [first] = shards;
  for (const { file, stream } of shards) {
    const { start, targets } = stream;
    const setting = targets.map((one) => `${one.target} ${one.setting}`).join('\n');
    const twin = settings.get(setting);
    if (twin !== undefined) faults.push(`${shownPath(file)} is the same run as ${shownPath(twin)}`);
    settings.set(setting, file);
    if (start.whitewater !== first?.stream.start.whitewater) {
      faults.push(`${shownPath(file)} is of whitewater ${start.whitewater}`);
    }
    if (namesIn(stream) !== namesIn(first?.stream)) {
      faults.push(`${shownPath(file)} is of other targets`);
    }
  }
  if (settings.size !== count) faults.push(`${settings.size} of ${count} shards are there`);
  return faults;
}

function namesIn(stream: RunStream | undefined): string {
  return (stream?.targets ?? []).map(({ target }) => target).join();
}

/** A number that is no code of ours is a fault of the file. */
function exitCodeIn({ summary }: RunStream): ExitCodeValue {
  return CODES.find((code) => code === summary.exitCode) ?? ExitCode.harness;
}

/** Folders of findings have the names of their contents: one that is there already is the same. */
function copyFindings(from: string, out: string): void {
  const source = join(from, 'findings');
  if (!existsSync(source)) return;
  const target = join(out, 'findings');
  try {
    makeFolder(target);
    for (const name of lookedAt(source, () => readdirSync(source))) {
      const place = join(target, name);
      if (!existsSync(place)) cpSync(join(source, name), place, { recursive: true });
    }
  } catch (error) {
    throw error instanceof Refusal
      ? error
      : new Refusal(`${shownPath(target)} cannot be written (${codeOf(error)})`);
  }
}

function startHere() {
  return {
    v: STREAM_VERSION,
    type: 'start',
    command: 'run',
    arguments: process.argv.slice(2),
    whitewater: versionHere(),
    node: process.version,
  } as const;
}
