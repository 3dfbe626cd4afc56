/** The failing runs that a campaign shrinks: of each property a few, each of another story. */
import type { PropertyId } from '../../properties/property.ts';
import { BATCH } from '../../search/hunting/batch.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import { ADVERSARIAL_PER_TIMED_RUN } from '../../search/hunting/hunt-options.ts';
import { MAX_SHRUNK_PER_PROPERTY } from '../../search/hunting/stories.ts';

export class FailureList {
  readonly all: Failure[] = [];
  readonly #signatures = new Set<string>();
  readonly #perProperty = new Map<PropertyId, number>();

  /**
   * In the order in which one machine would meet them. False for one that is left out: an unshrunk
   * run often looks like another story than it is.
   */
  take(failure: Failure): boolean {
    const { property, signature } = failure;
    const known = this.#perProperty.get(property) ?? 0;
    if (known >= MAX_SHRUNK_PER_PROPERTY) return false;
    if (known > 0 && (signature === null || this.#signatures.has(signature))) return false;
    if (signature !== null) this.#signatures.add(signature);
    this.#perProperty.set(property, known + 1);
    this.all.push(failure);
    return true;
  }
}

/** Negative if one machine meets `one` before `other`: by chunk, then by engine, then by run. */
export function inOrderOfMeeting(one: Failure, other: Failure): number {
  const chunks = chunkOf(one) - chunkOf(other);
  if (chunks !== 0) return chunks;
  if (one.foundBy !== other.foundBy) return one.foundBy === 'timed' ? -1 : 1;
  return one.number - other.number;
}

function chunkOf({ number, foundBy }: Failure): number {
  const runs = foundBy === 'timed' ? BATCH : BATCH * ADVERSARIAL_PER_TIMED_RUN;
  return Math.floor((number - 1) / runs);
}
