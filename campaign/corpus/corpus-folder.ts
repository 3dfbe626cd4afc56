/** A folder of kept runs: `<two digits of its id>/<id>.json` for each, of any target. */
import { readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import { Corpus } from '../../search/guiding/corpus.ts';
import type { KeptRun } from '../../search/guiding/kept-run.ts';
import { writeAtomically } from '../findings/atomic-file.ts';
import { lookedAt, makeFolder, shownPath } from '../findings/place.ts';
import { entryId, entryOf, type CorpusEntry } from './entry.ts';

/** What cannot be read goes to this folder within that of the corpus. */
export const SET_ASIDE = 'set-aside';

/** Far more than the longest run takes. */
const MAX_BYTES = 16_000_000;

const PREFIX = /^[0-9a-f]{2}$/;
const NAME = /^([0-9a-f]{12})[.]json$/;

export class CorpusFolder {
  readonly #folder: string;
  readonly #warn: (line: string) => void;

  /** `warn` hears of each file that cannot be read: it is set aside, never deleted. */
  constructor(folder: string, warn: (line: string) => void) {
    this.#folder = folder;
    this.#warn = warn;
  }

  /** In the order of their ids; none if there is no such folder. Throws a {@link Refusal}. */
  async read(): Promise<readonly CorpusEntry[]> {
    const files = this.#files();
    if (files.length === 0) return [];
    const { parseEntry } = await import('./entry-schema.ts');
    return files.flatMap(({ file, id }) => {
      try {
        return [parseEntry(textOf(file), id)];
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.#setAside(file, error.message);
        return [];
      }
    });
  }

  /**
   * Adds what a campaign has learned, and drops what is now the smallest run for no state. Returns
   * what is kept of this target. Throws a {@link Refusal}.
   */
  async add(target: string, learned: readonly KeptRun[]): Promise<Corpus> {
    const before = (await this.read()).filter((entry) => entry.target === target);
    const corpus = new Corpus([...before, ...learned]);
    this.#replace(
      before,
      corpus.runs.map((kept) => entryOf(target, kept)),
    );
    return corpus;
  }

  /** Keeps these alone, of all targets. Throws a {@link Refusal}. */
  async replace(entries: readonly CorpusEntry[]): Promise<void> {
    this.#replace(await this.read(), entries);
  }

  /** What is new is written before what is old goes. */
  #replace(before: readonly CorpusEntry[], after: readonly CorpusEntry[]): void {
    const old = new Set(before.map(entryId));
    const kept = new Set(after.map(entryId));
    for (const entry of after) {
      const id = entryId(entry);
      if (!old.has(id)) writeAtomically(this.#fileOf(id), `${JSON.stringify(entry)}\n`);
    }
    for (const id of old) {
      if (!kept.has(id))
        lookedAt(this.#fileOf(id), () => rmSync(this.#fileOf(id), { force: true }));
    }
  }

  #fileOf(id: string): string {
    return join(this.#folder, id.slice(0, 2), `${id}.json`);
  }

  #files(): readonly { readonly file: string; readonly id: string }[] {
    return namesIn(this.#folder)
      .filter((name) => PREFIX.test(name))
      .flatMap((prefix) => namesIn(join(this.#folder, prefix)))
      .flatMap((name) => {
        const id = NAME.exec(name)?.[1];
        return id === undefined ? [] : [{ id, file: this.#fileOf(id) }];
      });
  }

  #setAside(file: string, why: string): void {
    const aside = join(this.#folder, SET_ASIDE, basename(file));
    lookedAt(file, () => {
      makeFolder(join(this.#folder, SET_ASIDE));
      renameSync(file, aside);
    });
    this.#warn(`${shownPath(file)}: ${why}; it is set aside as ${shownPath(aside)}`);
  }
}

/** In alphabetical order; none if there is no such folder. */
function namesIn(folder: string): readonly string[] {
  const status = lookedAt(folder, () => statSync(folder, { throwIfNoEntry: false }));
  if (status === undefined) return [];
  if (!status.isDirectory()) throw new Refusal(`${shownPath(folder)}: it is not a folder`);
  return lookedAt(folder, () => readdirSync(folder)).sort();
}

function textOf(file: string): string {
  const { size } = lookedAt(file, () => statSync(file));
  if (size > MAX_BYTES) throw new Refusal(`it has ${size} bytes, and no run takes as many`);
  return lookedAt(file, () => readFileSync(file, 'utf8'));
}
