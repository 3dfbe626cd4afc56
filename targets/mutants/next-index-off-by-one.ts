import { noteMatch } from '../../core/progress.ts';
import { withEntry } from '../../core/configuration.ts';
import { mutantOfRules } from './mutant.ts';

/** nextIndex is the last entry that the follower holds, not the one behind it. */
export const nextIndexOffByOne = mutantOfRules(
  {
    id: 'next-index-off-by-one',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader sends the latest entry again with every answer to it',
    story:
      'After a successful AppendEntries the leader sets nextIndex to matchIndex, not to the ' +
      'index behind it. There is always one entry left to send: each answer brings it on its ' +
      'way again, as fast as the network carries it, though all logs agree.',
    sources: ['mgodave/barge#75', 'mgodave/barge#74', 'eBay/NuRaft#176'],
    breaks: 'quiet-when-idle',
    shortest: null,
  },
  {
    noteMatch: (leader, peer, index) => {
      const after = noteMatch(leader, peer, index);
      if (after === leader || after.nextIndex === null || index === 0) return after;
      return { ...after, nextIndex: withEntry(after.nextIndex, peer, index) };
    },
  },
);
