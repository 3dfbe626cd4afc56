/** Targets that are not there: why a pinned finding is not performed, and what mends that. */
import { Refusal } from '../adapters/refusal.ts';
import { commandLines, EMPTY_LINE, span, type Line } from '../reports/terminal/page.ts';
import { NotInstalled } from '../simulator/target.ts';
import { registered, type Registered } from '../targets/registry.ts';
import { isProgram, type ExternalTarget } from './external-target.ts';
import { targetNamed } from './target-named.ts';

/** A target that is missing. */
export interface Missing {
  readonly kind: 'missing';
  /** A few words. */
  readonly why: string;
  /** What to type or to install; null if nobody knows. */
  readonly remedy: string | null;
}

/** The target of that name, or what has to be done to have it. */
export function present(
  name: string,
  externalTargets: readonly ExternalTarget[],
): { readonly kind: 'present'; readonly entry: Registered } | Missing {
  const externalTarget = externalTargets.find(({ entry }) => entry.name === name);
  if (externalTarget !== undefined) return { kind: 'present', entry: externalTarget.entry };
  if (registered(name) === undefined) {
    return { kind: 'missing', why: whyMissing(name, externalTargets), remedy: remedyFor(name) };
  }
  try {
    return { kind: 'present', entry: targetNamed(name) };
  } catch (error) {
    if (!(error instanceof Refusal && error.cause instanceof NotInstalled)) throw error;
    const { what, remedy } = error.cause;
    return { kind: 'missing', why: what, remedy };
  }
}

/** Of programs, what was brought instead: a wrong command is easily typed. */
function whyMissing(name: string, brought: readonly ExternalTarget[]): string {
  if (!isProgram(name)) return 'it is a target of yours';
  const others = brought.filter(({ command }) => command !== null).map(({ entry }) => entry.name);
  if (others.length === 0) return 'it is a program, and no --exec starts it';
  return `it is a program, and --exec starts ${others.join(', ')}`;
}

/** Of several targets that are missing, each has its own. */
function remedyFor(name: string): string {
  return isProgram(name)
    ? `start ${name} with --exec "<command>"`
    : `bring ${name} with --target <file>`;
}

/** Each once, however many findings need it. */
export function remediesOf(
  checked: readonly { readonly remedy: string | null }[],
): readonly string[] {
  return [...new Set(checked.flatMap(({ remedy }) => (remedy === null ? [] : [remedy])))];
}

/** What to do, at the end of a report. */
export function remedyLines(remedies: readonly string[]): readonly Line[] {
  if (remedies.length === 0) return [];
  const [first = '', ...others] = remedies;
  const label = 'To perform them too  ';
  return [
    EMPTY_LINE,
    ...commandLines([span(`   ${label}`, 'quiet')], first),
    ...others.flatMap((remedy) => commandLines([span(`   ${' '.repeat(label.length)}`)], remedy)),
  ];
}
