// What is left of a search, judging by how its layers have grown.
import test from 'ava';
import { statesLeft, timeLeftMs } from '../../../search/exploring/forecast.ts';

test('layers are expected to grow as the latest one has grown', (t) => {
  t.is(statesLeft([1, 10, 30], 1), 30, 'the latest is still to be tried');
  t.is(statesLeft([1, 10, 30], 3), 30 + 90 + 270);
  t.is(statesLeft([1, 10, 30], 0), 0);
});

test('the first layer is expected to stay as it is, for lack of anything to judge by', (t) => {
  t.is(statesLeft([1], 4), 4);
});

test('the time that is left goes by the pace so far', (t) => {
  // 4,000 states were tried in 4 s; 8,000 and 16,000 are left if each layer is twice the last.
  t.is(timeLeftMs([4_000, 8_000], 2, 4_000), 24_000);
  t.is(timeLeftMs([4_000, 8_000], 0, 4_000), null, 'nothing is left after the last layer');
  t.is(timeLeftMs([4, 8], 2, 4_000), null, 'a few states say nothing of the pace');
});
