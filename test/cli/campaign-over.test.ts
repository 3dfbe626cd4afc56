// What a campaign that was over before says: why no run was made, and what is left of it.
import test from 'ava';
import { campaignOverText } from '../../cli/campaign-over.ts';

const OVER = { reachedMs: 6000, isEnough: false, hasShrunk: false, unshrunk: 0 } as const;

test('a budget that is used up can be prolonged', (t) => {
  t.is(
    campaignOverText(OVER),
    'this campaign was over before, after 6.0 s of hunting: its budget is used up ' +
      '(a longer --budget prolongs it), no run was made, and this is its report',
  );
});

test('a longer budget is not proposed to one that has found enough', (t) => {
  t.notRegex(campaignOverText({ ...OVER, isEnough: true }), /--budget/);
});

test('what was left to shrink is told in the same line', (t) => {
  const shrunk = campaignOverText({ ...OVER, hasShrunk: true });
  t.regex(shrunk, /; what was left to shrink is shrunk now$/);
  const left = campaignOverText({ ...OVER, hasShrunk: true, unshrunk: 1 });
  t.regex(left, /; 1 finding of it could not be shrunk$/);
});
