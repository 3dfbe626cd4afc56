import test from 'ava';
import { FORMATS } from '../../reports/formats.ts';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { decidedReport } from './decided.ts';
import { STUCK } from './decided-stories.ts';
import { matchesAllWidths, matchesGoldenFile } from './golden.ts';
import { rendered } from './rendered.ts';

test('a dead end says who is lost, what is under way, and who refuses whom', (t) => {
  const report = decidedReport(STUCK);
  matchesAllWidths(t, 'dead-end', (style) => renderFinding(report, style));
});

for (const { name, file } of FORMATS.filter((format) => ['md', 'junit'].includes(format.name))) {
  test(`a dead end is rendered as ${name}`, (t) => {
    matchesGoldenFile(t, `formats/dead-end-${file}`, rendered(name, decidedReport(STUCK)));
  });
}

test('the page of a dead end shows the loss of its messages and of its node', (t) => {
  const page = rendered('html', decidedReport(STUCK));
  t.regex(page, /n3 fails for good/);
  t.regex(page, /no leader can be elected any more/);
});
