/**
 * Findings that are not shrunk yet: failing runs as they were met. A campaign writes each of them
 * down before it announces it, so that nothing that ends the campaign can lose it.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../search/hunting/failure.ts';
import { findingId } from '../../search/identity.ts';
import { writeAtomically } from './atomic-file.ts';
import { Became } from './became.ts';
import { lookedAt } from './place.ts';

/** The format; a reader refuses any other. */
export const UNSHRUNK_VERSION = 2;

/** Plain JSON. */
export interface UnshrunkFinding {
  readonly target: string;
  /** The options that draw the same runs again. */
  readonly setting: string;
  readonly failure: Failure;
}

/** As a finding of the same run has it. */
export function unshrunkId({ target, failure }: Omit<UnshrunkFinding, 'setting'>): string {
  return findingId(target, failure.property, failure.run);
}

type Write = (file: string, text: string) => void;

/** Those in the folder of `--out`. */
export class UnshrunkFindings {
  readonly #folder: string;
  readonly #write: Write;
  readonly #became: Became;

  /** `write` puts a whole file in its place or throws a {@link Refusal}. */
  constructor(out: string, write: Write = writeAtomically) {
    this.#folder = join(out, 'unshrunk');
    this.#write = write;
    this.#became = new Became(this.#folder);
  }

  /** Returns its file. Throws a {@link Refusal} if it cannot be written. */
  keep(unshrunk: UnshrunkFinding): string {
    const file = this.#fileOf(unshrunk);
    const { target, setting, failure } = unshrunk;
    const content = { whitewaterUnshrunk: UNSHRUNK_VERSION, target, setting, failure };
    this.#write(file, `${JSON.stringify(content, null, 1)}\n`);
    return file;
  }

  /**
   * It has become a finding with this id; null if it tells the story of others. Throws a
   * {@link Refusal}.
   */
  drop(unshrunk: Omit<UnshrunkFinding, 'setting'>, finding: string | null): void {
    const file = this.#fileOf(unshrunk);
    if (finding !== null) this.#became.note(unshrunkId(unshrunk), finding);
    lookedAt(file, () => rmSync(file, { force: true }));
  }

  /** The id of the finding that was made of one, by the beginning of its id; null: not known. */
  becameOf(beginning: string): string | null {
    return this.#became.of(beginning);
  }

  /** The files of all of them, in alphabetical order. Throws a {@link Refusal}. */
  all(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    const names = lookedAt(this.#folder, () => readdirSync(this.#folder));
    const kept = names.filter((name) => /-[0-9a-f]{12}[.]json$/.test(name));
    return kept.sort().map((name) => join(this.#folder, name));
  }

  #fileOf(unshrunk: Omit<UnshrunkFinding, 'setting'>): string {
    const { property } = unshrunk.failure;
    return join(this.#folder, `${property}-${unshrunkId(unshrunk)}.json`);
  }
}
