/**
 * Figure 8 shows what happens otherwise: an entry of an older term, though stored on a majority,
 * can still be overwritten.
 */
import { nodeName } from '../trace/view.ts';
import { leaderCommit } from './leader-commit.ts';
import { electedText, newLeader, type Elected } from './leadership.ts';
import { property } from './property.ts';
import { entryText } from './wording.ts';

/** A leader's commitIndex comes to rest on entries of its own term only. */
export const commitsOwnTerm = property<readonly (Elected | null)[]>({
  id: 'commits-own-term',
  kind: 'safety',
  claim: 'a leader commits by counting only entries of its own term',
  source:
    'Raft paper, section 5.4.2: "Only log entries from the leader\'s current term are committed ' +
    'by counting replicas"',
  start: ({ nodes }) => new Array<Elected | null>(nodes).fill(null),
  // Judged by what is seen before and after, not by what was.
  safetyState: () => null,
  forWitness: ['leadership'],
  on: {
    leadership(elections, moment) {
      const leader = newLeader(moment);
      if (leader === null) return elections;
      return elections.with(moment.node - 1, leader.elected);
    },
    commit(elections, moment, judge) {
      const commit = leaderCommit(moment);
      if (commit === null) return elections;
      const { node, step, timeMs } = moment;
      const { currentTerm: term, log } = commit.leader;
      const entry = log[commit.to - 1];
      judge.exercised();
      if (entry?.term === term) return elections;
      const elected = elections[node - 1] ?? null;
      const name = nodeName(node);
      const deed = `advanced its commitIndex to ${commit.to}`;
      const index = `where its log holds ${entryText(entry)}`;
      judge.violated({
        observed: `${name}, leader of term ${term}, ${deed}, ${index}.`,
        because: [
          ...(elected === null ? [] : [electedText(elected)]),
          { step, text: `${name} ${deed}` },
        ],
        step,
        timeMs,
      });
      return elections;
    },
  },
});
