/** Saved findings: one folder each, found again by id, never overwritten by another. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Finding } from '../../search/finding.ts';
import { canonicalJson } from '../../search/canonical-json.ts';
import type { Trace } from '../../trace/trace.ts';
import { writeAtomically } from './atomic-file.ts';
import { FINDING_FILE, readFinding } from './finding-file.ts';
import { lookedAt, objectionTo, shownPath } from './place.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { traceLog } from './trace-log.ts';

/** Shorter beginnings of an id match too many. */
const PREFIX_MIN = 6;
const SHOWN_MAX = 5;

/** Where a finding is, or shall be. */
export interface Place {
  readonly folder: string;
  /** False if this very finding is there already. */
  readonly isNew: boolean;
  /** What finds it again: the id, or the name of its folder where another has the id. */
  readonly address: string;
}

export class FindingsStore {
  readonly #folder: string;

  /** `out` is the folder for everything that runs leave behind. Throws a {@link Refusal}. */
  constructor(out: string) {
    if (out === '') throw new Refusal(`the folder for findings ${objectionTo('')}`);
    this.#folder = join(out, 'findings');
  }

  /**
   * Never the folder of another finding. The same run of a target whose source was edited has the
   * same id and may end in another way: it goes beside, with a number.
   */
  placeOf(finding: Finding): Place {
    const name = `${finding.property}-${finding.id}`;
    for (let count = 1; ; count += 1) {
      const folder = join(this.#folder, count === 1 ? name : `${name}-${count}`);
      const address = count === 1 ? finding.id : basename(folder);
      const file = join(folder, FINDING_FILE);
      if (!existsSync(file)) return { folder, isNew: true, address };
      if (holds(file, finding)) return { folder, isNew: false, address };
    }
  }

  /** The finding comes last: a folder that has it has everything. Throws a {@link Refusal}. */
  save(finding: Finding, report: string, trace: Trace): void {
    const { folder } = this.placeOf(finding);
    const { target, run } = finding;
    writeAtomically(join(folder, 'report.txt'), report);
    writeAtomically(join(folder, 'trace.ndjson'), traceLog(target, run, trace));
    writeAtomically(join(folder, FINDING_FILE), `${JSON.stringify(finding, null, 2)}\n`);
  }

  /**
   * Reads a finding by its file, its folder, the name of its folder, its id or the beginning of
   * its id. Throws a {@link Refusal}.
   */
  async load(address: string): Promise<Finding> {
    return readFinding(this.locate(address));
  }

  /** The file or the folder of a finding, by the same. Throws a {@link Refusal}. */
  locate(address: string): string {
    if (existsSync(address)) return address;
    const folders = this.#folders();
    if (folders.includes(address)) return join(this.#folder, address);
    const isId = /^[0-9a-f]{1,12}$/.test(address);
    if (!isId) throw new Refusal(`no finding ${shown(address)}: there is no such file or folder`);
    if (address.length < PREFIX_MIN) {
      throw new Refusal(`the id ${address} is too short: give at least ${PREFIX_MIN} digits`);
    }
    const [only, ...others] = folders.filter((name) => idOf(name)?.startsWith(address));
    if (only === undefined) throw new Refusal(`no finding ${address} in ${this.#folder}`);
    if (others.length === 0) return join(this.#folder, only);
    const all = [only, ...others].slice(0, SHOWN_MAX).join(', ');
    const what = others.some((name) => idOf(name) !== idOf(only))
      ? 'the beginning of'
      : 'the id of';
    throw new Refusal(`${address} is ${what} ${others.length + 1} findings, name one: ${all}`);
  }

  #folders(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    const names = lookedAt(this.#folder, () => readdirSync(this.#folder));
    return names.filter((name) => idOf(name) !== undefined).sort();
  }
}

function idOf(folderName: string): string | undefined {
  return /-([0-9a-f]{12})(?:-\d+)?$/.exec(folderName)?.[1];
}

/** A file that cannot be read holds something else: it is left alone. */
function holds(file: string, finding: Finding): boolean {
  try {
    return isSameFinding(JSON.parse(readFileSync(file, 'utf8')) as Partial<Finding>, finding);
  } catch {
    return false;
  }
}

/** How it was found may differ; what it shows may not. */
function isSameFinding(one: Partial<Finding>, other: Finding): boolean {
  const shownBy = ({ target, property, run, witness, digest }: Partial<Finding>): string =>
    canonicalJson({ target, property, run, witness, digest });
  return shownBy(one) === shownBy(other);
}

function shown(address: string): string {
  return JSON.stringify(shownPath(address.length > 60 ? `${address.slice(0, 60)}…` : address));
}
