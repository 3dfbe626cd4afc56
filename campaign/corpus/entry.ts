/** A kept run as a file: its name is a hash of its content, so two corpora merge by copying. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../search/canonical-json.ts';
import type { KeptRun } from '../../search/guiding/kept-run.ts';

/** A reader refuses any other. */
export const CORPUS_VERSION = 1;

/** Plain JSON. */
export interface CorpusEntry extends KeptRun {
  readonly whitewaterCorpus: typeof CORPUS_VERSION;
  readonly target: string;
}

export function entryOf(target: string, { run, states }: KeptRun): CorpusEntry {
  return { whitewaterCorpus: CORPUS_VERSION, target, run, states };
}

/** Twelve hex digits. */
export function entryId(entry: CorpusEntry): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex').slice(0, 12);
}

/** Equal for equal runs, in whichever order. */
export function digestOf(target: string, runs: readonly KeptRun[]): string {
  const ids = runs.map((kept) => entryId(entryOf(target, kept))).sort();
  return createHash('sha256').update(ids.join()).digest('hex').slice(0, 16);
}
