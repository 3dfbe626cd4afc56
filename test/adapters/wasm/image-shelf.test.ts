import test from 'ava';
import { ImageShelf } from '../../../adapters/wasm/image-shelf.ts';
import type { Image } from '../../../adapters/wasm/image.ts';
import { bootPast } from '../../../adapters/wasm/past.ts';

const KIB = 1024;

function image(bytes: number): Image {
  const clock = { nowNs: 0n, deadlineNs: null };
  const host = { clock, random: [0, 0], isRinging: false } as const;
  return { memoryBytes: 65_536, offsets: [], pages: new Uint8Array(bytes), globals: [], host };
}

function past() {
  const timing = { electionTimeoutMinMs: 1, electionTimeoutMaxMs: 2, heartbeatMs: 1 };
  const identity = { node: 1, nodes: 1, timing, durable: null, luck: 0, localTimeMs: null };
  return bootPast({ kind: 'boot', ...identity });
}

test('images keep within their bytes, and the one that was not used for longest makes room', (t) => {
  const shelf = new ImageShelf(3 * KIB);
  const [first, second, third, fourth] = [past(), past(), past(), past()];
  for (const each of [first, second, third]) shelf.keep(each, image(KIB));
  t.is(shelf.bytes, 3 * KIB);
  shelf.used(first);
  shelf.keep(fourth, image(KIB));
  t.is(shelf.bytes, 3 * KIB);
  t.is(second.image, null, 'the second was not used since it was kept');
  t.true(first.image !== null && third.image !== null && fourth.image !== null);
});

test('an image that is larger than all that may be kept is not kept', (t) => {
  const shelf = new ImageShelf(KIB);
  const only = past();
  shelf.keep(only, image(2 * KIB));
  t.is(shelf.bytes, 0);
  t.is(only.image, null);
});
