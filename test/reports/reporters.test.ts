import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { validateXML } from 'xmllint-wasm';
import { summaryText } from '../../reports/events/run-line.ts';
import { REPORTERS } from '../../reports/reporters.ts';
import { renderAnnotations } from '../../reports/github/annotations.ts';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { columnsOf } from '../../reports/terminal/page.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { bytesOf, BYTES_MAX } from '../../reports/markdown/markdown-text.ts';
import { root } from '../house/checkout.ts';
import { matchesGoldenFile } from './golden.ts';
import { LIVENESS, SAFETY } from './rendered.ts';
import { FOUND, HOSTILE_RUN, reported, runReport } from './run-report.ts';

const XSD = readFileSync(join(root, 'test/reports/junit.xsd'), 'utf8');
const FILES = { md: 'run.md', junit: 'run-junit.xml', ndjson: 'run-events.ndjson' } as const;

async function junitErrors(contents: string): Promise<readonly string[]> {
  const xml = [{ fileName: 'junit.xml', contents }];
  const schema = [{ fileName: 'junit.xsd', contents: XSD }];
  return (await validateXML({ xml, schema })).errors.map(({ message }) => message);
}

for (const [name, file] of Object.entries(FILES)) {
  test(`what a command has judged is told as ${name}`, (t) => {
    matchesGoldenFile(t, `formats/${file}`, reported(name, FOUND));
  });
}

for (const { name } of REPORTERS) {
  test(`no character of a target acts on the reader of ${name}`, (t) => {
    t.notRegex(reported(name, HOSTILE_RUN), /[\u001b\u202e]/);
  });
}

test('JUnit files are as their schema says, and a wrong file is noticed', async (t) => {
  for (const report of [FOUND, HOSTILE_RUN, runReport([])]) {
    t.deepEqual(await junitErrors(reported('junit', report)), []);
  }
  const wrong = reported('junit', FOUND).replace(/ classname="[^"]*"/, '');
  t.not((await junitErrors(wrong)).length, 0, 'the schema accepts anything');
});

test('JUnit counts its cases as the summary does', (t) => {
  const { passed, failures, errors, skipped } = FOUND.stream.summary;
  const counts = `tests="${passed + failures + errors + skipped}" failures="${failures}"`;
  t.true(reported('junit', FOUND).includes(`${counts} errors="${errors}"`));
  t.is(summaryText(FOUND.stream.summary), '3 of 4 cases failed; 1 skipped');
});

test('The report within a JUnit case is wrapped to 80 columns', (t) => {
  const details = FOUND.stream.cases.map((line) => line.details).filter((text) => text !== '');
  t.is(details.length, 2);
  for (const text of details) {
    const widest = Math.max(...text.split('\n').map(columnsOf));
    t.true(widest <= 80, `a line has ${widest} columns`);
  }
});

test('Markdown shows five findings of many, and says how many there are besides', (t) => {
  const text = reported('md', runReport(new Array(8).fill(SAFETY)));
  t.is(text.split('\n### ').length - 1, 5);
  t.regex(text, /\n3 more findings are saved, and not shown here\.\n$/);
});

test('Markdown never has more bytes than a comment takes, however much there is', (t) => {
  const long = '@'.repeat(500);
  const because = new Array(1000).fill({ step: 1, text: long });
  const { finding } = LIVENESS;
  const wordy = { ...LIVENESS, finding: { ...finding, witness: { ...finding.witness, because } } };
  const failed = runReport([SAFETY]).stream.cases.slice(0, 1);
  const cases = Array.from({ length: 500 }, () => failed.map((one) => ({ ...one, message: long })));
  for (const report of [
    runReport(new Array(8).fill(wordy)),
    runReport([SAFETY, wordy], cases.flat()),
  ]) {
    const bytes = bytesOf(reported('md', report));
    t.true(bytes <= BYTES_MAX, `${bytes} bytes`);
  }
});

test('GitHub gets an error for each case that did not pass, with what to type', (t) => {
  const { replayCommand, finding } = SAFETY;
  const [first = '', ...others] = renderAnnotations(FOUND.stream).trimEnd().split('\n');
  t.is(others.length, 2);
  t.true(first.startsWith(`::error title=mine%3A ${finding.property}::`), first);
  t.true(first.endsWith(`%0AReplay: ${replayCommand}`), first);
  t.is(renderAnnotations(runReport([]).stream), '', 'what passed or was skipped is no error');
});

test('What could not be saved is nowhere said to be replayed, but found again', (t) => {
  const lost = { ...SAFETY, isLost: true, replayCommand: 'whitewater run mine --seed 7' };
  const report = runReport([lost]);
  const texts = [
    ...(['md', 'html', 'ndjson'] as const).map((format) => reported(format, report)),
    renderAnnotations(report.stream),
    renderFinding(lost, PLAIN_STYLE),
  ];
  for (const text of texts) {
    t.notRegex(text, /Replay/);
    t.true(text.includes(lost.replayCommand), text);
  }
});

test('GitHub shows ten errors of one step: the last says how many there are besides', (t) => {
  const cases = runReport([SAFETY]).stream.cases.slice(0, 1);
  const lines = (count: number): readonly string[] => {
    const many = Array.from({ length: count }, () => cases).flat();
    return renderAnnotations(runReport([], many).stream).trimEnd().split('\n');
  };
  t.is(lines(10).length, 10);
  t.is(lines(11).length, 10);
  t.regex(lines(11).at(-1) ?? '', /::2 more are in the summary of the job$/);
});

test('Whatever a target is called, an annotation is one command, and its title one property', (t) => {
  const [known] = runReport([SAFETY]).stream.cases;
  if (known === undefined) return t.fail('there is no case');
  const text = fc.string({ unit: fc.constantFrom('%', ':', ',', '\n', '\r', '::', 'a', '\u0085') });
  t.notThrows(() =>
    fc.assert(
      fc.property(text, text, (suite, message) => {
        const lines = renderAnnotations(runReport([], [{ ...known, suite, message }]).stream);
        const [, title = '', said = ''] = /^::error title=([^:,\n]*)::(.*)\n$/.exec(lines) ?? [];
        const back = (escaped: string): string => decodeURIComponent(escaped);
        return (
          back(title) === `${suite.replace(/[\n\r\u0085]/g, '?')}: ${known.name}` &&
          back(said).split('\n')[0] === message.replace(/[\n\r\u0085]/g, '?')
        );
      }),
      { seed: 1, numRuns: 500 },
    ),
  );
});
