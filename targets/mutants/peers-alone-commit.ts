import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** With peers it makes no difference: a majority always has one of them. */
export const peersAloneCommit = mutantOfRules(
  {
    id: 'peers-alone-commit',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader commits only what some peer has acknowledged',
    story:
      'A leader looks at its commit index when an answer to AppendEntries arrives. A leader ' +
      'without peers gets no answers, and commits nothing, though it is a majority by itself.',
    sources: ['jgroups-extras/jgroups-raft#69', 'RedisLabs/raft#31'],
    breaks: 'progress',
    shortest: null,
    nodes: [1],
  },
  {
    replicas: (matchIndex, index) =>
      matchIndex.length === 1 ? 0 : PAPER_RULES.replicas(matchIndex, index),
  },
);
