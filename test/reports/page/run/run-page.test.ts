import { createHash } from 'node:crypto';
import test from 'ava';
import type { RunStream, TargetLine } from '../../../../reports/events/run-line.ts';
import { REPORTERS } from '../../../../reports/reporters.ts';
import { renderRunPage } from '../../../../reports/page/run/run-page.ts';
import { NO_SUPPLEMENT } from '../../../../reports/page/supplement.ts';
import { matchesGoldenFile } from '../../golden.ts';
import { SAFETY } from '../../rendered.ts';
import { EVIL } from '../../rendered.ts';
import { FOUND, HOSTILE_RUN, runReport } from '../../run-report.ts';

const NO_PAGES = new Map<string, string>();

function pageOf(stream: RunStream, pages: ReadonlyMap<string, string> = NO_PAGES): string {
  return renderRunPage(stream, pages);
}

/** The same run with one target that has this besides. */
function withTarget(more: Partial<TargetLine>): RunStream {
  const { stream } = FOUND;
  return { ...stream, targets: stream.targets.map((target) => ({ ...target, ...more })) };
}

test('What a command has judged is one page', (t) => {
  const pages = new Map(
    FOUND.reports.map(({ finding: { property, id } }) => {
      return [`${property}-${id}`, `${property}-${id}.html`];
    }),
  );
  matchesGoldenFile(t, 'formats/run-index.html', pageOf(FOUND.stream, pages));
});

test('The reporter writes the page, its stream, and a page for each finding that it links to', (t) => {
  const html = REPORTERS.find(({ name }) => name === 'html');
  if (html?.kind !== 'folder') return t.fail('there is no reporter html');
  const files = html.files(FOUND, () => NO_SUPPLEMENT);
  const names = FOUND.reports.map(({ finding }) => `${finding.property}-${finding.id}.html`);
  t.deepEqual(
    files.map(({ name }) => name),
    ['index.html', 'events.ndjson', ...names],
  );
  const [index] = files;
  for (const name of names) t.true(index?.text.includes(`href="${name}"`), `no link to ${name}`);
});

for (const [what, { stream }] of Object.entries({ FOUND, HOSTILE_RUN, NOTHING: runReport([]) })) {
  test(`the page of a run has no script, and allows its own style alone: ${what}`, (t) => {
    const page = pageOf(stream);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
    const [, policy = ''] = /Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    t.true(policy.includes(`style-src 'sha256-${hash}'`), 'the browser would refuse the style');
    t.true(policy.includes("script-src 'none'"));
    t.true(policy.startsWith("default-src 'none'"));
    t.notRegex(page, /<script|\sstyle="|\son\w+="|url\(|@import|\b(src|action)="/);
  });

  test(`no text of a target marks the page of a run up: ${what}`, (t) => {
    t.notRegex(pageOf(stream), /<img|[\u001b\u202e]/);
  });
}

test('A hostile finding has no page: its name cannot become a path', (t) => {
  const html = REPORTERS.find(({ name }) => name === 'html');
  if (html?.kind !== 'folder') return t.fail('there is no reporter html');
  const [found] = FOUND.stream.findings;
  if (found === undefined) return t.fail('there is no finding');
  const finding = { ...found.finding, id: `../../${EVIL}` };
  const stream = { ...FOUND.stream, findings: [{ ...found, finding }] };
  const files = html.files({ stream, reports: FOUND.reports }, () => NO_SUPPLEMENT);
  t.deepEqual(
    files.map(({ name }) => name),
    ['index.html', 'events.ndjson'],
  );
});

test('Findings that tell the same story stand together', (t) => {
  const { stream } = runReport([SAFETY, SAFETY]);
  const page = pageOf(stream);
  t.regex(page, />2 findings, 1 story</);
  t.is(page.split('<article').length - 1, 1);
  t.regex(page, /<dt>Same story<\/dt>/);
  const older = stream.findings.map(({ finding, ...rest }, place) => {
    const { signature, ...line } = finding;
    t.is(typeof signature, 'string');
    return { ...rest, finding: { ...line, id: `${place}` } };
  });
  t.regex(pageOf({ ...stream, findings: older }), />2 findings, 2 stories</);
});

test('Properties are counted by what became of them, whatever was expected', (t) => {
  const due = withTarget({ breaks: 'progress', brokenRuns: { 'term-monotonic': 3 } });
  t.regex(pageOf(due), /<p class="note">3 broken, 1 never exercised\.<\/p>/);
  const missed = { ...due, findings: [], cases: due.cases.slice(2, 3) };
  const survived = missed.cases.map((line) => ({ ...line, outcome: 'failure' as const }));
  const page = pageOf({ ...missed, cases: survived, targets: due.targets });
  t.regex(page, /<p class="note">1 broken\.<\/p>/, 'three runs broke it');
  const held = withTarget({ breaks: 'term-monotonic' }).targets;
  t.regex(pageOf({ ...missed, cases: survived, targets: held }), /<p class="note">1 held\.<\/p>/);
});

test('A fault that never happened is told as such', (t) => {
  t.regex(pageOf(withTarget({ faults: { crashes: 5, clockDrifts: 0 } })), /clock drifts.*never/);
});

test('The growth of coverage is a curve, with its numbers in words', (t) => {
  const growth = [
    { runs: 10, states: 50 },
    { runs: 40, states: 90 },
    { runs: 100, states: 100 },
  ];
  const page = pageOf(withTarget({ growth }));
  t.true(page.includes('100 abstract states after 100 runs; 90 of them were known after 40.'));
  t.regex(page, /<path class="curve" d="M0 90L30 54L120 25\.2L300 18"\/>/);
  t.false(pageOf(withTarget({ growth: growth.slice(0, 1) })).includes('<figure>'), 'one point');
});

test('A run without a timed run has no share of leaders', (t) => {
  const page = pageOf(withTarget({ figures: { runs: 0, runsWithLeader: 0, decisions: 7 } }));
  t.notRegex(page, /NaN|Infinity/);
  t.regex(page, /decisions<\/th><td class="count">7</);
});

test('Canaries are told in two tables: known defects, and controls', (t) => {
  const { stream } = runReport([]);
  const [target] = stream.targets;
  if (target === undefined) return t.fail('there is no target');
  const figures = { runs: 10, runsToKill: 3, length: 5 };
  const mutant = { ...target, target: 'm', breaks: 'progress', asExpected: true, figures };
  const control = { ...target, target: 'c', breaks: null, asExpected: false };
  const start = { ...stream.start, command: 'canary' as const };
  const page = pageOf({ ...stream, start, targets: [mutant, control] });
  t.regex(page, /Known defects: 1 of 1 found/);
  t.regex(page, /Controls: 0 of 1 left alone/);
});
