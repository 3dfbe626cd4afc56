/** Checks what callers say: code without types may say anything. */

/** Throws a RangeError that names the option. */
export function wholeNumber(option: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`${option}: ${String(value)} is no whole number from ${min} to ${max}`);
}

/** Throws a RangeError that names the option and all that is known. */
export function listOf(option: string, options: readonly string[], known: readonly string[]): void {
  const unknown = options.find((name) => !known.includes(name));
  if (unknown === undefined && options.length > 0) return;
  const what = unknown === undefined ? 'an empty list' : `${JSON.stringify(unknown)} is unknown`;
  throw new RangeError(`${option}: ${what}; there are ${known.join(', ')}`);
}

/** Throws a RangeError for an unknown option or promise: mostly a typing error. */
export function refuseUnknown(what: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new RangeError(`${unknown}: there is no such ${what}; there are ${known.join(', ')}`);
}

/** Throws a RangeError that names the option. */
export function nonEmptyList(option: string, options: unknown): void {
  if (Array.isArray(options) && options.length > 0) return;
  throw new RangeError(`${option}: name at least one, in a list`);
}
