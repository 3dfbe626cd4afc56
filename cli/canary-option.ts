/** Which known defects a campaign hunts for, beside its targets. */
import { SUBJECTS } from '../campaign/mutant-cases.ts';
import type { Shard } from '../campaign/ledger/chunk.ts';
import { someOf } from './choice.ts';
import { PROFILES, type ProfileName } from './profile.ts';

const IDS: readonly string[] = SUBJECTS.map(({ known }) => known.id);

const ALL = 'all';

/** None where the profile has none, or another shard hunts for them. Throws a {@link Refusal}. */
export function canariesOf(
  asked: string | false | undefined,
  profile: string,
  shard: Shard | undefined,
): readonly string[] {
  const usual = PROFILES[profile as ProfileName].hasCanaries ? ALL : false;
  const chosen = asked ?? usual;
  if (chosen === false) return [];
  const ids = parseCanaries(chosen);
  return shard !== undefined && shard.index > 1 ? [] : ids;
}

/** `all`, or the ids of mutants and controls, with commas. Throws a {@link Refusal}. */
export function parseCanaries(text: string): readonly string[] {
  return text === ALL ? IDS : someOf('mutant or control', text, IDS);
}
