/** What travels between live nodes: JSON, so that nothing but data gets from one to the other. */
import type { WireMeaning } from '../../trace/meaning.ts';

export interface Envelope {
  readonly text: string;
  readonly meaning: WireMeaning;
  /** Set if the sender waits for replies. */
  readonly call: Call | null;
  /** Set on a reply: the call that it answers. */
  readonly answers: Call | null;
}

/** A call that waits for replies: as long as a message may bring one, and no longer. */
export class Call {
  readonly caller: object;
  readonly onReply: (reply: unknown) => void;
  readonly #incarnation: number;
  readonly #ordinal: number;

  constructor(
    caller: object,
    onReply: (reply: unknown) => void,
    incarnation: number,
    ordinal: number,
  ) {
    this.caller = caller;
    this.onReply = onReply;
    this.#incarnation = incarnation;
    this.#ordinal = ordinal;
  }

  /** In a log it is a name, which no other call of its node has. */
  toJSON(): string {
    return `${this.#incarnation}.${this.#ordinal}`;
  }
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
