import { heartbeats } from '../../core/replication.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import type { RaftState } from '../../core/state.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** A leader that is deposed speaks once more, when it is in the new term already. */
const partingLate: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    const isDeposed = before.role === 'leader' && state.currentTerm > before.currentTerm;
    if (!isDeposed) return { state, effects };
    return { state, effects: [...effects, ...heartbeats(PAPER_RULES, state)] };
  },
};

/** What a leader still had to say is said in a term that it does not lead. */
export const farewellInLearnedTerm = mutantOfTarget(
  {
    id: 'farewell-in-learned-term',
    seedDefect: null,
    catalogueId: null,
    title: 'a deposed leader sends a last AppendEntries, in the term that deposed it',
    story:
      'A leader learns of a higher term, steps down, and sends what it still had to say: in the ' +
      'term that it just learned, since that is its current one. Others take it for the leader ' +
      'of that term, for which somebody else may have the votes.',
    sources: ['nats-io/nats-server#7297'],
    breaks: 'leader-speaks',
    shortest: { decisions: 5, nodes: 3, evidence: 'proven' },
  },
  partingLate,
);
