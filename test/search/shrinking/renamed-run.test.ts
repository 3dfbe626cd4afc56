import { isDeepStrictEqual } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { renamingOf } from '../../../search/shrinking/renamed-run.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import { shrinkSchedule } from '../../../search/shrinking/shrink-schedule.ts';
import { crash, crashWithin, deliver, duplicate, fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { holds } from '../../property-run.ts';
import type { Decided } from '../../reports/decided.ts';
import {
  VOTE_CLEARED,
  VOTE_COUNTED_TWICE,
  VOTE_NOT_PERSISTED,
} from '../../reports/decided-stories.ts';
import { targetOf } from './problem.ts';

/** Leaving out decisions is all that may help: a search would find the shortest run anyway. */
function withoutSearch(): ShrinkLimits {
  let questions = 0;
  const shouldStop = (): boolean => (questions += 1) > 600;
  return { maxExecutions: 1_500, maxStates: 0, shouldStop };
}

/** The same story after useless candidacies, `count` of each node: all its terms are later. */
function afterCandidacies(story: Decided, order: readonly number[], count: number): Schedule {
  const before = order.flatMap((node) => [
    ...Array.from({ length: count }, () => fire(node, 'election')),
    crash(node),
  ]);
  const decisions = [...before, ...story.decisions.map((decision) => later(decision, count))];
  return { nodes: story.nodes, timing: LAB_TIMING, decisions };
}

/** What arrives has a later term. */
function later(decision: Decision, terms: number): Decision {
  if (decision.kind !== 'deliver' && decision.kind !== 'duplicate') return decision;
  const message = decision.message as { readonly term: number };
  return { ...decision, message: { ...message, term: message.term + terms } };
}

for (const story of [VOTE_CLEARED, VOTE_NOT_PERSISTED, VOTE_COUNTED_TWICE]) {
  test(`candidacies that lead nowhere are left out of a run of ${story.target.name}`, (t) => {
    const { target, property, nodes, decisions } = story;
    const everyone = Array.from({ length: nodes }, (_, slot) => slot + 1);
    const orders = fc.shuffledSubarray(everyone, { minLength: nodes });
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 3 }), (order, count) => {
        const longer = afterCandidacies(story, order, count);
        const { schedule } = shrinkSchedule(target, property, longer, [], withoutSearch());
        const left = JSON.stringify(schedule.decisions);
        if (schedule.decisions.length > decisions.length) {
          throw new Error(
            `${decisions.length} decisions are enough; look at what is left: ${left}`,
          );
        }
      }),
      { seed: 7, numRuns: 1 },
    );
    t.pass();
  });
}

test('a message is named by its role only if its link and its kind are the same', (t) => {
  const { target, nodes } = VOTE_CLEARED;
  const schedule = { nodes, timing: LAB_TIMING, decisions: [fire(1, 'election')] };
  const requestOf = (from: number, to: number, changed: object) => ({
    kind: 'deliver' as const,
    from,
    to,
    message: {
      ...{ kind: 'requestVote', term: 5, candidateId: 1, lastLogIndex: 0, lastLogTerm: 0 },
      ...changed,
    },
  });
  const performedWith = (decision: ReturnType<typeof requestOf>) => {
    const decisions = [...schedule.decisions, decision];
    const options = { sought: null, rename: renamingOf(target) };
    return performSchedule(target, { ...schedule, decisions }, options).performed.length;
  };
  t.is(performedWith(requestOf(1, 2, {})), 2, 'term 5 became term 1');
  t.is(performedWith(requestOf(2, 1, {})), 1, 'nothing travels on this link');
  const reply = { kind: 'voteReply', voteGranted: true };
  t.is(performedWith(requestOf(1, 2, reply)), 1, 'a reply is no request');
});

interface Said {
  readonly term: number;
  readonly index: number;
  readonly count: number;
}

const said: fc.Arbitrary<Said> = fc.record({
  term: fc.integer({ min: 1, max: 4 }),
  index: fc.nat(9),
  count: fc.nat(9),
});

/** A cluster in which n1 has said these things to n2, and how it names what it does not know. */
function afterSaying(messages: readonly unknown[]) {
  const target = targetOf({
    timers: ['tell'],
    breaks: () => false,
    effects: () => messages.map((message) => ({ kind: 'send', to: 2, message })),
    termOf: (message) => (message as Said).term,
  });
  const silence = { happened: () => undefined, sent: () => undefined };
  const cluster = new UntimedCluster(target, { nodes: 2, timing: LAB_TIMING }, silence);
  cluster.perform(fire(1, 'tell'));
  const rename = renamingOf(target);
  return (decision: Decision): Decision | null => rename(decision, cluster);
}

test('of several messages the one of the nearest term is taken, then of the nearest numbers', (t) => {
  const law = fc.property(fc.array(said, { minLength: 1, maxLength: 6 }), said, (all, unknown) => {
    const distance = ({ term, index, count }: Said): number =>
      1_000 * Math.abs(term - unknown.term) +
      Math.abs(index - unknown.index) +
      Math.abs(count - unknown.count);
    const renamed = afterSaying(all)(deliver(1, 2, unknown));
    if (renamed?.kind !== 'deliver') return t.fail('it must stay a delivery');
    const taken = renamed.message as Said;
    t.true(all.some((message) => isDeepStrictEqual(message, taken)));
    t.is(distance(taken), Math.min(...all.map(distance)), JSON.stringify(taken));
  });
  holds(t, law);
});

test('terms are taken to be shifted as they were for the message before', (t) => {
  const messages = [1, 2, 3, 4].map((term) => ({ term, index: term, count: 0 }));
  const termOf = (decision: Decision | null): number | undefined =>
    decision?.kind === 'duplicate' ? (decision.message as Said).term : undefined;
  const renamed = afterSaying(messages);
  const unknown = (term: number): Decision => duplicate(1, 2, { term, index: 0, count: 5 });
  t.is(termOf(renamed(unknown(6))), 4, 'the nearest term, two lower');
  t.is(termOf(renamed(unknown(4))), 2, 'two lower again');
  t.is(termOf(renamed(unknown(3))), 1, 'and again');
  t.is(termOf(renamed(unknown(1))), 1, 'nothing is lower: now terms are as they were');
  t.is(termOf(renamed(unknown(3))), 3);
});

test('a message is another one if anything but its numbers differs', (t) => {
  const message = { term: 1, granted: true, log: [{ command: 'x' }], lease: null };
  const renamed = afterSaying([message]);
  const others = [
    { ...message, granted: false },
    { ...message, log: [{ command: 'y' }] },
    { ...message, log: [] },
    { ...message, lease: {} },
    { ...message, term: 2, more: 1 },
    { term: 1, granted: true, log: [{ command: 'x' }], leash: null },
  ];
  for (const other of others) t.is(renamed(deliver(1, 2, other)), null, JSON.stringify(other));
  t.deepEqual(renamed(deliver(1, 2, { ...message, term: 3 })), deliver(1, 2, message));
});

test('what arrives in a step that is cut short is renamed as well, and timers are not', (t) => {
  const [message, unknown] = [2, 3].map((term) => ({ term, index: 0, count: 0 }));
  const renamed = afterSaying([message]);
  t.deepEqual(
    renamed(crashWithin(deliver(1, 2, unknown), 1)),
    crashWithin(deliver(1, 2, message), 1),
  );
  t.is(renamed(crashWithin(deliver(2, 1, unknown), 1)), null, 'nothing travels on this link');
  for (const decision of [fire(1, 'gone'), crash(1), crashWithin(fire(1, 'gone'), 1)]) {
    t.is(renamed(decision), null);
  }
});
