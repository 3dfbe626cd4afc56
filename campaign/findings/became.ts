/** What became of runs that were shrunk: their ids are gone, and people may have noted them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../adapters/refusal.ts';
import { writeAtomically } from './atomic-file.ts';

/** The id of a run as it was met, and of the finding that was made of it. */
type Change = readonly [met: string, finding: string];

/** Nobody asks for older ones. */
const MOST = 1000;

export class Became {
  readonly #file: string;

  /** `folder` is that of the runs that are not shrunk yet. */
  constructor(folder: string) {
    this.#file = join(folder, 'became.json');
  }

  /** A hint is not worth a hunt: what cannot be written is not noted. */
  note(met: string, finding: string): void {
    const others = this.#all().filter(([id]) => id !== met);
    const all = [...others, [met, finding]].slice(-MOST);
    try {
      writeAtomically(this.#file, `${JSON.stringify(all)}\n`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** The id of the finding; null if none is known. `beginning`: of the id of the run. */
  of(beginning: string): string | null {
    return this.#all().findLast(([met]) => met.startsWith(beginning))?.[1] ?? null;
  }

  /** None if the file is not there, or is not what was written. */
  #all(): readonly Change[] {
    if (!existsSync(this.#file)) return [];
    try {
      const json: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return Array.isArray(json) ? json.filter(isChange) : [];
    } catch {
      return [];
    }
  }
}

function isChange(value: unknown): value is Change {
  const isId = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{12}$/.test(text);
  return Array.isArray(value) && value.length === 2 && value.every(isId);
}
