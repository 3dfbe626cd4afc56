import type { Effect as RaftEffect } from '../../core/effects.ts';
import { entriesFrom, type Log } from '../../core/log.ts';
import { shifted } from '../../core/numbers.ts';
import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';

/** The same Raft with heartbeats that carry all that the peer may lack, where others are empty. */
export function withFullHeartbeats(target: PureTarget): PureTarget {
  return {
    ...target,
    step: (before, input, localTimeMs) => {
      const { state, effects } = target.step(before, input, localTimeMs);
      const { log } = state as RaftState;
      return { state, effects: effects.map((effect) => filled(effect as RaftEffect, log)) };
    },
  };
}

function filled(effect: RaftEffect, log: Log): Effect {
  if (effect.kind !== 'send' || effect.message.kind !== 'appendEntries') return effect;
  const entries = entriesFrom(log, shifted(effect.message.prevLogIndex, 1));
  return { ...effect, message: { ...effect.message, entries } };
}
