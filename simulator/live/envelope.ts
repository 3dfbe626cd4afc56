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

/** Throws a TypeError for what JSON cannot say. */
export function jsonOf(message: unknown): string {
  const text = JSON.stringify(message) as string | undefined;
  if (text === undefined) throw new TypeError(`a message that JSON cannot say: ${typeof message}`);
  return text;
}
