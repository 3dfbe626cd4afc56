// What a green campaign is worth: runs of PCT apart from all others.
import test from 'ava';
import { failureBound } from '../../../campaign/statistics/estimates.ts';
import { worthOf } from '../../../campaign/statistics/worth.ts';
import { worthItems } from '../../../reports/terminal/worth-lines.ts';
import { NOTHING_COVERED } from '../../../search/hunting/coverage.ts';

const COVERED = { ...NOTHING_COVERED, growth: [] };
const NO_PCT = { pctRuns: 0, pctWidth: 0, pctLength: 0 };

test('the bound of adversarial runs is that of the uniform ones; PCT has its own, and its promise', (t) => {
  const counts = { runs: 0, adversarialRuns: 300, failedRuns: 0 };
  const worth = worthOf({ ...counts, pctRuns: 100, pctWidth: 5, pctLength: 60 }, COVERED);
  if (worth === null || worth.pct === null) return t.fail('nothing failed, under either scheduler');
  t.is(worth.adversarialBound, failureBound(200));
  t.is(worth.pct.bound, failureBound(100));
  t.is(worth.pct.orderMet, 1 / (5 ** 2 * 60 ** 2));
  const texts = worthItems(worth).map(({ name, text }) => `${name}: ${text}`);
  t.regex(texts[0] ?? '', /a uniform adversarial one under .* one of PCT under/);
  t.regex(texts[1] ?? '', /^PCT: .*n = 60 events in w = 5 chains.*d = 3.* = 1 in 90,000$/);
});

test('where links keep their order, PCT promises no order of events', (t) => {
  const counts = { runs: 0, adversarialRuns: 300, failedRuns: 0 };
  const worth = worthOf({ ...counts, pctRuns: 100, pctWidth: 0, pctLength: 0 }, COVERED);
  if (worth === null || worth.pct === null) return t.fail('nothing failed');
  t.is(worth.pct.orderMet, 0);
  t.is(worth.pct.bound, failureBound(100), 'how often its runs fail is known all the same');
  t.deepEqual(
    worthItems(worth).map(({ name }) => name),
    ['Bound', 'Coverage'],
  );
});

test('without PCT nothing is said of it, and after PCT alone nothing of uniform runs', (t) => {
  const counts = { runs: 0, adversarialRuns: 300, failedRuns: 0 };
  t.is(worthOf({ ...counts, ...NO_PCT }, COVERED)?.pct, null);
  const alone = worthOf({ ...counts, pctRuns: 300, pctWidth: 5, pctLength: 60 }, COVERED);
  t.is(alone?.adversarialBound, null);
  t.is(alone?.pct?.runs, 300);
  t.is(worthOf({ ...counts, failedRuns: 1, ...NO_PCT }, COVERED), null, 'findings say more');
});
