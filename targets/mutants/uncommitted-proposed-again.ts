import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** A new leader proposes to itself whatever it has not seen committed. */
const resubmitting: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const elected = raft.step(before, input, localTimeMs);
    if (before.role === 'leader' || elected.state.role !== 'leader') return elected;
    const effects: Effect[] = [...elected.effects];
    let { state } = elected;
    for (const { command } of elected.state.log.slice(elected.state.commitIndex)) {
      const next = raft.step(state, { kind: 'proposed', command }, localTimeMs);
      effects.push(...next.effects);
      ({ state } = next);
    }
    return { state, effects };
  },
};

/** What may be pending is proposed anew, although it stands in the log. */
export const uncommittedProposedAgain = mutantOfTarget(
  {
    id: 'uncommitted-proposed-again',
    seedDefect: null,
    catalogueId: null,
    title: 'a new leader appends its uncommitted entries again, in its own term',
    story:
      'A leader may not commit entries of older terms by counting, so a new one proposes them ' +
      'again in its own term. The old ones stay in the log and are committed with the new ones: ' +
      'each command is applied twice. After a restart no entry counts as committed, and so even ' +
      'a server on its own does it.',
    sources: ['tidwall/summitdb#5', 'cockroachdb/cockroach#97171'],
    breaks: 'only-what-was-proposed',
    shortest: { decisions: 4, nodes: 1, evidence: 'proven' },
  },
  resubmitting,
);
