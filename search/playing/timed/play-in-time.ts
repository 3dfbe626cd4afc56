/** A position of a game with clocks: a path is performed, and what is known there is told. */
import { propertiesFairTo } from '../../running/fair-properties.ts';
import type { Path, PlayedNode, Position, TimedGame } from '../game.ts';
import { verdictsOf } from '../play.ts';
import { enabledActs } from './enabled-acts.ts';
import { TimedPlay } from './timed-play.ts';

/** Performs the path from the first boot on, and lists what may be done next. */
export function playInTime(game: TimedGame, path: Path): Position {
  const play = new TimedPlay(game, path);
  const { world, judged } = play.run;
  const properties = propertiesFairTo(game.target.capabilities, null);
  const position = {
    timeMs: world.nowMs,
    path: play.path,
    skipped: play.skipped,
    nodes: nodesOf(game, play),
    inFlight: [],
    trace: play.recorder.lines,
    linesBefore: play.linesBefore,
    digest: play.digest,
    verdicts: verdictsOf(properties, judged),
    ending: world.ending,
  };
  // Looking ahead performs the run anew, which live code bears only once this run has been read.
  return { ...position, enabled: play.isOver ? [] : enabledActs(game, play) };
}

function nodesOf({ target, nodes }: TimedGame, { run: { world } }: TimedPlay): PlayedNode[] {
  return Array.from({ length: nodes }, (_, slot) => {
    const { view, disk, timers, incarnation } = world.look(slot + 1);
    return {
      view,
      durable: target.viewDurable(disk.durable),
      hasUnsynced: disk.unsyncedWrites > 0,
      timers: timers.map(({ timer, inMs }) => `${timer} in ${inMs} ms`),
      incarnation,
    };
  });
}
