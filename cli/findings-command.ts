/** `findings`: those that campaigns have saved, and what became of each story. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { readFinding } from '../campaign/findings/finding-file.ts';
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { lookedAt } from '../campaign/findings/place.ts';
import { Statuses } from '../campaign/findings/statuses.ts';
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import { labelled, printPage } from '../reports/terminal/page.ts';
import { counted } from '../reports/terminal/numbers.ts';
import type { Finding } from '../search/finding.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { failureOf } from './failure.ts';
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

interface Listed {
  readonly finding: Finding;
  readonly status: FindingStatus;
  readonly lastSeen: string | null;
}

/** A finding that cannot be read is named, and the others are listed. */
async function list(options: FindingsOptions): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const statuses = await Statuses.in(options.out, warn);
  const listed: Listed[] = [];
  for (const folder of new FindingsStore(options.out).all()) {
    try {
      const finding = await readFinding(folder);
      const { status = 'new', lastSeen = null } = statuses.of(finding) ?? {};
      listed.push({ finding, status, lastSeen });
    } catch (error) {
      warn(`left out: ${failureOf(error).message}`);
    }
  }
  if (options.json === true) {
    printJson({ command: 'findings', findings: listed.map(jsonOf) });
    return ExitCode.expected;
  }
  const lines = listed.flatMap(({ finding, status, lastSeen }) => {
    const { id, target, property, witness } = finding;
    const seen = lastSeen === null ? '' : `; last seen ${lastSeen.slice(0, 10)}`;
    return labelled(status, `${id}  ${target}  ${property}: ${witness.observed}${seen}`);
  });
  print(`${printPage(lines, style)}${lines.length > 0 ? '\n' : ''}`);
  print(` ${counted(listed.length, 'finding')} in ${options.out}\n`);
  return ExitCode.expected;
}

function jsonOf({ finding, status, lastSeen }: Listed): object {
  const { id, target, property, signature, witness } = finding;
  return { id, target, property, signature, status, lastSeen, observed: witness.observed };
}

/** The report as it was saved. */
async function show(address: string, options: FindingsOptions): Promise<ExitCodeValue> {
  const place = new FindingsStore(options.out).locate(address);
  const finding = await readFinding(place);
  if (options.json === true) {
    printJson({ command: 'findings', finding });
    return ExitCode.expected;
  }
  const report = join(place, 'report.txt');
  print(lookedAt(report, () => readFileSync(report, 'utf8')));
  return ExitCode.expected;
}

async function resolve(address: string, options: FindingsOptions): Promise<ExitCodeValue> {
  const finding = await new FindingsStore(options.out).load(address);
  const statuses = await Statuses.in(options.out, warn);
  statuses.resolve(finding, new Date());
  const { id, signature } = finding;
  if (options.json === true) printJson({ command: 'findings', id, signature, status: 'resolved' });
  else print(` finding ${id} is resolved; if a campaign meets its story again, it has regressed\n`);
  return ExitCode.expected;
}
