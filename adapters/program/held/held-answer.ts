/** What a program that holds its nodes answers, as far as it can be told without the world. */
import { compareAnswers } from '../../asked-twice.ts';
import { requestName, type HeldAnswer } from '../../held-messages.ts';
import { faultIn, ownError, ProgramFault } from '../protocol.ts';
import type { Past } from './past.ts';

type Fields = Partial<HeldAnswer> & {
  readonly step?: unknown;
  readonly handle?: unknown;
  readonly error?: unknown;
};

/** Throws a {@link ProgramFault} if it is none. */
export function heldAnswerIn(json: unknown, handle: number): HeldAnswer {
  const answer = checked(json, handle);
  const { effects, digest } = answer;
  if (effects === undefined) {
    throw faultIn(json, 'an answer without effects');
  }
  if (digest !== undefined && typeof digest !== 'string') {
    throw faultIn(digest, 'its digest is no text');
  }
  return answer as HeldAnswer;
}

/** The same for the answer to a request for a copy. */
export function checkCopied(json: unknown, handle: number): void {
  checked(json, handle);
}

function checked(json: unknown, handle: number): Fields {
  const answer = (json ?? {}) as Fields;
  // A program may say itself that it cannot go on.
  if (typeof answer.error === 'string') throw ownError(answer.error);
  if (answer.handle !== undefined && answer.handle !== handle) {
    // Without the numbers, which are others when the run is performed again.
    throw new ProgramFault('it answered for another handle than it was asked about');
  }
  if (Number.isSafeInteger(answer.step)) return answer;
  throw faultIn(json, 'an answer without a number as its step');
}

/** The answer of before and that of now, to the same request; throws AnsweredDifferently. */
export function compareWithBefore(
  name: string,
  { request, steps, answer, isCopy }: Past,
  again: HeldAnswer,
): void {
  if (answer === null) return;
  const origin = isCopy ? ', first asked of a copy' : '';
  const which = `request ${steps} after the boot${origin}`;
  compareAnswers(
    `${name}: ${requestName(request)} (${which})`,
    comparedIn(answer),
    comparedIn(again),
  );
}

/** What is compared of two answers to one request. */
export function comparedIn({ view, effects, digest }: HeldAnswer) {
  return { digest, view, effects };
}
