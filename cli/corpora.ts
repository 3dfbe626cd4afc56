/** The corpus of `run`: which runs a campaign begins with, and what is kept of it. */
import { join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { CorpusFolder } from '../campaign/corpus/corpus-folder.ts';
import { digestOf, type CorpusEntry } from '../campaign/corpus/entry.ts';
import { readSnapshot, writeSnapshot } from '../campaign/corpus/snapshot.ts';
import { Corpus } from '../search/guiding/corpus.ts';
import { shellQuoted } from './invocation.ts';
import type { Hunted } from './hunting.ts';
import { PROFILES, type ProfileName } from './profile.ts';
import type { RunPlan } from './run-plan.ts';
import { warn } from './terminal.ts';

export interface CorpusArguments {
  /** A folder; false after `--no-corpus`; undefined: what the profile says. */
  readonly corpus?: string | false;
  readonly profile: string;
  readonly out: string;
  readonly shard?: string;
}

/** Of the folder of `--out`. */
export function usualCorpus(out: string): string {
  return join(out, 'corpus');
}

export class Corpora {
  readonly #folder: CorpusFolder;
  readonly #entries: readonly CorpusEntry[];
  readonly #option: string;

  private constructor(folder: string, entries: readonly CorpusEntry[]) {
    this.#folder = new CorpusFolder(folder, warn);
    this.#entries = entries;
    this.#option = `--corpus ${shellQuoted(folder)}`;
  }

  /**
   * Null if none is in use. All shards of a campaign must begin with the same runs: so a shard has
   * a corpus only if one is named. `snapshot` is the file of a campaign that may have begun before:
   * it goes on with the runs that it began with. Throws a {@link Refusal}.
   */
  static async of(
    { corpus, profile, out, shard }: CorpusArguments,
    snapshot: string | null,
  ): Promise<Corpora | null> {
    const isUsual = PROFILES[profile as ProfileName].keepsCorpus && shard === undefined;
    const usual = isUsual ? usualCorpus(out) : false;
    const folder = corpus ?? usual;
    if (folder === false) return null;
    const before = snapshot === null ? null : await readSnapshot(snapshot);
    const entries = before ?? (await new CorpusFolder(folder, warn).read());
    if (snapshot !== null && before === null) writeSnapshot(snapshot, entries);
    return new Corpora(folder, entries);
  }

  /** The same plan, for a campaign that begins with these runs. */
  addedTo(plan: RunPlan): RunPlan {
    const targets = plan.targets.map((target) => {
      const { name } = target.entry;
      const { runs } = new Corpus(this.#entries.filter((entry) => entry.target === name));
      const corpus = { runs, digest: digestOf(name, runs) };
      const setting = `${target.setting} ${this.#option}`;
      return { ...target, setting, request: { ...target.request, corpus } };
    });
    return { ...plan, targets };
  }

  /** A campaign goes on where its corpus cannot be kept: its findings matter more. */
  async keep({ plan, learned }: Hunted): Promise<void> {
    try {
      await this.#folder.add(plan.entry.name, learned);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      warn(`the corpus is not kept: ${error.message}`);
    }
  }
}
