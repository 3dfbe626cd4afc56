/** Bodies are base64 everywhere but in the binary form. Most are short: read letter by letter. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const PADDING = '='.charCodeAt(0);

/** No digit of base64. */
const NONE = 255;

const DIGITS = new Uint8Array(128).fill(NONE);
for (let digit = 0; digit < ALPHABET.length; digit += 1) {
  DIGITS[ALPHABET.charCodeAt(digit)] = digit;
}

/** A longer one is left to Buffer, which does more at a time. */
const MAX_SHORT = 128;

/** How many bytes a base64 of this length stands for, or a few more. */
export function mostBytesOf(base64: string): number {
  return Math.ceil(base64.length / 4) * 3;
}

/** Writes the bytes that a base64 stands for; how many they are. */
export function writeBase64(base64: string, bytes: Buffer, at: number): number {
  if (base64.length <= MAX_SHORT) {
    const written = writeShort(base64, bytes, at);
    if (written >= 0) return written;
  }
  return bytes.write(base64, at, 'base64');
}

/** -1 for what is not written as Buffer writes it. */
function writeShort(base64: string, bytes: Buffer, at: number): number {
  let to = at;
  let collected = 0;
  let bits = 0;
  const end = lengthWithoutPadding(base64);
  for (let index = 0; index < end; index += 1) {
    const digit = DIGITS[base64.charCodeAt(index)] ?? NONE;
    if (digit === NONE) return -1;
    collected = (collected << 6) | digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[to] = collected >>> bits;
    collected &= (1 << bits) - 1;
    to += 1;
  }
  return to - at;
}

function lengthWithoutPadding(base64: string): number {
  let end = base64.length;
  while (end > 0 && base64.charCodeAt(end - 1) === PADDING) end -= 1;
  return end;
}
