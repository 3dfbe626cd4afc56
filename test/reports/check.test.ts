import test from 'ava';
import { renderChecks, type CheckLine } from '../../reports/terminal/check.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { decidedFinding } from './decided.ts';
import { VOTE_CLEARED, VOTE_NOT_PERSISTED } from './decided-stories.ts';
import { matchesGolden } from './golden.ts';

const FINE: CheckLine = {
  file: 'corpus/regressions/one-vote-per-term/0123456789ab.json',
  finding: decidedFinding(VOTE_CLEARED),
  expect: 'violated',
  isFine: true,
  isLeftOut: false,
  text: 'breaks one-vote-per-term, as pinned',
};

test('each pinned finding has a line, and what is wrong has its file', (t) => {
  const broken: CheckLine = {
    ...FINE,
    finding: decidedFinding(VOTE_NOT_PERSISTED),
    expect: 'held',
    isFine: false,
    text: 'breaks one-vote-per-term',
  };
  const unreadable: CheckLine = {
    file: 'corpus/regressions/x.json',
    finding: null,
    expect: null,
    isFine: false,
    isLeftOut: false,
    text: 'corpus/regressions/x.json: it is not JSON, or only the first part of it',
  };
  const leftOut: CheckLine = {
    ...FINE,
    isFine: false,
    isLeftOut: true,
    text: 'not performed: some-raft is not installed: npm ci',
  };
  const lines = [FINE, broken, unreadable, leftOut];
  matchesGolden(t, 'check', renderChecks('corpus', lines, PLAIN_STYLE));
  t.regex(
    renderChecks('corpus', [FINE, leftOut], PLAIN_STYLE),
    / ✔ 1 pinned finding, all as expected; 1 not performed\n$/,
  );
});

test('if all is well the last line says so; if nothing is pinned, that', (t) => {
  t.regex(renderChecks('corpus', [FINE], PLAIN_STYLE), / ✔ 1 pinned finding, all as expected\n$/);
  const took = { wallMs: 12_300, cpuMs: 20_100 };
  t.regex(
    renderChecks('corpus', [FINE], PLAIN_STYLE, took),
    /all as expected\n {3}took 12\.3 s, 20\.1 s of processor time\n$/,
    'time by the clock stands beside processor time',
  );
  t.is(renderChecks('corpus', [], PLAIN_STYLE), ' ✖ nothing is pinned in corpus\n');
});
