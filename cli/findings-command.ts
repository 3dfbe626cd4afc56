/** `findings`: those that campaigns have saved, and what became of each story. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { readFinding, readSaved, readUnshrunk } from '../campaign/findings/finding-file.ts';
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { lookedAt, shownPath } from '../campaign/findings/place.ts';
import { Statuses } from '../campaign/findings/statuses.ts';
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import { unshrunkId, type UnshrunkFinding } from '../campaign/findings/unshrunk.ts';
import { reportText } from '../library/finding-text.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { counted, grouped } from '../reports/terminal/numbers.ts';
import { labelled, printPage, type Line } from '../reports/terminal/page.ts';
import type { Finding } from '../search/finding.ts';
import type { Failure } from '../search/hunting/failure.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { DEFAULT_OUT, shellQuoted } from './invocation.ts';
import { isLog, loggedReport } from './logged-report.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `findings`, as typed. */
export interface FindingsOptions extends OutputArguments {
  readonly out: string;
}

export async function findingsCommand(
  action: 'list' | 'show' | 'resolve',
  [address, ...more]: readonly string[],
  options: FindingsOptions,
): Promise<ExitCodeValue> {
  if (more.length > 0) throw new Refusal(`findings ${action}: name one finding, not several`);
  switch (action) {
    case 'list':
      return list(options);
    case 'show':
      return show(named(address, 'show'), options);
    case 'resolve':
      return resolve(named(address, 'resolve'), options);
  }
}

function named(address: string | undefined, action: string): string {
  if (address !== undefined) return address;
  throw new Refusal(`findings ${action}: name the finding, by its id, its file or its folder`);
}

/** A finding that is not shrunk yet has no story, and so no status. */
interface ListedUnshrunk {
  readonly id: string;
  readonly unshrunk: UnshrunkFinding;
}

interface Listed {
  readonly finding: Finding;
  readonly status: FindingStatus;
  readonly lastSeen: string | null;
}

async function list(options: FindingsOptions): Promise<ExitCodeValue> {
  const store = new FindingsStore(options.out);
  const statuses = await Statuses.in(options.out, warn);
  const listed = (await readable(store.all(), readFinding)).map((finding): Listed => {
    const { status = 'new', lastSeen = null } = statuses.of(finding) ?? {};
    return { finding, status, lastSeen };
  });
  const unshrunk = (await readable(store.unshrunk(), readUnshrunk)).map((one): ListedUnshrunk => {
    return { id: unshrunkId(one), unshrunk: one };
  });
  if (options.json === true) {
    const findings = listed.map(jsonOf);
    printJson({ command: 'findings', findings, unshrunk: unshrunk.map(unshrunkJson) });
    return ExitCode.expected;
  }
  const lines = [...listed.flatMap(lineOf), ...unshrunk.flatMap(unshrunkLine)];
  print(`${printPage(lines, styleOf(options))}${lines.length > 0 ? '\n' : ''}`);
  const left = unshrunk.length === 0 ? '' : `; ${counted(unshrunk.length, 'run')} to shrink`;
  print(` ${counted(listed.length, 'finding')} in ${shownPath(options.out)}${left}\n`);
  return ExitCode.expected;
}

/** What cannot be read is named, and the others are listed. */
async function readable<Read>(
  places: readonly string[],
  read: (place: string) => Promise<Read>,
): Promise<readonly Read[]> {
  const all: Read[] = [];
  for (const place of places) {
    try {
      all.push(await read(place));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      warn(`left out: ${error.message}`);
    }
  }
  return all;
}

function lineOf({ finding, status, lastSeen }: Listed): readonly Line[] {
  const { id, target, property, witness } = finding;
  const observed = witness.observed.replace(/\.$/, '');
  const seen = lastSeen === null ? '' : `; last seen ${lastSeen.slice(0, 10)}`;
  return labelled(status, `${id}  ${target}  ${property}: ${observed}${seen}`);
}

function unshrunkLine({ id, unshrunk }: ListedUnshrunk): readonly Line[] {
  const { target, failure } = unshrunk;
  return labelled('unshrunk', `${id}  ${target}  ${failure.property}: ${metText(failure)}`);
}

/** Where a campaign met it, and how large it is. */
function metText({ foundBy, number, run }: Failure): string {
  const parts =
    run.kind === 'scenario'
      ? counted(run.actions.length, 'action')
      : counted(run.decisions.length, 'decision');
  return `met in ${foundBy} run ${grouped(number)}, ${counted(run.nodes, 'node')}, ${parts}`;
}

function jsonOf({ finding, status, lastSeen }: Listed): object {
  const { id, target, property, signature, witness } = finding;
  return { id, target, property, signature, status, lastSeen, observed: witness.observed };
}

function unshrunkJson({ id, unshrunk }: ListedUnshrunk): object {
  const { target, setting, failure } = unshrunk;
  const { property, foundBy, number } = failure;
  return { id, target, property, foundBy, number, setting };
}

/** The report as it was saved. */
async function show(address: string, options: FindingsOptions): Promise<ExitCodeValue> {
  const place = new FindingsStore(options.out).locate(address);
  if (isLog(place)) return showLog(place, options);
  const saved = await readSaved(place);
  if (saved.kind === 'unshrunk') return showUnshrunk(saved.unshrunk, options);
  const { finding } = saved;
  if (options.json === true) {
    printJson({ command: 'findings', finding });
    return ExitCode.expected;
  }
  const report = join(place, 'report.txt');
  print(lookedAt(report, () => readFileSync(report, 'utf8')));
  return ExitCode.expected;
}

/** It was never saved as a finding: its report is made of what the log says. */
async function showLog(file: string, options: FindingsOptions): Promise<ExitCodeValue> {
  const told = await loggedReport(file, []);
  if (options.json === true) printJson({ command: 'findings', finding: told.finding });
  else print(reportText(told, true, styleOf(options)));
  return ExitCode.expected;
}

/** There is no report of it until it is shrunk. */
function showUnshrunk(unshrunk: UnshrunkFinding, options: FindingsOptions): ExitCodeValue {
  const id = unshrunkId(unshrunk);
  if (options.json === true) {
    printJson({ command: 'findings', unshrunk: { id, ...unshrunk } });
    return ExitCode.expected;
  }
  const where = options.out === DEFAULT_OUT ? '' : ` --out ${shellQuoted(options.out)}`;
  const lines = [
    ...unshrunkLine({ id, unshrunk }),
    ...labelled('Setting', unshrunk.setting),
    ...labelled('Next', `${COMMAND} shrink ${id}${where}`),
  ];
  print(`${printPage(lines, styleOf(options))}\n`);
  return ExitCode.expected;
}

async function resolve(address: string, options: FindingsOptions): Promise<ExitCodeValue> {
  const saved = await readSaved(new FindingsStore(options.out).locate(address));
  if (saved.kind === 'unshrunk') {
    throw new Refusal(`${address} is not shrunk yet, so its story is not known: shrink it first`);
  }
  const { finding } = saved;
  const statuses = await Statuses.in(options.out, warn);
  statuses.resolve(finding, new Date());
  const { id, signature } = finding;
  if (options.json === true) printJson({ command: 'findings', id, signature, status: 'resolved' });
  else print(` finding ${id} is resolved; if a campaign meets its story again, it has regressed\n`);
  return ExitCode.expected;
}
