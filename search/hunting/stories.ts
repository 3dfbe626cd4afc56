/** Which failing runs are worth shrinking: each tells a story that no finding has told yet. */
import type { PropertyId, Witness } from '../../properties/property.ts';
import type { Finding } from '../finding.ts';
import { signatureOf } from '../identity.ts';
import type { Failure } from './failure.ts';

/**
 * Shrinking takes most of the time of a hunt, and an unshrunk run often looks like another story
 * than it is: after so many runs of one property, the hunt leaves that property alone.
 */
export const MAX_SHRUNK_PER_PROPERTY = 4;

export class Stories {
  readonly #signatures = new Set<string>();
  readonly #shrunk = new Map<PropertyId, number>();

  /** Whether a run of this witness is to be shrunk; if so, it counts as told from now on. */
  takes(property: PropertyId, witnessOf: () => Witness | null): boolean {
    const shrunk = this.#shrunk.get(property) ?? 0;
    if (shrunk >= MAX_SHRUNK_PER_PROPERTY) return false;
    if (shrunk > 0) {
      const witness = witnessOf();
      if (witness === null || this.#signatures.has(signatureOf(property, witness))) return false;
    }
    const witness = witnessOf();
    if (witness !== null) this.#signatures.add(signatureOf(property, witness));
    this.#shrunk.set(property, shrunk + 1);
    return true;
  }

  /** A failure that was taken before counts as told, too. */
  tookBefore({ property, signature }: Failure): void {
    if (signature !== null) this.#signatures.add(signature);
    this.#shrunk.set(property, (this.#shrunk.get(property) ?? 0) + 1);
  }

  /** Whether a shrunk finding tells another story than all before it. */
  isNew({ signature }: Finding, others: readonly Finding[]): boolean {
    this.#signatures.add(signature);
    return others.every((other) => other.signature !== signature);
  }
}
