import { raftThatApplies } from './applied.ts';
import { mutantOfTarget } from './mutant.ts';

/** The call is missing. */
export const committedNeverApplied = mutantOfTarget(
  {
    id: 'committed-never-applied',
    seedDefect: null,
    catalogueId: null,
    title: 'committed entries are never handed to the state machine',
    story:
      'Entries are replicated and committed as they should be, and there it ends: nobody applies ' +
      'them. All logs agree, and every client waits for ever.',
    sources: ['databendlabs/openraft#1246', 'redpanda-data/redpanda#18626'],
    breaks: 'applies-committed',
    shortest: null,
  },
  raftThatApplies(() => []),
);
