/** From a position of a game with clocks to a violation: by drawn faults, as a timed hunt does. */
import fc from 'fast-check';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { scenarioArbitrary } from '../../../faults/scenario-arbitrary.ts';
import type { Path, TimedGame } from '../game.ts';
import type { SearchedOn } from '../search-on.ts';
import { TimedPlay } from './timed-play.ts';

export interface TimedSearchLimits {
  /** Runs that are drawn at most. */
  readonly runs: number;
  /** Actions of each beyond the position, at most. */
  readonly maxActions: number;
  /** Asked before each run: a budget of time. */
  readonly shouldStop: () => boolean;
}

/** The same runs each time that it is asked from the same position. */
export function searchInTime(game: TimedGame, path: Path, limits: TimedSearchLimits): SearchedOn {
  const { target, nodes, timing } = game;
  const scenarios = scenarioArbitrary({
    nodes: [nodes],
    kinds: kindsFairTo(target.capabilities),
    maxActions: limits.maxActions,
    timing,
    mayReorder: false,
  });
  const drawn = fc.sample(scenarios, { numRuns: limits.runs, seed: game.seed | 0 });
  const known = new TimedPlay(game, path).run.judged.violations.length;
  for (const [runs, { actions }] of drawn.entries()) {
    if (limits.shouldStop()) return { kind: 'sampled', runs };
    const play = new TimedPlay(game, path);
    const isBroken = (): boolean => play.run.judged.violations.length > known;
    for (const action of actions) {
      if (isBroken() || play.isOver) break;
      play.perform({ kind: 'act', action });
    }
    if (!isBroken()) play.perform({ kind: 'finish' });
    if (isBroken()) return { kind: 'found', path: play.path, runs: runs + 1 };
  }
  return { kind: 'sampled', runs: drawn.length };
}
