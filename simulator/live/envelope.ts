/** What travels between live nodes: JSON, so that nothing but data gets from one to the other. */
import type { WireMeaning } from '../../trace/meaning.ts';

export interface Envelope {
  readonly text: string;
  readonly meaning: WireMeaning;
  /** Set if the sender waits for replies: the name of the call. */
  readonly call: string | null;
  /** Set on a reply: the name of the call that it answers. */
  readonly answers: string | null;
}

/** Throws a TypeError for what JSON cannot say, and says in one line why. */
export function jsonOf(value: unknown): string {
  let text: unknown;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new TypeError(reasonOf(error));
  }
  if (typeof text === 'string') return text;
  throw new TypeError(value === undefined ? 'undefined' : `a ${typeof value}`);
}

/** Node draws a picture of the circle, over several lines. */
function reasonOf(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (message.includes('circular structure')) return 'an object that contains itself';
  if (message.includes('BigInt')) return 'a BigInt';
  return message.split('\n')[0] ?? '';
}
