/** Keeps properties honest: what they remember is plain data, and is never modified. */
import type { Handler, Handlers, Property } from '../../properties/property.ts';

/** The same property, with every memory frozen as soon as it is returned. */
export function frozen(property: Property): Property {
  const on: Handlers<unknown> = {};
  for (const trigger of Object.keys(property.on) as (keyof Handlers<unknown>)[]) {
    const handler = property.on[trigger];
    if (handler === undefined) continue;
    const freezing: Handler<unknown> = (memory, moment, judge) =>
      deeplyFrozen(handler(memory, moment, judge), property.id);
    on[trigger] = freezing;
  }
  return { ...property, on, start: (facts) => deeplyFrozen(property.start(facts), property.id) };
}

function deeplyFrozen(value: unknown, owner: string): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) {
    throw new TypeError(`${owner} remembers a ${value.constructor.name}: keep plain data only`);
  }
  Object.freeze(value);
  for (const part of Object.values(value)) deeplyFrozen(part, owner);
  return value;
}
