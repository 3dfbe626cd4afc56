// Observers of one run agree: the recorder, the check of the properties, the census.
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { Check } from '../../properties/check.ts';
import { property, type Handlers, type Moment } from '../../properties/property.ts';
import { DEFAULT_NETWORK, DEFAULT_LIMITS } from '../../simulator/settings.ts';
import { World } from '../../simulator/world.ts';
import { raft } from '../../targets/raft.ts';
import { Census } from '../../trace/census.ts';
import { allOf, type Observer } from '../../trace/observer.ts';
import { Recorder } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';
import { holds } from '../property-run.ts';

const TIMING = { electionTimeoutMinMs: 150, electionTimeoutMaxMs: 300, heartbeatMs: 50 };

/** Raft under some of everything: crashes, cuts, lost and doubled messages, proposals. */
function run(seed: number, ...observers: readonly Observer[]): void {
  const setup = {
    nodes: 3,
    seed,
    timing: TIMING,
    settings: DEFAULT_NETWORK,
    limits: DEFAULT_LIMITS,
  };
  const world = new World(raft, setup, allOf(observers));
  const proposeToAll = (): void => [1, 2, 3].forEach((node) => world.propose(node, `x${node}`));
  world.elapse(700);
  proposeToAll();
  world.disturbNetwork('duplication', 50, 300);
  world.crash(1);
  world.elapse(700);
  proposeToAll();
  world.restart(1);
  world.disturbNetwork('loss', 50, 300);
  world.cut([
    [2, 3],
    [3, 2],
  ]);
  world.elapse(700);
  world.restore([
    [2, 3],
    [3, 2],
  ]);
  world.declareHealed();
  world.elapse(700);
}

/** What no sound run brings, or only to those who ask for it. */
type Unmet = 'due' | 'threw' | 'deadEnd' | 'otherTermSent' | 'unledAppendSent';

const TRIGGERS = {
  standing: true,
  leadership: true,
  log: true,
  commit: true,
  match: true,
  voteSent: true,
  voteReceived: true,
  leaderReceived: true,
  applied: true,
  persisted: true,
  proposed: true,
  disturbed: true,
  healed: true,
  higherTermReceived: true,
} satisfies Record<Exclude<keyof Handlers<unknown>, Unmet>, true>;

/** A property that claims nothing and notes every moment at which it is woken. */
function everyMoment(note: (trigger: string, moment: Moment) => void) {
  const handlers = Object.keys(TRIGGERS).map((trigger) => [
    trigger,
    (memory: null, moment: Moment) => {
      note(trigger, moment);
      return memory;
    },
  ]);
  return property<null>({
    id: 'election-safety',
    kind: 'safety',
    claim: 'nothing',
    source: 'this test',
    start: () => null,
    on: Object.fromEntries(handlers) as Handlers<null>,
  });
}

test('the steps of the check are the lines of the recorder', (t) => {
  const woken = new Set<string>();
  const claim = fc.property(fc.nat(), (seed) => {
    const recorder = new Recorder();
    const note = (trigger: string, moment: Moment): void => {
      woken.add(trigger);
      const line = recorder.lines[moment.step - 1];
      const { event } = moment;
      assert.equal(line?.step, moment.step);
      assert.equal(line.timeMs, moment.timeMs);
      assert.equal(line.event.kind === 'sent' ? line.event.flight : line.event, event);
      assert.equal(line.event.kind === 'sent', trigger === 'voteSent');
      if (line.event.kind === 'sent') return;
      assert.equal(line.before, moment.before);
      assert.equal(line.after, moment.after);
    };
    const facts = { nodes: 3, ...TIMING };
    run(seed, recorder, new Check([everyMoment(note)], facts));
  });
  holds(t, claim, { numRuns: 10 });
  t.deepEqual([...woken].sort(), Object.keys(TRIGGERS).sort(), 'some moments never came');
});

test('the census counts what the recorder wrote down', (t) => {
  const claim = fc.property(fc.nat(), (seed) => {
    const census = new Census();
    const { lines } = recorded(seed, census);
    const sent = lines.filter(({ event }) => event.kind === 'sent');
    assert.equal(census.messagesSent, sent.length);
    assert.equal(census.events, lines.length - sent.length);
    const became =
      (role: string) =>
      ({ before, after }: (typeof lines)[number]) =>
        after?.role === role && before?.role !== role;
    assert.equal(census.leaders, lines.filter(became('leader')).length);
    const stood = lines.filter(
      ({ event, after }) =>
        event.kind === 'timerFired' && event.timer === 'election' && after?.role === 'candidate',
    );
    assert.equal(census.elections, stood.length);
    // Two network faults of weather, a crash and a cut.
    assert.equal(census.faults, 4);
  });
  holds(t, claim, { numRuns: 10 });
});

function recorded(seed: number, census: Census): Recorder {
  const recorder = new Recorder();
  run(seed, census, recorder);
  return recorder;
}

const FOLLOWER: NodeView = {
  role: 'follower',
  currentTerm: 0,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

test('the census: a term that nobody won is a split vote, however many stood in it', (t) => {
  const census = new Census();
  const become = (node: number, before: NodeView, change: Partial<NodeView>): NodeView => {
    const after = { ...before, ...change };
    census.happened(1, { kind: 'timerFired', node, timer: 'election' }, before, after);
    return after;
  };
  const n1 = become(1, FOLLOWER, { role: 'candidate', currentTerm: 1 });
  become(2, FOLLOWER, { role: 'candidate', currentTerm: 1 });
  t.like(census, { elections: 2, leaders: 0, splitVotes: 1 });
  const again = become(1, n1, { role: 'candidate', currentTerm: 2 });
  become(1, again, { role: 'leader' });
  t.like(census, { elections: 3, leaders: 1, splitVotes: 1 });
});

test('the census: a cluster of one stands and wins in one step', (t) => {
  const census = new Census();
  const leader: NodeView = { ...FOLLOWER, role: 'leader', currentTerm: 1 };
  census.happened(1, { kind: 'timerFired', node: 1, timer: 'election' }, FOLLOWER, leader);
  t.like(census, { events: 1, elections: 1, leaders: 1, splitVotes: 0 });
});

test('the census: undoing a fault is no fault', (t) => {
  const census = new Census();
  census.happened(1, { kind: 'clockDrifted', node: 1, rate: 1 }, FOLLOWER, FOLLOWER);
  census.happened(1, { kind: 'diskSlowed', node: 1, syncMs: 0 }, FOLLOWER, FOLLOWER);
  const calm = { kind: 'networkDisturbed', by: 'loss', amount: 0, forMs: 0 } as const;
  census.happened(1, calm, null, null);
  t.is(census.faults, 0);
});

test('several observers each hear everything, in their order', (t) => {
  const heard: string[] = [];
  const listener = (name: string): Observer => ({
    happened: (timeMs, event) => heard.push(`${name} ${timeMs} ${event.kind}`),
    sent: (timeMs) => heard.push(`${name} ${timeMs} sent`),
  });
  const flight = { kind: 'received', node: 1, from: 2, message: null } as const;
  const meaning = { kind: 'other', term: 1 } as const;
  const all = allOf([listener('a'), listener('b')]);
  all.happened(3, { kind: 'healed' }, null, null);
  all.sent(4, { ...flight, meaning, ordinal: 1, copy: false, sentAtMs: 4 });
  t.deepEqual(heard, ['a 3 healed', 'b 3 healed', 'a 4 sent', 'b 4 sent']);
});
