/** Raft that hands its committed entries to the state machine in another way than it should. */
import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';

export type Apply = Extract<Effect, { kind: 'apply' }>;

/** The core, and of the entries that a step applies only what `handed` makes of them. */
export function raftThatApplies(
  handed: (applies: readonly Apply[]) => readonly Effect[],
): PureTarget<RaftState> {
  return {
    ...raft,
    step: (before, input, localTimeMs) => {
      const { state, effects } = raft.step(before, input, localTimeMs);
      const applies = effects.filter((effect) => effect.kind === 'apply');
      if (applies.length === 0) return { state, effects };
      const others = effects.filter(({ kind }) => kind !== 'apply');
      return { state, effects: [...others, ...handed(applies)] };
    },
  };
}
