/** Plain data: what JSON can say, and no more. Searches and findings know targets by their JSON. */

/**
 * What stands in the way of writing `value` as JSON, in words; null if nothing does. Nothing in it
 * may be nested deeper than `maxDepth`; an object that contains itself is.
 */
export function notPlain(value: unknown, maxDepth: number): string | null {
  if (value === undefined) return 'undefined';
  const obstacle = obstacleIn(value, maxDepth);
  return obstacle === TOO_DEEP ? `something nested more than ${maxDepth} deep` : obstacle;
}

const TOO_DEEP = 'too deep';

/** Freezes a value deeply; what is frozen already is taken to be frozen deeply. */
export function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

function obstacleIn(value: unknown, depth: number): string | null {
  switch (typeof value) {
    case 'number':
      // They would all be written as null, and two states would look like one.
      return Number.isFinite(value) ? null : String(value);
    case 'string':
    case 'boolean':
    // A field that is undefined is a field that is not there.
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : obstacleInside(value, depth);
    default:
      return `a ${typeof value}`;
  }
}

function obstacleInside(value: object, depth: number): string | null {
  if (depth === 0) return TOO_DEEP;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const obstacle =
        value[index] === undefined ? 'undefined in a list' : obstacleIn(value[index], depth - 1);
      if (obstacle !== null) return obstacle;
    }
    return null;
  }
  const kind: unknown = Object.getPrototypeOf(value);
  if (kind !== Object.prototype && kind !== null) return `a ${kindOf(value)}`;
  const fields = value as Readonly<Record<string, unknown>>;
  // Faster than a list of all keys, and there is nothing to inherit.
  for (const key in fields) {
    const obstacle = obstacleIn(fields[key], depth - 1);
    if (obstacle !== null) return obstacle;
  }
  return null;
}

/** The name of its class, as far as it says. */
function kindOf({ constructor }: object): string {
  return typeof constructor === 'function' && constructor.name !== ''
    ? constructor.name
    : 'class without a name';
}
