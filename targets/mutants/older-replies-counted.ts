import { controlOfRules } from './control.ts';

/** A reply to AppendEntries counts for the leader that gets it, whatever term it answers. */
export const olderRepliesCounted = controlOfRules(
  {
    id: 'older-replies-counted',
    catalogueId: null,
    title: 'a leader counts replies to messages of an earlier leadership of its own',
    why:
      'What the peer acknowledged must have been overwritten since, on a server that then leads ' +
      'again and puts an entry of its own in the same place, all before the reply arrives. Such ' +
      'a run is possible. By hand it takes more than twenty decisions, and none was met.',
    sources: ["Students' Guide to Raft, term confusion"],
  },
  {
    countsReply: ({ role }) => role === 'leader',
  },
);
