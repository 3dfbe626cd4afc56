/** Names that a user may give: one of a list, or a refusal that says which may have been meant. */
import { Refusal } from '../adapters/refusal.ts';
import { adviceFor, type NameGroup } from '../library/near-names.ts';

/** Each kind of name, and the group in which `list` shows all of them; null: there are few. */
const KINDS = {
  target: 'targets',
  property: 'properties',
  fault: 'faults',
  profile: 'profiles',
  'mutant or control': 'mutants',
  'fault of a search': null,
  engine: null,
  scheduler: null,
  timing: null,
  group: null,
  format: null,
  reporter: null,
  command: null,
  runner: null,
  language: null,
  part: null,
  action: null,
  'value for --color': null,
  'value for --expect': null,
} as const satisfies Readonly<Record<string, NameGroup | null>>;

export type NameKind = keyof typeof KINDS;

/** The name, if it is one of the allowed. Throws a {@link Refusal} with at most three near ones. */
export function oneOf<Name extends string>(
  kind: NameKind,
  text: string,
  allowed: readonly Name[],
): Name {
  const found = allowed.find((name) => name === text);
  if (found !== undefined) return found;
  const advice = adviceFor(text, allowed, KINDS[kind]);
  throw new Refusal(`unknown ${kind} ${quoted(text)}${advice}`);
}

/** Several names, separated by commas; each once. */
export function someOf<Name extends string>(
  kind: NameKind,
  text: string,
  allowed: readonly Name[],
): readonly Name[] {
  const names = text.split(',').map((name) => oneOf(kind, name.trim(), allowed));
  return [...new Set(names)];
}

/** What was said, harmless for a terminal. */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return `'${short.replace(/[^ -~]/g, '?')}'`;
}
