import type { Message } from '../../core/messages.ts';
import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget } from '../../simulator/target.ts';
import { raft } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** The answer to AppendEntries, with the term of the request. */
function echoed(effect: Effect, { term }: Message): Effect {
  if (effect.kind !== 'send') return effect;
  const message = effect.message as Message;
  return message.kind === 'appendReply' ? { ...effect, message: { ...message, term } } : effect;
}

const echoing: PureTarget<RaftState> = {
  ...raft,
  step(before, input, localTimeMs) {
    const { state, effects } = raft.step(before, input, localTimeMs);
    if (input.kind !== 'received') return { state, effects };
    const request = input.message as Message;
    if (request.kind !== 'appendEntries') return { state, effects };
    return { state, effects: effects.map((effect) => echoed(effect, request)) };
  },
};

/** Whoever asks is told the term that it asked in. */
export const appendReplyEchoesTerm = mutantOfTarget(
  {
    id: 'append-reply-echoes-term',
    seedDefect: null,
    catalogueId: null,
    title: 'the answer to AppendEntries carries the term of the request',
    story:
      'A server refuses the AppendEntries of an old leader, and tells it the old term. The ' +
      'leader never learns from answers that there is a later one. It may count the refusal as ' +
      'contact with its quorum, and leads until a request reaches it.',
    sources: ['wenweihu86/raft-java#55', 'goldknife6/MIT-6.824-2016#10'],
    breaks: 'speaks-own-term',
    shortest: { decisions: 5, nodes: 3, evidence: 'proven' },
  },
  echoing,
);
