/** Puts an engine where the script of a page looks for it. */
import type { Game } from '../../search/playing/game.ts';
import { PageEngine } from './page-engine.ts';

/** What the page says of the game that it wants. */
export type Wanted = Omit<Game, 'target'> & { readonly target: string };

/** `targetNamed` throws if the page has no such target. */
export function offerEngine(targetNamed: (name: string) => Game['target']): void {
  Object.assign(globalThis, {
    whitewaterEngine: ({ nodes, timing, fair, target }: Wanted): PageEngine =>
      new PageEngine({ nodes, timing, fair, target: targetNamed(target) }),
  });
}
