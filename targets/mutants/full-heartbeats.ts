import { entriesFrom } from '../../core/log.ts';
import { commitBeyondNewEntries } from './commit-beyond-new-entries.ts';
import { controlOfRules } from './control.ts';

/** Two rules replaced: the second takes the harm out of the first. */
export const fullHeartbeats = controlOfRules(
  {
    id: 'full-heartbeats-leave-nothing-behind',
    catalogueId: commitBeyondNewEntries.catalogueId,
    title: 'a follower commits up to the end of its log, and heartbeats carry all entries',
    why:
      'The last new entry of each message is the last entry of the leader, and what a leader ' +
      'has committed never lies behind it.',
    sources: commitBeyondNewEntries.sources,
  },
  {
    ...commitBeyondNewEntries.rules,
    heartbeatEntries: ({ log }, next) => entriesFrom(log, next),
  },
);
