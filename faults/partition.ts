/**
 * A partition: links between different groups are cut both ways, in addition to what is cut
 * already. Links within a group stay as they are.
 */
import fc from 'fast-check';
import type { NodeId } from '../trace/view.ts';
import type { Partition } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { PLAIN } from './field.ts';
import { linksBetween, membersByGroup } from './groups.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import { memberNames, membersOf } from './member.ts';

export const partition: ActionSpec<Partition> = {
  kind: 'partition',
  title: 'cuts all links between groups of nodes, both ways',
  letter: 'P',
  breaks: null,
  remedy: 'heal',
  fields: { groups: { kind: 'groups' } },
  arbitrary: () =>
    fc.record({ kind: fc.constant('partition'), groups: fc.oneof(...WAYS_TO_SPLIT) }, PLAIN),
  applies(model, { groups }) {
    return model.uncut(linksBetween(membersByGroup(groups, model.nodes))).length > 0;
  },
  perform(world, model, { groups }) {
    world.cut(model.uncut(linksBetween(membersByGroup(groups, model.nodes))));
  },
  describe({ groups }, nodes) {
    const [first = '', second = '', ...others] = membersByGroup(groups, nodes).map((members) =>
      memberNames(members, nodes),
    );
    if (second === '') return `cut nobody from ${first}`;
    if (others.length === 0) return `cut ${first} from ${second}`;
    return `cut apart ${[first, second, ...others].join(' | ')}`;
  },
  simpler: (action) => fewerGroups(action.groups).map((groups) => ({ ...action, groups })),
};

/** Two groups more often than three: of three, often none has a majority. */
const WAYS_TO_SPLIT = [
  { weight: 3, arbitrary: splitInto(2) },
  { weight: 1, arbitrary: splitInto(3) },
];

/** One draw places all nodes: the digits of a number to the base `parts` are their groups. */
function splitInto(parts: number): fc.Arbitrary<NodeId[][]> {
  return fc.nat({ max: parts ** MAX_NODES - 1 }).map((code) => {
    const groups: NodeId[][] = Array.from({ length: parts }, () => []);
    let digits = code;
    for (const node of membersOf(MAX_NODES)) {
      groups[digits % parts]?.push(node);
      digits = Math.floor(digits / parts);
    }
    return groups;
  });
}

/** The same with one group left out, whose nodes then join the first, as long as two are left. */
function fewerGroups(groups: Partition['groups']): Partition['groups'][] {
  if (groups.length < 3) return [];
  return groups.slice(1).map((left) => groups.filter((group) => group !== left));
}
