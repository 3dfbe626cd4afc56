import test from 'ava';
import fc from 'fast-check';
import { mostBytesOf, writeBase64 } from '../../../../adapters/wasm/packed/base64.ts';

/** What a base64 becomes between two bytes that belong to others. */
function written(base64: string): Buffer {
  const room = Buffer.alloc(mostBytesOf(base64) + 2, 0xee);
  const length = writeBase64(base64, room, 1);
  if (room[0] !== 0xee || room[length + 1] !== 0xee) throw new Error('it wrote beyond its bytes');
  return room.subarray(1, length + 1);
}

test('bytes of any number come back from their base64', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      t.deepEqual(written(Buffer.from(bytes).toString('base64')), Buffer.from(bytes));
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('what was written by hand is read as Buffer reads it', (t) => {
  for (const text of ['AQI', 'AQ I=', 'A', '=', 'AQ==AQ', '-_8', 'AQé', 'x'.repeat(300)]) {
    t.deepEqual(written(text), Buffer.from(text, 'base64'), `for ${text}`);
  }
});
