/** Checks what callers say: code without types may say anything. */
import { adviceFor, type NameGroup } from './near-names.ts';

/** An option that cannot be used; the message names it. */
export class BadOption extends RangeError {}

/** Throws a RangeError that names the option. */
export function wholeNumber(option: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new BadOption(`${option}: ${String(value)} is no whole number from ${min} to ${max}`);
}

/** Throws a RangeError that names the option, names that are near, and where all are. */
export function listOf(
  option: string,
  names: readonly string[],
  known: readonly string[],
  group: NameGroup | null,
): void {
  nonEmptyList(option, names);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const advice = adviceFor(String(unknown), known, group);
  throw new BadOption(`${option}: ${JSON.stringify(unknown)} is unknown${advice}`);
}

/** Throws a RangeError for an unknown option or promise: mostly a typing error. */
export function refuseUnknown(
  what: 'option' | 'capability',
  options: object,
  known: readonly string[],
): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const advice = adviceFor(unknown, known, what === 'capability' ? 'capabilities' : null);
  throw new BadOption(`${unknown}: there is no such ${what}${advice}`);
}

/** Throws a RangeError that names the option. */
export function nonEmptyList(option: string, options: unknown): void {
  if (Array.isArray(options) && options.length > 0) return;
  throw new BadOption(`${option}: name at least one, in a list`);
}
