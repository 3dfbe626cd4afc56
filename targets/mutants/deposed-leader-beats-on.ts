import { heartbeatTimer } from '../../core/effects.ts';
import { heartbeats } from '../../core/replication.ts';
import { PAPER_RULES } from '../../core/rules.ts';
import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

function stopsHeartbeat(effect: Effect): boolean {
  return effect.kind === 'clearTimer' && effect.timer === 'heartbeat';
}

/** The heartbeat goes on in any role. */
const beating: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    if (input.kind === 'timerFired' && input.timer === 'heartbeat') {
      const next = heartbeatTimer(before.identity.timing);
      return { state: before, effects: [next, ...heartbeats(PAPER_RULES, before)] };
    }
    const { state, effects } = raft.step(before, input, localTimeMs);
    return { state, effects: effects.filter((effect) => !stopsHeartbeat(effect)) };
  },
};

/** The timer of a role outlives the role. */
export const deposedLeaderBeatsOn = mutantOfTarget(
  {
    id: 'deposed-leader-beats-on',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader that steps down does not stop its heartbeat',
    story:
      'A leader that learns of a later term becomes a follower, and its heartbeat timer runs on. ' +
      'Each time it fires, the follower sends AppendEntries of a term that another server leads ' +
      'or nobody does, and all who receive them take it for the leader.',
    sources: ['ktoso/akka-raft#81', 'goraft/raft#167'],
    breaks: 'leader-speaks',
    shortest: { decisions: 6, nodes: 3, evidence: 'proven' },
  },
  beating,
);
