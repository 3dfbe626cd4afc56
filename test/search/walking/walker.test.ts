// The adversarial engine: walks are runs, the same for the same picks, and find what is broken.
import test from 'ava';
import fc from 'fast-check';
import { PAPER_RULES } from '../../../core/rules.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { performSchedule, SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { Picks } from '../../../search/hunting/picks.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import type { WalkOptions } from '../../../search/walking/walk.ts';
import { Walker } from '../../../search/walking/walker.ts';
import { mix } from '../../../simulator/luck.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { higherTermKeepsRole } from '../../../targets/mutants/higher-term-keeps-role.ts';
import { staleVoteCounted } from '../../../targets/mutants/stale-vote-counted.ts';
import { votesWithoutMemory } from '../../../targets/mutants/votes-without-memory.ts';
import { raft, raftTarget } from '../../../targets/raft.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';
import type { Observer } from '../../../trace/observer.ts';

const repliesFirst = raftTarget('replies-first', {
  ...PAPER_RULES,
  orderEffects: (writes, others) => [...others, ...writes],
});

function walker(target: PureTarget, nodes: number, options: Partial<WalkOptions> = {}): Walker {
  return new Walker(target, nodes, {
    properties: SAFETY_PROPERTIES,
    timing: LAB_TIMING,
    faults: SEARCH_FAULTS,
    ...options,
  });
}

/** Picks that look like any others. */
function picksOf(seed: number, length = 60): Uint32Array {
  return Uint32Array.from({ length }, (_, place) => mix(seed, place));
}

/** Everything that happens, but for what the network alone knows of its messages. */
function storyTo(lines: string[]): Observer {
  const plain = (_name: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('ordinal' in value)) return value;
    return { ...value, ordinal: 0, copy: false };
  };
  return {
    happened: (_timeMs, event, before, after) => {
      if (event.kind !== 'duplicated') lines.push(JSON.stringify([event, before, after], plain));
    },
    sent: (_timeMs, flight) => lines.push(JSON.stringify(['sent', flight], plain)),
  };
}

for (const target of [raft, votesWithoutMemory.target, repliesFirst, tutorial] as PureTarget[]) {
  test(`what a walk over ${target.name} does is what its decisions do, event by event`, (t) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const [nodes, picks] = [1 + (seed % 5), picksOf(seed)];
      const walked: string[] = [];
      const walking = walker(target, nodes, { observers: [storyTo(walked)] });
      const walk = walking.walk(picks);
      const story = [...walked];
      const decisions = walking.decisions(picks);
      t.is(decisions.length, walk.decisions);
      const performed: string[] = [];
      const schedule = { nodes, timing: LAB_TIMING, decisions };
      const observers = [storyTo(performed)];
      const result = performSchedule(target, schedule, { sought: null, observers });
      t.deepEqual(result.skipped, [], `seed ${seed}`);
      t.deepEqual(story, performed, `seed ${seed}: the two clusters are no longer the same`);
      t.is(result.verdict, walk.broken === null ? 'held' : 'violated', `seed ${seed}`);
      const broken = result.violations.map(({ property }) => property);
      if (walk.broken !== null) t.true(broken.includes(walk.broken), `seed ${seed}`);
    }
  });
}

test('a walk depends on its picks alone, not on the walks before it', (t) => {
  const used = walker(votesWithoutMemory.target, 3);
  for (let seed = 1; seed <= 50; seed += 1) {
    const fresh = walker(votesWithoutMemory.target, 3);
    t.deepEqual(used.walk(picksOf(seed)), fresh.walk(picksOf(seed)));
  }
});

for (const { id, target, breaks } of [votesWithoutMemory, staleVoteCounted, higherTermKeepsRole]) {
  test(`${id} is found within some hundred walks`, (t) => {
    const properties = SAFETY_PROPERTIES.filter((property) => property.id === breaks);
    const walking = walker(target, 3, { properties });
    let walks = 1;
    while (walks < 1_000 && walking.walk(picksOf(walks)).broken === null) walks += 1;
    t.true(walks < 1_000, `${breaks} was not broken in ${walks} walks`);
  });
}

test('a crash between a reply and its write is walked into', (t) => {
  const properties = SAFETY_PROPERTIES.filter(({ id }) => id === 'one-vote-per-term');
  const walking = walker(repliesFirst, 3, { properties });
  let seed = 1;
  while (seed < 10_000 && walking.walk(picksOf(seed)).broken === null) seed += 1;
  const kinds = walking.decisions(picksOf(seed)).map(({ kind }) => kind);
  t.true(kinds.includes('crashWithin'), `nothing was found in ${seed} walks`);
  const without = walker(repliesFirst, 3, { properties, faults: ['duplicate', 'crash'] });
  for (let other = 1; other <= seed; other += 1) t.is(without.walk(picksOf(other)).broken, null);
});

test('the core survives 5,000 walks in clusters of 1 to 5 nodes', (t) => {
  let [leaders, decisions] = [0, 0];
  const census: Observer = {
    happened: (_timeMs, _event, before, after) => {
      if (after?.role === 'leader' && before?.role !== 'leader') leaders += 1;
    },
    sent: () => undefined,
  };
  for (let nodes = 1; nodes <= 5; nodes += 1) {
    const walking = walker(raft, nodes, { observers: [census] });
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const walk = walking.walk(picksOf(mix(nodes, seed)));
      t.is(walk.broken, null, `${nodes} nodes, seed ${seed}`);
      decisions += walk.decisions;
    }
  }
  t.true(decisions > 250_000, `${decisions} decisions were made`);
  t.true(leaders > 5_000, `${leaders} leaders were elected: the weights elect too few`);
});

test('only the faults that are asked for happen', (t) => {
  const walking = walker(raft, 3, { faults: [] });
  const kinds = new Set(
    Array.from({ length: 100 }, (_, seed) => walking.decisions(picksOf(seed)))
      .flat()
      .map(({ kind }) => kind),
  );
  t.deepEqual([...kinds].sort(), ['deliver', 'fire', 'propose']);
});

test('a target that throws ends its walk; anyone else that throws is heard', (t) => {
  const fragile: PureTarget = {
    ...(raft as PureTarget),
    step: () => {
      throw new Error('no step');
    },
  };
  t.deepEqual(walker(fragile, 3).walk(picksOf(1)), {
    decisions: 1,
    broken: 'never-throws',
    hasThrown: true,
  });
  const deaf: Observer = {
    happened: (_timeMs, event) => {
      if (event.kind === 'received') throw new Error('the observer broke');
    },
    sent: () => undefined,
  };
  const walking = walker(raft, 3, { observers: [deaf] });
  t.throws(() => walking.walk(picksOf(1)), { message: 'the observer broke' });
});

test('fast-check draws the same picks from the same seed, as many as are asked for', (t) => {
  const sample = (seed: number): Uint32Array[] => fc.sample(new Picks(60), { seed, numRuns: 500 });
  t.deepEqual(sample(1), sample(1));
  t.notDeepEqual(sample(1), sample(2));
  t.true(sample(1).every(({ length }) => length === 60));
});

test('a beginning is repeated decision by decision; what is not possible in it is left out', (t) => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const walking = walker(raft, 3);
    const { walk, schedule } = walking.notedWalk([], picksOf(seed));
    t.deepEqual(walking.notedWalk(schedule, []), { walk, schedule }, `seed ${seed}`);
    const impossible = { kind: 'fire', node: 1, timer: 'there is none' } as const;
    const mixed = schedule.flatMap((decision) => [impossible, decision]);
    t.deepEqual(walking.notedWalk(mixed, []), { walk, schedule }, `seed ${seed}`);
  }
});
