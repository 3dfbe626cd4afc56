import { mutantOfRules } from './mutant.ts';

/** The log ends where the message ends. */
export const appendCutsWhatMatches = mutantOfRules(
  {
    id: 'append-cuts-what-matches',
    seedDefect: null,
    catalogueId: 'LR-03',
    title: 'an older message cuts off what a newer one brought',
    story:
      'Each message that matches sets the log to what it says, and whatever lies behind is ' +
      'gone, conflict or not. An older message that was overtaken cuts off entries that were ' +
      'acknowledged in between. The leader may have committed them.',
    sources: [
      'ktoso/akka-raft#66',
      'zhebrak/raftos#26',
      'microsoft/CCF#5991',
      "Students' Guide to Raft: truncate only on conflict",
    ],
    breaks: 'commit-is-durable',
    shortest: { decisions: 7, nodes: 3, evidence: 'proven' },
    alsoBreaks: [{ property: 'leader-completeness', decisions: 10, nodes: 3, evidence: 'proven' }],
  },
  {
    merge: (log, { prevLogIndex, entries }) => [...log.slice(0, prevLogIndex), ...entries],
  },
);
