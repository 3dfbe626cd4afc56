import type { Action } from './action.ts';
import { membersByGroup } from './groups.ts';
import { memberOf } from './member.ts';

/**
 * The same action with every id brought into a cluster of this size. It does the same there, and a
 * reader of the saved scenario finds the nodes that a report names.
 */
export function renumbered(action: Action, nodes: number): Action {
  switch (action.kind) {
    case 'partition':
      return { ...action, groups: membersByGroup(action.groups, nodes) };
    case 'cutLink':
      return { ...action, from: memberOf(action.from, nodes), to: memberOf(action.to, nodes) };
    case 'heal':
    case 'loseMessages':
    case 'duplicateMessages':
    case 'delayMessages':
    case 'elapse':
      return action;
    default:
      return { ...action, node: memberOf(action.node, nodes) };
  }
}
