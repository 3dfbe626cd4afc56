/** All links stand again. Who is down stays down. */
import fc from 'fast-check';
import type { Heal } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { PLAIN } from './field.ts';

export const heal: ActionSpec<Heal> = {
  kind: 'heal',
  title: 'restores all links',
  letter: 'R',
  breaks: null,
  remedy: null,
  fields: {},
  arbitrary: () => fc.record({ kind: fc.constant('heal') }, PLAIN),
  applies: (model) => model.cutLinks().length > 0,
  perform: (world, model) => world.restore(model.cutLinks()),
  describe: () => 'restore all links',
  simpler: () => [],
};
