// What a hunt says that has covered less than was asked for.
import test from 'ava';
import { parseMinCoverage, shortfallOf } from '../../cli/min-coverage.ts';
import { outcomeText } from '../../reports/terminal/outcome.ts';
import { NOTHING_SEEN } from '../../search/hunting/species.ts';

const SEEN = { runs: 10, once: [1, 2, 3, 4, 5, 6], twice: [7], more: [8] };

test('a hunt that covered enough says nothing of it', (t) => {
  const covered = { timed: SEEN, adversarial: NOTHING_SEEN };
  t.is(shortfallOf(null, covered), null);
  t.is(shortfallOf(parseMinCoverage('8'), covered), null);
  t.regex(shortfallOf(parseMinCoverage('9'), covered) ?? '', /^covered 8 of at least \d+ abstract/);
  t.regex(shortfallOf(parseMinCoverage('100%'), covered) ?? '', /--min-coverage asks for 100 %$/);
});

test('guided runs alone cover nothing that counts, and that is said', (t) => {
  const covered = { timed: NOTHING_SEEN, adversarial: NOTHING_SEEN };
  const shortfall = shortfallOf(parseMinCoverage('500'), covered);
  t.is(shortfall, 'only guided runs were made; --min-coverage asks for 500 of the others');
});

test('the headline of such a hunt is no praise', (t) => {
  const outcome = { kind: 'held', exercised: 12, idle: [] } as const;
  const headline = { outcome, breaks: null, firstFind: null };
  t.is(outcomeText(headline), 'held: 12 properties');
  const little = outcomeText({ ...headline, shortfall: 'covered 4 of at least 9' });
  t.is(little, 'covered too little to count: held: 12 properties');
});
