import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

function setsElection(effect: Effect): boolean {
  return effect.kind === 'setTimer' && effect.timer === 'election';
}

/** The timers of a leader are cleared, and that of a follower is not set. */
const timeless: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    const givesUp = input.kind === 'timerFired' && before.role === 'leader';
    return { state, effects: givesUp ? effects.filter((one) => !setsElection(one)) : effects };
  },
};

/** Only who hears from another leader gets a timeout again. */
export const deposedLeaderHasNoTimer = mutantOfTarget(
  {
    id: 'deposed-leader-has-no-timer',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader that gives up without a quorum sets no election timer',
    story:
      'A leader that heard from no quorum becomes a follower, and waits for the next leader ' +
      'without a timeout. If it alone of those that are left has the newest log, it refuses all ' +
      'others and never stands itself.',
    sources: [
      'ravendb/ravendb#3217: a server that becomes a follower gets no timeout, there voters',
    ],
    breaks: 'leader-electable',
    shortest: { decisions: 5, nodes: 2, evidence: 'proven' },
    nodes: [2],
  },
  timeless,
);
