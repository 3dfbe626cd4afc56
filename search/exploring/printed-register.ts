/** Numbers things by a text that says all that matters of them, and knows their fingerprints. */
import { Fingerprints, printOf } from './fingerprint.ts';
import { Register } from './register.ts';

export class PrintedRegister<Item> extends Register<Item> {
  readonly prints = new Fingerprints();

  override idOf(key: string, item: Item): number {
    const { size } = this;
    const id = super.idOf(key, item);
    if (id === size) this.prints.put(id, printOf(key));
    return id;
  }
}
