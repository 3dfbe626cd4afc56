/**
 * Luck has a name, not a turn. Every draw is a hash of the seed, the purpose and the stable name of
 * its cause, never the next number of a stream: removing one action from a run leaves the luck of
 * all others as it was, and that is what lets shrinking converge.
 */

/** What a draw is for; part of its name. */
export const Purpose = {
  latency: 1,
  loss: 2,
  duplication: 3,
  copyLatency: 4,
  delay: 5,
  timer: 6,
  dice: 7,
  sync: 8,
  swarm: 9,
  walk: 10,
  boot: 11,
  mutation: 12,
  priority: 13,
} as const;

/** One of {@link Purpose}. */
export type PurposeCode = (typeof Purpose)[keyof typeof Purpose];

/** One round of mixing: every bit of `word` reaches every bit of the result. */
export function mix(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ word, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/** A number of 32 bits for a name of up to four words. */
export function draw(seed: number, purpose: PurposeCode, a: number, b: number, c: number): number {
  return mix(mix(mix(mix(seed, purpose), a), b), c) >>> 0;
}

/** A draw brought to the whole numbers from `min` to `max`, both included. */
export function between(drawn: number, min: number, max: number): number {
  return min + Math.floor((drawn / 0x1_0000_0000) * (max - min + 1));
}

/** Whether an event of this chance in percent happens on this draw. */
export function happens(drawn: number, percent: number): boolean {
  return drawn < (percent / 100) * 0x1_0000_0000;
}

/** A draw brought to 0 up to but not including 1. */
export function fraction(drawn: number): number {
  return drawn / 0x1_0000_0000;
}

/** A number for a short text, so that a text can be part of a name. */
export function wordOf(text: string): number {
  let hash = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) hash = mix(hash, text.charCodeAt(index));
  return hash;
}
