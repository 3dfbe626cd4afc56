import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { browserScript } from '../../../cli/browser-script.ts';
import { reportStream } from '../../../reports/events/stream.ts';
import { PAGE_BYTES_MAX, renderPage } from '../../../reports/page/page.ts';
import { NO_SUPPLEMENT } from '../../../reports/page/supplement.ts';
import type { FindingReport } from '../../../reports/terminal/finding-report.ts';
import { decidedReport } from '../decided.ts';
import { VOTE_NOT_PERSISTED } from '../decided-stories.ts';
import { longReport } from '../long-stories.ts';
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

const LENGTHS = { 45: 10, 100: 24, 166: 40 };

for (const [steps, terms] of Object.entries(LENGTHS)) {
  test(`the page has no more than 60,000 bytes: ${steps} steps`, (t) => {
    const report = longReport(terms);
    const compress = (json: string): string => gzipSync(json, { level: 9 }).toString('base64');
    const stream = reportStream(report);
    t.true(stream.steps.length >= Number(steps));
    const supplement = { ...NO_SUPPLEMENT, client: CLIENT, compress };
    const page = renderPage({ report, stream, supplement });
    const bytes = Buffer.byteLength(page);
    t.log(`${stream.steps.length} steps: ${bytes} bytes`);
    t.true(bytes <= PAGE_BYTES_MAX, `${bytes} bytes: let the script make what can be made`);
    for (const { number, text } of stream.steps) {
      const row = page.split('\n').find((line) => line.startsWith(`<tr id="step=${number}"`));
      t.true(row?.endsWith(`>${text}`), `step ${number} is not told without the script`);
    }
  });
}

test('the run as it was met does not take the drawing of a short story away', (t) => {
  const report = SAFETY;
  const rails = Array.from({ length: 4000 }, (_, place) => ({ id: 'P1', from: place, to: place }));
  const original = { nodes: 1, lanes: [1], hasClock: false, steps: [], rails, leftOut: 0 };
  const supplement = { ...NO_SUPPLEMENT, client: CLIENT, original };
  const page = renderPage({ report, stream: reportStream(report), supplement });
  t.true(Buffer.byteLength(page) > 2 * PAGE_BYTES_MAX);
  t.false(page.includes('class="steps plain"'));
});

test('a long story without a script keeps its drawing', (t) => {
  t.false(pageOf(longReport(40), '').includes('class="steps plain"'));
});

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
