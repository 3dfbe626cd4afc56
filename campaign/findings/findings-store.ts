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
import { UnshrunkFindings } from './unshrunk.ts';

/** Shorter beginnings of an id match too many. */
const PREFIX_MIN = 6;
const SHOWN_MAX = 5;
const ID = /^[0-9a-f]{1,12}$/;

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
  readonly #unshrunk: UnshrunkFindings;

  /** `out` is the folder for everything that runs leave behind. Throws a {@link Refusal}. */
  constructor(out: string) {
    if (out === '') throw new Refusal(`the folder for findings ${objectionTo('')}`);
    this.#folder = join(out, 'findings');
    this.#unshrunk = new UnshrunkFindings(out);
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

  /**
   * The file or the folder of a finding, by the same; also of one that is not shrunk yet. Throws a
   * {@link Refusal}.
   */
  locate(address: string): string {
    if (existsSync(address)) return address;
    const found = this.find(address);
    if (found !== null) return found;
    const isId = ID.test(address);
    if (!isId) throw new Refusal(`no finding ${shown(address)}: there is no such file or folder`);
    if (address.length >= PREFIX_MIN) throw new Refusal(this.#notThere(address));
    throw new Refusal(`the id ${address} is too short: give at least ${PREFIX_MIN} digits`);
  }

  /** Null if it is not kept here. Throws a {@link Refusal} if several begin so. */
  find(address: string): string | null {
    const all = [...this.all(), ...this.unshrunk()];
    const named = all.find((place) => basename(place) === address);
    if (named !== undefined) return named;
    if (!ID.test(address) || address.length < PREFIX_MIN) return null;
    const [only = null, ...others] = all.filter((place) => idOf(place)?.startsWith(address));
    if (only === null || others.length === 0) return only;
    throw new Refusal(severalNamed(address, [only, ...others]));
  }

  #notThere(id: string): string {
    const became = this.#unshrunk.becameOf(id);
    const none = `no finding ${id} in ${this.#folder}`;
    return became === null ? none : `${none}: it was shrunk, and is finding ${became} now`;
  }

  /** The folders of all findings, in alphabetical order. */
  all(): readonly string[] {
    return this.#folders().map((name) => join(this.#folder, name));
  }

  /** The files of those that are not shrunk yet: of none whose very run is a finding by now. */
  unshrunk(): readonly string[] {
    const shrunk = new Set(this.all().map(idOf));
    return this.#unshrunk.all().filter((file) => !shrunk.has(idOf(file)));
  }

  #folders(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    const names = lookedAt(this.#folder, () => readdirSync(this.#folder));
    return names.filter((name) => !name.endsWith('.json') && idOf(name) !== undefined).sort();
  }
}

/** The id in the name of a file or a folder; undefined if there is none. */
export function idOf(place: string): string | undefined {
  return /-([0-9a-f]{12})(?:-\d+)?(?:[.]json)?$/.exec(basename(place))?.[1];
}

function severalNamed(address: string, places: readonly string[]): string {
  const ids = new Set(places.map(idOf));
  const what = ids.size > 1 ? 'the beginning of' : 'the id of';
  const shownOnes = places.slice(0, SHOWN_MAX).map((place) => basename(place));
  return `${address} is ${what} ${places.length} findings, name one: ${shownOnes.join(', ')}`;
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
