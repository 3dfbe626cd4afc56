import { forEachMember } from '../../core/configuration.ts';
import { lastIndex } from '../../core/log.ts';
import { becomeLeader } from '../../core/roles.ts';
import { mutantOfRules } from './mutant.ts';

/** matchIndex starts where nextIndex should. */
export const matchAssumedAtElection = mutantOfRules(
  {
    id: 'match-assumed-at-election',
    seedDefect: null,
    catalogueId: 'LR-13',
    title: 'a new leader assumes that its peers hold all of its log',
    story:
      'A new leader starts with a matchIndex as high as its own log, for every peer. That ' +
      'alone commits nothing: only entries of its own term are committed, and those come ' +
      'later. But it takes the refusals of a peer that lacks entries for old news.',
    sources: ['async-raft/async-raft#113'],
    breaks: 'progress',
    shortest: null,
    alsoBreaks: [{ property: 'proposal-committable', decisions: 5, nodes: 3, evidence: 'proven' }],
  },
  {
    becomeLeader: (state) => {
      const matchIndex = forEachMember(state.identity, lastIndex(state.log));
      return { ...becomeLeader(state), matchIndex };
    },
  },
);
