/** What a driver does not wait for: a server is asked again until it is there, and has room. */
import { setTimeout as after } from 'node:timers/promises';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1000;

/** Who says what is worth another attempt, and hears of it. */
export interface Retrying {
  /** Whether the server may yet do what it failed to do. */
  readonly isWaitedFor: (error: unknown) => boolean;
  /** Before each further attempt. */
  readonly onFailure: (error: unknown) => void;
  /** It answers after it did not. */
  readonly onAnswer: () => void;
}

/** `ask` must come to the same if it is asked twice: it may be the first answer that was lost. */
export async function patiently<Answer>(
  { isWaitedFor, onFailure, onAnswer }: Retrying,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      const answer = await ask();
      if (waitMs > FIRST_WAIT_MS) onAnswer();
      return answer;
    } catch (error) {
      if (!isWaitedFor(error)) throw error;
      onFailure(error);
      await after(waitMs);
    }
  }
}
