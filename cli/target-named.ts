/** The registered target that a user or a file names. */
import { REGISTRY, type Registered } from '../targets/registry.ts';
import { NotInstalled } from '../simulator/target.ts';
import { Refusal } from '../adapters/refusal.ts';
import { oneOf } from './choice.ts';
import { howToBring } from './external-target.ts';

/** Throws a refusal if the package is not there. */
function loaded(entry: Registered): Registered {
  try {
    entry.target.load?.();
  } catch (error) {
    if (error instanceof NotInstalled) throw new Refusal(error.message, { cause: error });
    throw error;
  }
  return entry;
}

/** Throws a refusal with the nearest name, and all of them. */
export function targetNamed(text: string): Registered {
  if (/^exec:[\w.-]+$/.test(text)) throw new Refusal(`${text} is a program: ${howToBring(text)}`);
  const known = REGISTRY.map(({ name }) => name);
  const name = oneOf('target', text, known);
  const entry = REGISTRY.find((registered) => registered.name === name);
  if (entry === undefined) throw new Error(`target ${name} is listed and missing`);
  return loaded(entry);
}
