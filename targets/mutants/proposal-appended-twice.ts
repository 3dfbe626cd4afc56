import type { RaftState } from '../../core/state.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** A proposal is handled, and handled again. */
const retrying: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const first = raft.step(before, input, localTimeMs);
    if (input.kind !== 'proposed') return first;
    const second = raft.step(first.state, input, localTimeMs);
    return { state: second.state, effects: [...first.effects, ...second.effects] };
  },
};

/** The server tries again what a client has asked for once. */
export const proposalAppendedTwice = mutantOfTarget(
  {
    id: 'proposal-appended-twice',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader appends a command twice',
    story:
      'The layer between client and leader tries a proposal again although the first attempt has ' +
      'reached the log. All logs agree and all entries are committed, so nothing about logs is ' +
      'broken, and one deposit is booked twice.',
    sources: ['fluree/db#1839', 'databendlabs/openraft#2095'],
    breaks: 'only-what-was-proposed',
    shortest: { decisions: 2, nodes: 1, evidence: 'proven' },
  },
  retrying,
);
