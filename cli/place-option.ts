/** Options that say where something is to be written. */
import { Option } from 'commander';
import { Refusal } from '../adapters/refusal.ts';
import { objectionTo } from '../campaign/findings/place.ts';
import { quoted } from './choice.ts';

/** Refused before anything is done, if nothing ever can be written there. */
export function placeOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.argParser((path: string): string => {
    const objection = objectionTo(path);
    if (objection === null) return path;
    throw new Refusal(`${option.long ?? flags} ${quoted(path)} ${objection}`);
  });
}
