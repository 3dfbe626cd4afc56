import type { Message } from '../../core/messages.ts';
import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** The answer to a request for votes, as it was filled in before the request was read. */
function filledInBefore(effect: Effect, { currentTerm: term }: RaftState): Effect {
  if (effect.kind !== 'send') return effect;
  const message = effect.message as Message;
  return message.kind === 'voteReply' ? { ...effect, message: { ...message, term } } : effect;
}

const answeringTooSoon: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    return { state, effects: effects.map((effect) => filledInBefore(effect, before)) };
  },
};

/** The answer is composed before the term of the request is learned. */
export const voteReplyInOldTerm = mutantOfTarget(
  {
    id: 'vote-reply-in-old-term',
    seedDefect: null,
    catalogueId: null,
    title: 'a vote carries the term that the voter had before the request',
    story:
      'A voter learns the higher term of a request, votes in it, and answers with the term that ' +
      'it had before. The candidate does not count a vote of another term, and so wins only with ' +
      'the votes of servers that were in its term already.',
    sources: ['nats-io/nats-server#5021', 'ktoso/akka-raft#35'],
    breaks: 'speaks-own-term',
    shortest: { decisions: 2, nodes: 3, evidence: 'proven' },
  },
  answeringTooSoon,
);
