/**
 * A server that is lost: it dies and does not come back, not even when all else heals. A majority
 * is always left, and Raft owes to it what it owes to a whole cluster.
 */
import fc from 'fast-check';
import { majorityOf } from '../trace/view.ts';
import type { FailForGood } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

export const failForGood: ActionSpec<FailForGood> = {
  kind: 'failForGood',
  title: 'kills a process that never comes back; a majority is left',
  letter: 'X',
  breaks: null,
  remedy: null,
  fields: { node: NODE },
  arbitrary: () => fc.record({ kind: fc.constant('failForGood'), node: anyNode() }, PLAIN),
  applies(model, { node }) {
    const left = model.nodes - model.gone.size - 1;
    return !model.gone.has(model.member(node)) && left >= majorityOf(model.nodes);
  },
  perform(world, model, { node }) {
    const member = model.member(node);
    world.crash(member);
    model.paused.delete(member);
    model.gone.add(member);
  },
  describe: ({ node }, nodes) => `lose ${memberName(node, nodes)} for good`,
  simpler: () => [],
};
