// Games for tests, and ways through them.
import { LAB_TIMING } from '../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import type { Game, Path, Position } from '../../../search/playing/game.ts';
import { play } from '../../../search/playing/play.ts';
import { fire } from '../../../simulator/decide.ts';
import { pureOf } from '../../../simulator/target.ts';
import { registered } from '../../../targets/registry.ts';

/** A game of a registered target, with all faults. */
export function gameOf(name: string, nodes = 3): Game {
  const entry = registered(name);
  if (entry === undefined) throw new Error(`there is no target ${name}`);
  return { target: pureOf(entry.target), nodes, timing: LAB_TIMING, fair: SEARCH_FAULTS };
}

/** Each pick takes one of the decisions that are enabled then; the positions on the way. */
export function* walk(
  game: Game,
  picks: readonly number[],
  start: Path = [],
): Generator<readonly [Position, Path]> {
  let position = play(game, start);
  for (const pick of picks) {
    const { enabled, path } = position;
    const next = enabled[pick % Math.max(1, enabled.length)];
    if (next === undefined) return;
    const longer = [...path, next.decision];
    yield [position, longer];
    position = play(game, longer);
  }
}

/** n1 becomes leader by the vote of n2. */
export function election(game: Game): Path {
  const links = [
    [1, 2],
    [2, 1],
  ] as const;
  return links.reduce<Path>(
    (path, [source, sink]) => {
      const open = play(game, path).enabled.map(({ decision }) => decision);
      const arrival = open.find((one) => {
        return one.kind === 'deliver' && one.from === source && one.to === sink;
      });
      return arrival === undefined ? path : [...path, arrival];
    },
    [fire(1, 'election')],
  );
}
