import { mutantOfRules } from './mutant.ts';

/** Not more than half, but half. */
export const halfIsAQuorum = mutantOfRules(
  {
    id: 'half-is-a-quorum',
    seedDefect: null,
    catalogueId: 'LE-15',
    title: 'half of the servers count as a majority',
    story:
      'A majority is taken to be half of the servers, rounded up. In a cluster of four, two ' +
      'candidates of one term can each have two votes, and both lead. In clusters of odd size ' +
      'the mistake does not show.',
    sources: [
      'seaweedfs/seaweedfs#825',
      'ModelFuzz (OOPSLA 2025) seeds a weakened quorum in etcd-raft',
    ],
    breaks: 'leader-has-quorum',
    shortest: { decisions: 3, nodes: 4, evidence: 'proven' },
    alsoBreaks: [{ property: 'election-safety', decisions: 6, nodes: 4, evidence: 'proven' }],
    nodes: [4],
  },
  {
    majority: (nodes) => Math.ceil(nodes / 2),
  },
);
