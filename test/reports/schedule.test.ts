import test from 'ava';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { PLAIN_STYLE, styleFor } from '../../reports/terminal/style.ts';
import { fire } from '../../simulator/decide.ts';
import { decidedReport } from './decided.ts';
import {
  SENT_BEFORE_WRITTEN,
  VOTE_CLEARED,
  VOTE_COUNTED_TWICE,
  VOTE_NOT_PERSISTED,
} from './decided-stories.ts';
import { matchesAllWidths, matchesGolden } from './golden.ts';

test('a run without a clock has no times, and every decision is a row', (t) => {
  const text = renderFinding(decidedReport(VOTE_CLEARED), PLAIN_STYLE);
  t.notRegex(text, /\bms\b/);
  matchesAllWidths(t, 'decisions', (style) => renderFinding(decidedReport(VOTE_CLEARED), style));
});

test('a crash is a row with its restart, and says what was forgotten', (t) => {
  matchesGolden(t, 'crash', renderFinding(decidedReport(VOTE_NOT_PERSISTED), PLAIN_STYLE));
});

test('a crash within a step is a row with that step', (t) => {
  matchesGolden(t, 'crash-within', renderFinding(decidedReport(SENT_BEFORE_WRITTEN), PLAIN_STYLE));
});

test('a message that arrives twice says so at both arrivals', (t) => {
  matchesAllWidths(t, 'second-copy', (style) =>
    renderFinding(decidedReport(VOTE_COUNTED_TWICE), style),
  );
});

test('in ASCII a run without a clock stays in its columns', (t) => {
  const wish = { color: 'never', environment: {}, isTerminal: false } as const;
  for (const story of [VOTE_CLEARED, SENT_BEFORE_WRITTEN, VOTE_COUNTED_TWICE]) {
    const ascii = renderFinding(decidedReport(story), styleFor({ ...wish, ascii: true }));
    t.regex(ascii, /^[\x20-\x7e\n]*$/);
    const widths = (text: string): number[] => text.split('\n').map((line) => [...line].length);
    t.deepEqual(widths(ascii), widths(renderFinding(decidedReport(story), PLAIN_STYLE)));
  }
});

test('a decision that was skipped takes no other down with it', (t) => {
  const report = decidedReport(VOTE_NOT_PERSISTED);
  const { finding } = report;
  if (finding.run.kind !== 'schedule') return t.fail('the story must be one without a clock');
  const idle = { kind: 'fire', node: 1, timer: 'no such timer' } as const;
  const run = { ...finding.run, decisions: [idle, ...finding.run.decisions] };
  const ablation = [{ part: 3, needed: true }];
  const text = renderFinding({ ...report, finding: { ...finding, run, ablation } }, PLAIN_STYLE);
  t.regex(text, /X1 {2}crash n2 {2}step 3 {2}needed/, 'another decision is taken for the crash');
});

test('a decision that is needed has a row even if nobody can see what it changed', (t) => {
  const [...decisions] = VOTE_CLEARED.decisions;
  decisions.splice(4, 0, fire(1, 'heartbeat'));
  const wide = { ...PLAIN_STYLE, columns: 140 };
  const text = renderFinding(decidedReport({ ...VOTE_CLEARED, decisions }), wide);
  t.regex(text, /^ +5 .+n1's heartbeat timer fires, AppendEntries to n2, n3$/m);
});
