/** A client proposes a command to a node, leader or not. */
import fc from 'fast-check';
import type { Propose } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, NODE, PLAIN } from './field.ts';
import { memberName } from './member.ts';

/** Many, so that two entries seldom carry the same command by chance. */
const COMMANDS = 1000;

export const propose: ActionSpec<Propose> = {
  kind: 'propose',
  title: 'proposes a command to a node, as a client does',
  letter: 'Q',
  breaks: 'proposals',
  remedy: null,
  fields: { node: NODE, command: { kind: 'text', maxLength: 100 } },
  arbitrary: () =>
    fc.record({ kind: fc.constant('propose'), node: anyNode(), command: anyCommand() }, PLAIN),
  applies: (model, { node }) => model.isUp(node),
  perform: (world, model, { node, command }) => world.propose(model.member(node), command),
  describe: ({ node, command }, nodes) => `propose ${command} to ${memberName(node, nodes)}`,
  simpler: () => [],
};

function anyCommand(): fc.Arbitrary<string> {
  return fc.integer({ min: 1, max: COMMANDS }).map((number) => `x${number}`);
}
