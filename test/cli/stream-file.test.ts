import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../adapters/refusal.ts';
import { readStream, streamAt } from '../../cli/stream-file.ts';
import { storedReport } from '../../cli/stored-report.ts';
import { rendered, SAFETY } from '../reports/rendered.ts';
import { reported, runReport } from '../reports/run-report.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

const RUN = reported('ndjson', runReport([SAFETY]));
const FINDING = rendered('ndjson', SAFETY);

const folder = (t: ExecutionContext): string => emptyFolder(t);

function written(t: ExecutionContext, text: string): string {
  const file = join(folder(t), 'events.ndjson');
  writeFileSync(file, text);
  return file;
}

/** The same text with one line changed: the first of this type. */
function changed(
  text: string,
  type: string,
  change: (line: Record<string, unknown>) => object,
): string {
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.includes(`"type":"${type}"`));
  const line = JSON.parse(lines[at] ?? '{}') as Record<string, unknown>;
  lines[at] = JSON.stringify(change(line));
  return `${lines.join('\n')}\n`;
}

test('A stream is read as it was written', async (t) => {
  const stored = await readStream(written(t, RUN));
  const { stream } = runReport([SAFETY]);
  t.is(stored.kind, 'run');
  t.deepEqual(JSON.parse(JSON.stringify(stored.stream)), JSON.parse(JSON.stringify(stream)));
});

test('A finding within a stream is drawn as it was', async (t) => {
  const file = written(t, FINDING);
  const stored = await readStream(file);
  if (stored.kind !== 'finding') return t.fail('it is read as a run');
  const report = await storedReport(stored.stream, file);
  if (report === null) return t.fail('the finding is not in the stream');
  for (const format of ['svg', 'md', 'shiviz', 'itf', 'html']) {
    t.is(rendered(format, report), rendered(format, SAFETY), format);
  }
});

const BROKEN: readonly (readonly [what: string, text: string, line: RegExp])[] = [
  ['cut within a line', RUN.slice(0, -30), /only the first part of one$/],
  ['cut between lines', RUN.split('\n').slice(0, 5).join('\n') + '\n', /no summary: it was cut/],
  ['without some lines', RUN.replace(/\{"v":1,"type":"case".*\n/, ''), /does not count the lines/],
  ['of a newer format', RUN.replaceAll('"v":1', '"v":2'), /:1: it has format 2, and only format 1/],
  ['not JSON', RUN.replace('"type"', '"type'), /:1: it is not JSON/],
  [
    'of an unknown type',
    changed(RUN, 'case', (line) => ({ ...line, type: 'new' })),
    /no known type/,
  ],
  [
    'with another field',
    changed(RUN, 'target', (line) => ({ ...line, more: 1 })),
    /nrecognized key/,
  ],
  ['with a summary in it', `${RUN}${RUN}`, /it comes after the summary/],
  [
    'a step too many',
    changed(RUN, 'step', (line) => ({ ...line, number: 7 })),
    /numbered 7, and not 1/,
  ],
  [
    'steps beyond its nodes',
    changed(RUN, 'step', (line) => ({ ...line, cells: [{ node: 4, text: 'x', look: 'leader' }] })),
    /cells\[0\]\.node/,
  ],
  [
    'events beyond its nodes',
    changed(FINDING, 'event', (line) => ({ ...line, event: { kind: 'paused', node: 5 } })),
    /event\.node/,
  ],
  [
    'lanes beyond its nodes',
    changed(RUN, 'finding', (line) => ({ ...line, lanes: [9] })),
    /node 9/,
  ],
  ['a step of nothing', FINDING.split('\n').slice(1).join('\n'), /it belongs to no finding/],
];

for (const [what, text, line] of BROKEN) {
  test(`a stream that is broken is refused in one line: ${what}`, async (t) => {
    const error = await t.throwsAsync(readStream(written(t, text)), { instanceOf: Refusal });
    t.regex(error.message, line);
    t.notRegex(error.message, /\n/);
  });
}

const FOREIGN: readonly (readonly [what: string, text: string, line: RegExp])[] = [
  [
    'events of another run',
    changed(FINDING, 'event', (line) => ({ ...line, timeMs: 77 })),
    /it is not the trace of finding/,
  ],
  [
    'an edited finding',
    changed(FINDING, 'finding', (line) => {
      return { ...line, saved: { ...(line['saved'] as object), target: 'raft' } };
    }),
    /it was edited/,
  ],
  [
    'a witness beyond the end',
    changed(FINDING, 'finding', (line) => {
      const saved = line['saved'] as { witness: object };
      return { ...line, saved: { ...saved, witness: { ...saved.witness, step: 9999 } } };
    }),
    /names step 9999, and the trace ends at/,
  ],
];

for (const [what, text, line] of FOREIGN) {
  test(`a finding that does not fit its events is refused in one line: ${what}`, async (t) => {
    const file = written(t, text);
    const stored = await readStream(file);
    if (stored.kind !== 'finding') return t.fail('it is read as a run');
    const error = await t.throwsAsync(storedReport(stored.stream, file), { instanceOf: Refusal });
    t.regex(error.message, line);
  });
}

test('A folder with a finding is that finding, and a log of a run is no stream', (t) => {
  const place = folder(t);
  t.is(streamAt(place), null);
  writeFileSync(join(place, 'events.ndjson'), RUN);
  t.is(streamAt(place), join(place, 'events.ndjson'));
  writeFileSync(join(place, 'finding.json'), '{}');
  t.is(streamAt(place), null);
  writeFileSync(join(place, 'failed.ndjson'), '{"kind":"run"}\n');
  t.is(streamAt(join(place, 'failed.ndjson')), null);
});

test('report renders the folder of a run again, and nothing of a broken one', async (t) => {
  const place = folder(t);
  mkdirSync(join(place, 'pages'));
  writeFileSync(join(place, 'pages', 'events.ndjson'), RUN);
  const words = ['report', 'pages', '--format', 'html,md,junit', '--out', 'again'];
  const { code, stdout, stderr } = await whitewater(place, words);
  t.is(code, 0, stderr);
  const page = `${SAFETY.finding.property}-${SAFETY.finding.id}.html`;
  const files = ['events.ndjson', 'index.html', 'junit.xml', page, 'report.md'];
  t.deepEqual(readdirSync(join(place, 'again')).sort(), files.sort());
  t.is(stdout.trimEnd().split('\n').length, files.length);
  t.true(readFileSync(join(place, 'again', 'index.html'), 'utf8').includes(`href="${page}"`));
  const svg = await whitewater(place, ['report', 'pages', '--format', 'svg', '--out', 'out']);
  t.is(svg.code, 2);
  t.regex(svg.stderr, /^error: a run has no svg: there are html, md, junit, ndjson\n$/);
  writeFileSync(join(place, 'pages', 'events.ndjson'), RUN.slice(0, 900));
  const cut = await whitewater(place, ['report', 'pages', '--format', 'html', '--out', 'out']);
  t.is(cut.code, 2);
  t.regex(cut.stderr, /^error: [^\n]+only the first part of one\n$/);
  t.deepEqual(readdirSync(place).sort(), ['again', 'pages']);
});
