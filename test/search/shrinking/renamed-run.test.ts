import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { performSchedule } from '../../../search/running/perform-schedule.ts';
import { renamingOf } from '../../../search/shrinking/renamed-run.ts';
import type { ShrinkLimits } from '../../../search/shrinking/shrink-limits.ts';
import { shrinkSchedule } from '../../../search/shrinking/shrink-schedule.ts';
import { crash, fire } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { Schedule } from '../../../simulator/schedule.ts';
import type { Decided } from '../../reports/decided.ts';
import {
  VOTE_CLEARED,
  VOTE_COUNTED_TWICE,
  VOTE_NOT_PERSISTED,
} from '../../reports/decided-stories.ts';

/** Leaving out decisions is all that may help: a search would find the shortest run anyway. */
function withoutSearch(): ShrinkLimits {
  let questions = 0;
  const shouldStop = (): boolean => (questions += 1) > 1_500;
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
      { seed: 7, numRuns: 2 },
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
