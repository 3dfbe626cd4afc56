/**
 * The copies of a program that holds its nodes. All nodes with one number are held by one copy, so
 * that a state stays where it is; steps that are known beforehand are taken by all of them at once.
 */
import { askTogether } from '../together.ts';
import type { Hello } from '../protocol.ts';
import { Handles, type Asked } from './handles.ts';
import type { Past } from './past.ts';

export class Copies {
  readonly #copies: readonly Handles[];

  constructor(hello: Hello, connections: readonly Asked[]) {
    this.#copies = connections.map((connection) => new Handles(hello, connection));
  }

  /** The one that holds the nodes with this number. */
  of(node: number): Handles {
    return this.#copies[node % this.#copies.length] as Handles;
  }

  /** Takes these steps beforehand. Those that meet a fault are left out. */
  takeAhead(pasts: readonly Past[]): void {
    const groups = this.#copies.map((handles) => {
      const own = pasts.filter(({ node }) => this.of(node) === handles);
      return { handles, own };
    });
    for (let first = 0; groups.some(({ own }) => first < own.length); ) {
      const plans = groups.map(({ handles, own }) => {
        const ahead = handles.planAhead(own.slice(first, first + handles.mostAhead));
        return { handles, ahead };
      });
      const [one] = groups;
      if (one === undefined) return;
      askTogether(
        plans.map(({ ahead }) => ahead.share),
        one.handles.perLine,
      );
      for (const { handles, ahead } of plans) handles.hearAhead(ahead);
      first += one.handles.mostAhead;
    }
  }
}
