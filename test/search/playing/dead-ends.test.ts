// A run that ends in a dead end is played like any other: it is judged where all else is over.
import test from 'ava';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { explore } from '../../../search/exploring/explore.ts';
import type { Path } from '../../../search/playing/game.ts';
import { play } from '../../../search/playing/play.ts';
import { decisionsIn } from '../../../search/playing/played-cluster.ts';
import { playedFinding } from '../../../search/playing/played-finding.ts';
import { searchOn } from '../../../search/playing/search-on.ts';
import { shrinkPath } from '../../../search/playing/shrink-path.ts';
import { recordSchedule } from '../../../search/running/record.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import { isEnding, lengthOf } from '../../../simulator/decision.ts';
import { sha256 } from '../../sha256.ts';
import { gameOf } from './games.ts';

const GOAL = 'leader-electable';
const game = gameOf('granted-vote-stops-timer');

/** A shortest run into a dead end. */
function stuckPath(): Path {
  const { target, nodes, timing } = game;
  const bounds = { nodes, maxDecisions: 3, maxTerm: 1, faults: [], maxStates: 10_000 };
  const found = explore(target, bounds, { properties: [propertyNamed(GOAL)], timing });
  if (found.kind !== 'violated') throw new Error('the mutant has no dead end any more');
  return found.run;
}

test('a position that is a dead end says so, with the digest of its schedule', (t) => {
  const path = stuckPath();
  const { verdicts, digest, skipped } = play(game, path);
  t.is(skipped, 0);
  const verdict = verdicts.find(({ property }) => property === GOAL);
  t.regex(verdict?.witness?.observed ?? 'it holds', /lost for good, no order of timers/);
  const schedule = { nodes: game.nodes, timing: game.timing, decisions: decisionsIn(path) };
  t.is(digest, recordSchedule(game.target, schedule, new Set([GOAL])).digest);
});

test('before a run is said to be over, what is still possible is not judged', (t) => {
  const { verdicts } = play(
    game,
    stuckPath().filter((decision) => !isOfEnd(decision)),
  );
  t.false(verdicts.some(({ property }) => property === GOAL));
});

function isOfEnd(decision: Path[number]): boolean {
  return decisionsIn([decision]).some(isEnding);
}

test('a node that never comes back can do nothing, and nothing is searched from there', (t) => {
  const path = stuckPath();
  const failed = path.flatMap((decision) => (decision.kind === 'failForGood' ? decision.node : []));
  t.is(failed.length, 1);
  const { enabled } = play(game, path);
  for (const { decision } of enabled) {
    const { path: after } = play(game, [...path, decision]);
    t.deepEqual(after.at(-1), decision, 'what is listed can be made');
  }
  t.deepEqual(searchOn(game, path, { decisions: 2, maxStates: 1000 }), { kind: 'none', states: 0 });
});

test('a dead end that was played is a finding that replays, and shrinks to the same length', async (t) => {
  const path = stuckPath();
  const finding = await playedFinding(game, path, GOAL, sha256);
  if (finding === null) return t.fail('the path breaks nothing');
  t.true(replayFinding(game.target, finding).same, 'it must replay');
  const shrunk = shrinkPath(game, path, GOAL, USUAL_SHRINK_LIMITS);
  t.is(lengthOf(decisionsIn(shrunk?.path ?? [])), 3);
  t.is(shrunk?.result, 'proven shortest');
});
