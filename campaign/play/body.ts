/** Reads the body of a request, as far as it may be long. */
import type { IncomingMessage } from 'node:http';

/** Longer calls than any path has. */
export const MAX_BODY_BYTES = 4_000_000;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** The text; throws {@link BodyTooLarge} as soon as it is. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > MAX_BODY_BYTES) {
      throw new BodyTooLarge(`a call has at most ${MAX_BODY_BYTES} bytes`);
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}
