/** `--reporter name[=file]`: who else is told what a command has judged, and where that goes. */
import { appendFileSync, statSync } from 'node:fs';
import { Refusal } from '../adapters/refusal.ts';
import { join } from 'node:path';
import { writeAtomically, writeTogether } from '../campaign/findings/atomic-file.ts';
import { codeOf, lookedAt, objectionTo, shownPath } from '../campaign/findings/place.ts';
import type { RunReport } from '../reports/events/run-line.ts';
import { REPORTERS, type FolderReporter, type Reporter } from '../reports/reporters.ts';
import { oneOf, quoted } from './choice.ts';
import { DEFAULT_OUT } from './invocation.ts';
import { pageSupplement, targetHere } from './page-supplement.ts';
import { print, warn, warnDressed, type OutputArguments } from './terminal.ts';

/** The option that they share, as typed. */
export interface ReporterArguments {
  /** `name` or `name=file`, in the order in which they were typed. */
  readonly reporter?: readonly string[];
}

/** Where the text of a reporter goes. */
export type Outlet =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string }
  /** Others write to it too: the text goes to its end. */
  | { readonly kind: 'sharedFile'; readonly path: string }
  /** Several files, in a folder that may hold others. */
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'none' };

/** A reporter that was asked for. */
export interface PlannedReporter {
  readonly reporter: Reporter;
  readonly outlet: Outlet;
  /** False for the one that is there because GitHub runs the command. */
  readonly isTyped: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = REPORTERS.map(({ name }) => name);

/** Those that were typed, and `github` within its Actions. Throws a {@link Refusal}. */
export function planReporters(
  { reporter = [], json }: ReporterArguments & Pick<OutputArguments, 'json'>,
  environment: Environment,
): readonly PlannedReporter[] {
  const typed = reporter.map((word) => plannedFrom(word, environment));
  refuseClashes(typed, json === true);
  const isThere = typed.some((one) => one.reporter.name === 'github');
  if (environment['GITHUB_ACTIONS'] !== 'true' || isThere) return typed;
  return [...typed, { ...plannedFrom('github', environment), isTyped: false }];
}

function plannedFrom(word: string, environment: Environment): PlannedReporter {
  const [, text = '', , path] = /^([^=]*)(=(.*))?$/s.exec(word) ?? [];
  if (text === 'blob') throw new Refusal('what merge reads is written by run --blob <file>');
  const name = oneOf('reporter', text, NAMES);
  const reporter = REPORTERS.find((one) => one.name === name);
  if (reporter === undefined) throw new Error(`there is no reporter ${name}`);
  return { reporter, outlet: outletOf(reporter, path, environment), isTyped: true };
}

/** For a reporter of several files of which no folder is typed. */
const USUAL_FOLDER = join(DEFAULT_OUT, 'report');

function outletOf(reporter: Reporter, typed: string | undefined, environment: Environment): Outlet {
  const { name, kind } = reporter;
  const path = typed ?? (kind === 'folder' ? USUAL_FOLDER : undefined);
  if (path !== undefined) {
    const place = kind === 'folder' ? 'folder' : 'file';
    const objection = objectionTo(path) ?? inTheWayOf(path, place);
    if (objection === null) return { kind: place, path };
    throw new Refusal(`the ${place} of --reporter ${name} ${objection}`);
  }
  const fileVariable = kind === 'text' ? reporter.fileVariable : undefined;
  if (fileVariable === undefined) return { kind: 'stdout' };
  const shared = environment[fileVariable] ?? '';
  return shared === '' ? { kind: 'none' } : { kind: 'sharedFile', path: shared };
}

/** What is in the place of a file or a folder already; null if it can be written there. */
function inTheWayOf(path: string, place: 'file' | 'folder'): string | null {
  const status = lookedAt(path, () => statSync(path, { throwIfNoEntry: false }));
  const what = `is taken: ${quoted(path)} is`;
  if (status === undefined) return null;
  if (place === 'file') return status.isDirectory() ? `${what} a folder` : null;
  return status.isDirectory() ? null : `${what} a file`;
}

/** Throws a {@link Refusal} for a reporter that `--reporter` would not take. */
export function refuseReporter(word: string): void {
  plannedFrom(word, {});
}

/** Two texts in one place would be none. */
function refuseClashes(planned: readonly PlannedReporter[], isJson: boolean): void {
  const talking = planned.filter(({ outlet }) => outlet.kind === 'stdout');
  const [first] = talking;
  if (first !== undefined && (isJson || talking.length > 1)) {
    const other = isJson ? '--json' : `--reporter ${talking[1]?.reporter.name ?? ''}`;
    const { name } = first.reporter;
    throw new Refusal(`--reporter ${name} and ${other} both print: give one of them =<file>`);
  }
  const paths = planned.flatMap(pathsOf);
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) throw new Refusal(`two reporters write to ${quoted(twice)}`);
}

function pathsOf({ reporter, outlet }: PlannedReporter): readonly string[] {
  if (outlet.kind === 'folder') return [outlet.path, join(outlet.path, reporter.file)];
  return outlet.kind === 'file' ? [join(outlet.path)] : [];
}

/** Tells all of them, whatever becomes of one. Returns false if what was typed is not written. */
export function tellReporters(planned: readonly PlannedReporter[], report: RunReport): boolean {
  let isWritten = true;
  for (const { reporter, outlet, isTyped } of planned) {
    const remark = reporter.kind === 'text' ? (reporter.remark?.(report) ?? '') : '';
    if (remark !== '') warnDressed(remark.trimEnd());
    try {
      if (reporter.kind === 'folder') writeFolder(reporter, outlet, report);
      else write(outlet, () => reporter.render(report));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      warn(`the report of ${reporter.name} is lost: ${error.message}`);
      if (isTyped) isWritten = false;
    }
  }
  return isWritten;
}

function write(outlet: Outlet, render: () => string): void {
  switch (outlet.kind) {
    case 'stdout':
      return print(render());
    case 'file':
      return writeAtomically(outlet.path, render());
    case 'sharedFile':
      return append(outlet.path, render());
    case 'folder':
    case 'none':
      return;
  }
}

/** All of its files, or none; where to look is said on stderr. */
function writeFolder(reporter: FolderReporter, outlet: Outlet, report: RunReport): void {
  if (outlet.kind !== 'folder') return;
  const files = reporter.files(report, (one) => {
    return pageSupplement(one, targetHere(one.finding.target), null);
  });
  writeTogether(files.map(({ name, text }) => ({ file: join(outlet.path, name), text })));
  warn(`the page is ${shownPath(join(outlet.path, reporter.file))}`);
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new Refusal(`${shownPath(path)} cannot be written (${codeOf(error)})`);
  }
}
