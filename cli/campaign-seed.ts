/** The seed of a campaign that goes on: the same command, without one, means the same campaign. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Refusal } from '../adapters/refusal.ts';
import { writeAtomically } from '../campaign/findings/atomic-file.ts';
import { campaignFile } from './campaign.ts';
import { parseSeed, seedText } from './quantity.ts';
import type { RunArguments, RunPlan } from './run-plan.ts';
import { warn } from './terminal.ts';

/**
 * The seed that is asked for; else that of the latest campaign with the same targets, settings and
 * code, or a new one if there is none. `planned` is the plan of the same arguments with any seed.
 * Throws a {@link Refusal}.
 */
export function seedToResume(
  planned: RunPlan,
  names: readonly string[],
  options: RunArguments & { readonly out: string },
): string {
  const seedless = {
    ...planned,
    seed: 0,
    targets: planned.targets.map((one) => ({ ...one, request: { ...one.request, seed: 0 } })),
  };
  const file = campaignFile(seedless, names, options).replace(/[.]json[.]gz$/, '.seed');
  const known = options.seed === undefined ? seedIn(file) : null;
  if (known !== null) return known;
  const seed = options.seed ?? seedText(randomInt(2 ** 32));
  writeAtomically(file, `${seed}\n`);
  return seed;
}

/** Null if there is no such file; what cannot be read is written anew. */
function seedIn(file: string): string | null {
  try {
    return seedText(parseSeed(readFileSync(file, 'utf8').trim()));
  } catch (error) {
    if (error instanceof Refusal) warn(`${file}: it holds no seed; the campaign begins anew`);
    return null;
  }
}
