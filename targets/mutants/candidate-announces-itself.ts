import { heartbeats } from '../../core/replication.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import type { RaftState } from '../../core/state.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** A candidacy ends with the heartbeats of a leader. */
const announcing: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    const isNew = state.role === 'candidate' && state.currentTerm > before.currentTerm;
    if (!isNew) return { state, effects };
    return { state, effects: [...effects, ...heartbeats(PAPER_RULES, state)] };
  },
};

/** The requests for votes are followed by AppendEntries. */
export const candidateAnnouncesItself = mutantOfTarget(
  {
    id: 'candidate-announces-itself',
    seedDefect: null,
    catalogueId: null,
    title: 'a candidate sends heartbeats before anyone has voted for it',
    story:
      'A candidate asks for votes and sends AppendEntries of its term at once. Whoever receives ' +
      'them follows it, candidates of the same term too, although nobody elected it; a rival ' +
      'that would have won gives up. Roles and votes look as they should: only the wire shows it.',
    sources: ['the paper has it the other way round: heartbeats once the election is won (5.2)'],
    breaks: 'leader-speaks',
    shortest: { decisions: 1, nodes: 3, evidence: 'proven' },
  },
  announcing,
);
