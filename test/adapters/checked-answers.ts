// A target that answers as it is told to, and the checks that look at its answers.
import { checkedTarget } from '../../adapters/checked-target.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import type { Target } from '../../simulator/target.ts';

export const IDENTITY = { self: 1, nodes: 3, timing: LAB_TIMING };
const MACHINE = { steadyMs: () => 0, diskMs: () => 0 };
export const BOOT = { incarnation: 0, luck: 1, localTimeMs: 0, machine: MACHINE };
export const FIRED = { kind: 'timerFired', timer: 'election', luck: 0.5 } as const;
export const VIEW = {
  role: 'follower',
  currentTerm: 0,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

/** Its answers may be of any shape: the checks have to tell. */
export function checked(answers: object): Target {
  const target = {
    family: 'pure',
    name: 'mine',
    capabilities: {},
    view: () => VIEW,
    viewDurable: () => ({ currentTerm: 0, votedFor: null, log: [] }),
    ...answers,
  };
  return checkedTarget(target as unknown as Target);
}
