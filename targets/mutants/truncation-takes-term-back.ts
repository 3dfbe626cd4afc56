import { holds, termAt, type Log } from '../../core/log.ts';
import type { AppendEntries } from '../../core/messages.ts';
import { shifted, type LogIndex } from '../../core/numbers.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import { mutantOfRules } from './mutant.ts';

/** The last index that stays when the message cuts off entries; null if it cuts off none. */
function keptOf(log: Log, { prevLogIndex, prevLogTerm, entries }: AppendEntries): LogIndex | null {
  if (!holds(log, prevLogIndex, prevLogTerm)) return null;
  const conflict = entries.findIndex(({ term }, offset) => {
    const existing = log[prevLogIndex + offset];
    return existing !== undefined && existing.term !== term;
  });
  return conflict < 0 ? null : shifted(prevLogIndex, conflict);
}

/** Where entries conflict, the term goes with them. */
export const truncationTakesTermBack = mutantOfRules(
  {
    id: 'truncation-takes-term-back',
    seedDefect: null,
    catalogueId: 'PC-07',
    title: 'a follower that cuts off entries falls back to the term of the last one left',
    story:
      'A follower whose log conflicts with its leader cuts off the conflicting entries, which ' +
      'is right, and takes the term of the last entry that stays for its current term. It is ' +
      'back in a term in which it has voted already, and can vote again.',
    sources: ['nats-io/nats-server#5975', 'willemt/raft#118'],
    breaks: 'term-monotonic',
    shortest: { decisions: 9, nodes: 3, evidence: 'proven' },
  },
  {
    followLeader: (state, message) => {
      const follower = PAPER_RULES.followLeader(state, message);
      const kept = keptOf(state.log, message);
      return kept === null ? follower : { ...follower, currentTerm: termAt(state.log, kept) };
    },
  },
);
