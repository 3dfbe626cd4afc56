/** Saved findings: one folder each, found again by id, never overwritten. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../search/finding.ts';
import { canonicalJson } from '../../search/identity.ts';
import type { Trace } from '../../trace/trace.ts';
import { writeAtomically } from './atomic-file.ts';
import { FINDING_FILE, readFinding } from './finding-file.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { traceLog } from './trace-log.ts';

/** Shorter beginnings of an id are too easily somebody else's. */
const PREFIX_MIN = 6;
const SHOWN_MAX = 5;

export class FindingsStore {
  readonly #folder: string;

  /** `out` is the folder for everything that runs leave behind. */
  constructor(out: string) {
    this.#folder = join(out, 'findings');
  }

  folderOf({ property, id }: Finding): string {
    return join(this.#folder, `${property}-${id}`);
  }

  /** Whether a finding has been saved before; throws a {@link Refusal} if another has its id. */
  async knows(finding: Finding): Promise<boolean> {
    const folder = this.folderOf(finding);
    if (!existsSync(join(folder, FINDING_FILE))) return false;
    if (isSameFinding(await readFinding(folder), finding)) return true;
    throw new Refusal(`${folder} holds another finding of this id: move it away to save this one`);
  }

  /** The finding comes last: a folder that has it has everything. */
  save(finding: Finding, report: string, trace: Trace): void {
    const folder = this.folderOf(finding);
    const { target, run } = finding;
    writeAtomically(join(folder, 'report.txt'), report);
    writeAtomically(join(folder, 'trace.ndjson'), traceLog(target, run, trace));
    writeAtomically(join(folder, FINDING_FILE), `${JSON.stringify(finding, null, 2)}\n`);
  }

  /** Reads a finding by its file, its folder, its id or the beginning of its id. */
  async load(address: string): Promise<Finding> {
    return readFinding(this.#locate(address));
  }

  #locate(address: string): string {
    if (existsSync(address)) return address;
    const isId = /^[0-9a-f]{1,12}$/.test(address);
    if (!isId) throw new Refusal(`no finding ${shown(address)}: there is no such file or folder`);
    if (address.length < PREFIX_MIN) {
      throw new Refusal(`the id ${address} is too short: give at least ${PREFIX_MIN} digits`);
    }
    const [only, ...others] = this.#foldersWith(address);
    if (only === undefined) throw new Refusal(`no finding ${address} in ${this.#folder}`);
    if (others.length === 0) return join(this.#folder, only);
    const all = [only, ...others].slice(0, SHOWN_MAX).join(', ');
    throw new Refusal(`${address} is the beginning of ${others.length + 1} findings: ${all}`);
  }

  #foldersWith(prefix: string): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => /-([0-9a-f]{12})$/.exec(name)?.[1]?.startsWith(prefix))
      .sort();
  }
}

/** How a finding was come by may differ; what it says may not. */
function isSameFinding(one: Finding, other: Finding): boolean {
  const said = ({ target, property, run, witness, digest }: Finding): string =>
    canonicalJson({ target, property, run, witness, digest });
  return said(one) === said(other);
}

function shown(address: string): string {
  return JSON.stringify(address.length > 60 ? `${address.slice(0, 60)}…` : address);
}
