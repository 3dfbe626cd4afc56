// A story that was resolved and is back: each report says so where it names the finding.
import test from 'ava';
import { reportStream } from '../../reports/events/stream.ts';
import { renderMarkdown } from '../../reports/markdown/finding.ts';
import { headline } from '../../reports/page/headline.ts';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { SAFETY } from './rendered.ts';

test('a regressed finding is named so on a terminal, in Markdown and on its page', (t) => {
  const report = { ...SAFETY, isNew: true };
  const back = { ...report, isRegressed: true };
  const [usual, regressed] = [reportStream(report), reportStream(back)];
  t.regex(renderFinding(report, PLAIN_STYLE), /finding [0-9a-f]{12} {2}NEW$/m);
  t.regex(renderFinding(back, PLAIN_STYLE), /finding [0-9a-f]{12} {2}REGRESSED$/m);
  t.notRegex(renderMarkdown(usual), /regressed/i);
  t.regex(renderMarkdown(regressed), /Finding `[0-9a-f]{12}`\. \*\*Regressed\*\*: it was resolved/);
  t.notRegex(headline(usual.finding), /regressed/);
  t.regex(headline(regressed.finding), /<b>regressed: it was resolved before<\/b>/);
});
