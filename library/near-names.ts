/** What to say about a name that is unknown: a few that are near, and where all of them are. */
import { suggestion } from '../trace/near-names.ts';
import { COMMAND } from './how-to-call.ts';

export { nearNames, suggestion } from '../trace/near-names.ts';

/** The groups of names that `list` shows. */
export const GROUP_NAMES = [
  'targets',
  'mutants',
  'packages',
  'controls',
  'properties',
  'faults',
  'profiles',
  'capabilities',
] as const;

export type NameGroup = (typeof GROUP_NAMES)[number];

/** The end of a message about a name of this group; null for a few names that `list` leaves out. */
export function adviceFor(text: string, known: readonly string[], group: NameGroup | null): string {
  return suggestion(text, known, group === null ? null : `${COMMAND} list ${group}`);
}
