import { createHash } from 'node:crypto';
import test from 'ava';
import { browserScript } from '../../../cli/browser-script.ts';
import { reportStream } from '../../../reports/events/stream.ts';
import { renderPage } from '../../../reports/page/page.ts';
import { NO_SUPPLEMENT } from '../../../reports/page/supplement.ts';
import type { FindingReport } from '../../../reports/terminal/finding-report.ts';
import { decidedReport } from '../decided.ts';
import { VOTE_NOT_PERSISTED } from '../decided-stories.ts';
import { HOSTILE, LIVENESS, SAFETY } from '../rendered.ts';

const CLIENT = browserScript('page');

function pageOf(report: FindingReport, client = CLIENT): string {
  const supplement = { ...NO_SUPPLEMENT, client };
  return renderPage({ report, stream: reportStream(report), supplement });
}

function partsOf(page: string): { readonly style: string; readonly script: string } {
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
  return { style, script };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

for (const [what, report] of Object.entries({ SAFETY, LIVENESS, HOSTILE })) {
  test(`the policy of the page allows its own style and script by hash: ${what}`, (t) => {
    const page = pageOf(report);
    const { style, script } = partsOf(page);
    t.is(script, CLIENT);
    const [, policy = ''] = /Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    t.true(policy.includes(`style-src ${hashOf(style)}`), 'the browser would refuse the style');
    t.true(policy.includes(`script-src ${hashOf(script)}`), 'the browser would refuse the script');
    t.true(policy.startsWith("default-src 'none'"));
    t.notRegex(page.replace(script, ''), /\sstyle="|\son\w+="/, 'the policy forbids these');
  });

  test(`the page refers to nothing outside of it: ${what}`, (t) => {
    t.notRegex(pageOf(report, ''), /\b(src|href|action)="(?!#)|url\(|@import/);
  });

  test(`the page has no more than 60,000 bytes: ${what}`, (t) => {
    const bytes = Buffer.byteLength(pageOf(report));
    t.true(bytes <= 60_000, `${bytes} bytes: shorten what every row repeats`);
  });
}

test('the page answers in the order of the thirty seconds', (t) => {
  const page = pageOf(decidedReport(VOTE_NOT_PERSISTED), '');
  const answers = ['<h1>', 'class="observed"', '>Evidence<', '>Cause<', '>Shrunk<', '>Kept<'];
  const places = [...answers, '>Replay<', 'id="rows"'].map((answer) => page.indexOf(answer));
  t.false(places.includes(-1), 'an answer is missing');
  t.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  );
});

test('every step of the story is a row that an address leads to', (t) => {
  for (const report of [SAFETY, LIVENESS]) {
    const page = pageOf(report, '');
    for (const { number } of reportStream(report).steps) {
      t.true(page.includes(`<tr id="step=${number}"`), `there is no row of step ${number}`);
    }
  }
});

test('each action of a run with a clock has a strip that says whether it is needed', (t) => {
  const trials = [{ part: 1, impossible: [] }];
  const supplement = { ...NO_SUPPLEMENT, trials };
  const page = renderPage({ report: LIVENESS, stream: reportStream(LIVENESS), supplement });
  const [section = ''] = /<section class="trials".*?<\/section>/s.exec(page) ?? [];
  t.regex(section, /Without one action/);
  t.regex(section, /<b>P1<\/b> cut n1 from everyone<\/th><td><svg .*left-out.*holds: it is needed/);
  t.is(section.match(/<tr>/g)?.length, 2, 'time that passes is none: a head and a row');
});

test('markup of a target stays text', (t) => {
  const page = pageOf(HOSTILE, '');
  t.notRegex(page, /<img|[\u001b\u202e]/);
  t.is(page.match(/<\/script/g)?.length, 1, 'only the data of the page is in a script element');
});
