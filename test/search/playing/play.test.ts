// What is listed as enabled can be done, and leads where the list says.
import test from 'ava';
import fc from 'fast-check';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { findingId, signatureOf } from '../../../search/identity.ts';
import type { Path, PlayDecision, Position } from '../../../search/playing/game.ts';
import { play } from '../../../search/playing/play.ts';
import { decisionsIn } from '../../../search/playing/played-cluster.ts';
import { playedFinding } from '../../../search/playing/played-finding.ts';
import { searchOn } from '../../../search/playing/search-on.ts';
import { shrinkPath } from '../../../search/playing/shrink-path.ts';
import { recordSchedule } from '../../../search/running/record.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import { fire } from '../../../simulator/decide.ts';
import type { Trace } from '../../../trace/trace.ts';
import { holds } from '../../property-run.ts';
import { sha256 } from '../../sha256.ts';
import { election, gameOf, walk } from './games.ts';

const anyPicks = fc.array(fc.nat(1000), { maxLength: 14 });
const anyTarget = fc.constantFrom('raft', 'tutorial', 'sends-before-write', 'votes-without-memory');

/** Numbers of messages are given when they leave, and a kept copy has a line of its own. */
function plain(lines: Trace): readonly unknown[] {
  const told = lines.filter(({ event }) => event.kind !== 'duplicated');
  return told.map(({ event, before, after }) =>
    JSON.stringify({ event, before, after }, (name, value: unknown) =>
      ['ordinal', 'copy', 'incarnation'].includes(name) ? undefined : value,
    ),
  );
}

function brokenIn({ verdicts }: Position): readonly string[] {
  return verdicts.filter(({ witness }) => witness !== null).map(({ property }) => property);
}

test('each enabled decision can be made, and does what the list says of it', (t) => {
  const kinds = new Set<string>();
  const law = fc.property(anyTarget, anyPicks, fc.boolean(), (name, picks, isLed) => {
    const game = gameOf(name);
    for (const [before, path] of walk(game, picks, isLed ? election(game) : [])) {
      const last = path.at(-1);
      const listed = before.enabled.find(({ decision }) => decision === last);
      if (last === undefined || listed === undefined) return t.fail('nothing was listed');
      kinds.add(last.kind);
      const after = play(game, path);
      t.is(after.skipped, 0, `${name} skips ${JSON.stringify(last)}`);
      t.deepEqual(after.path, path);
      t.deepEqual(plain(after.trace.slice(before.trace.length)), plain(listed.lines));
      t.deepEqual(
        brokenIn(after).filter((property) => !brokenIn(before).includes(property)),
        [...listed.breaks],
        `${name} breaks something else by ${JSON.stringify(last)}`,
      );
    }
  });
  holds(t, law, { numRuns: 60, seed: 20140619 });
  const all = ['crash', 'crashWithin', 'deliver', 'duplicate', 'fire', 'lose', 'propose'];
  t.deepEqual([...kinds].sort(), all, 'no run made decisions of the other kinds');
});

test('the digest of a position is that of its schedule', (t) => {
  const law = fc.property(anyPicks, (picks) => {
    const game = gameOf('raft');
    for (const [, path] of walk(game, picks)) {
      const { nodes, timing, target } = game;
      const schedule = { nodes, timing, decisions: decisionsIn(path) };
      t.is(play(game, path).digest, recordSchedule(target, schedule, null).digest);
    }
  });
  holds(t, law, { numRuns: 20, seed: 20140619 });
});

test('a message that is lost can neither arrive nor be lost again', (t) => {
  const game = gameOf('raft');
  const before = play(game, [fire(1, 'election')]);
  const [message] = before.inFlight;
  if (message === undefined) return t.fail('a candidate sent nothing');
  const { from, to, message: content } = message;
  const lose: PlayDecision = { kind: 'lose', from, to, message: content };
  const deliver: PlayDecision = { kind: 'deliver', from, to, message: content };
  const after = play(game, [...before.path, lose, deliver, lose]);
  t.is(after.skipped, 2);
  t.deepEqual(after.path, [...before.path, lose]);
  t.is(after.inFlight.length, before.inFlight.length - 1);
  t.is(after.digest, before.digest, 'losing a message is no event of the run');
});

test('a decision that is not enabled is left out of the path', (t) => {
  const { path, skipped } = play(gameOf('raft'), [fire(1, 'heartbeat'), fire(2, 'election')]);
  t.deepEqual(path, [fire(2, 'election')]);
  t.is(skipped, 1);
});

test('a search from the beginning finds as short a run as the search of the whole', (t) => {
  for (const name of ['votes-without-memory', 'sends-before-write', 'vote-not-persisted']) {
    const game = gameOf(name);
    const found = searchOn(game, [], { decisions: 7, maxStates: 200_000 });
    const { nodes, timing, fair: faults, target } = game;
    const bounds = { nodes, faults, maxDecisions: 7, maxTerm: null, maxStates: 200_000 };
    const properties = play(game, []).verdicts.map(({ property }) => propertyNamed(property));
    const whole = explore(target, bounds, { properties, timing });
    if (found.kind !== 'found' || whole.kind !== 'violated') return t.fail(`${name} holds`);
    t.is(found.path.length, whole.run.length, name);
  }
});

test('what a search from a position finds begins there, can be made, and breaks at its end', (t) => {
  let found = 0;
  const law = fc.property(fc.array(fc.nat(1000), { maxLength: 6 }), (picks) => {
    const game = gameOf('votes-without-memory');
    for (const [before] of walk(game, picks)) {
      const result = searchOn(game, before.path, { decisions: 4, maxStates: 20_000 });
      if (result.kind !== 'found') continue;
      found += 1;
      const { path } = result;
      const after = play(game, path);
      t.deepEqual(after.path, path, 'a decision cannot be made');
      t.deepEqual(path.slice(0, before.path.length), before.path);
      t.true(brokenIn(after).length > brokenIn(before).length);
      const shorter = play(game, path.slice(0, -1));
      t.deepEqual(brokenIn(shorter), brokenIn(before), 'it breaks before its end');
    }
  });
  holds(t, law, { numRuns: 20, seed: 20140619 });
  t.true(found > 20, `only ${found} searches found anything`);
});

/** A path of a mutant that breaks a property, with decisions that are not needed. */
function brokenPath(): Path {
  const game = gameOf('votes-without-memory');
  const start = [fire(3, 'election'), fire(2, 'election')];
  const found = searchOn(game, start, { decisions: 5, maxStates: 20_000 });
  if (found.kind !== 'found') throw new Error('votes-without-memory holds');
  return found.path;
}

test('a path is shrunk to one that breaks the same property in the same cluster', (t) => {
  const game = gameOf('votes-without-memory');
  const path = brokenPath();
  const shrunk = shrinkPath(game, path, 'one-vote-per-term', USUAL_SHRINK_LIMITS);
  t.is(shrunk?.result, 'proven shortest');
  t.is(shrunk?.path.length, 3);
  t.true(brokenIn(play(game, shrunk?.path ?? [])).includes('one-vote-per-term'));
  t.is(shrinkPath(game, path, 'log-matching', USUAL_SHRINK_LIMITS), null);
});

test('a path that breaks a property is a finding that replays', async (t) => {
  const game = gameOf('votes-without-memory');
  const finding = await playedFinding(game, brokenPath(), 'one-vote-per-term', sha256);
  if (finding === null) return t.fail('the path breaks nothing');
  t.true(replayFinding(game.target, finding).same);
  t.is(finding.foundBy, 'played');
  t.is(finding.id, findingId(finding.target, finding.property, finding.run));
  t.is(finding.signature, signatureOf(finding.property, finding.witness));
  t.is(await playedFinding(game, [], 'one-vote-per-term', sha256), null);
});
