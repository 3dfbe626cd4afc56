import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FindingsStore } from '../../campaign/findings/findings-store.ts';
import { traceLog } from '../../campaign/findings/trace-log.ts';
import { FORMATS } from '../../reports/formats.ts';
import { decidedReport } from '../reports/decided.ts';
import { VOTE_CLEARED } from '../reports/decided-stories.ts';
import { emptyFolder, whitewater, type Ended } from './whitewater.ts';

const { finding: FINDING, trace: TRACE } = decidedReport(VOTE_CLEARED);
const NAMES = FORMATS.map(({ name }) => name);
const FILES = FORMATS.map(({ file }) => file).sort();

/** An empty folder in which the finding is saved; returns it, and the folder of the finding. */
function withFinding(t: ExecutionContext, finding = FINDING): { folder: string; home: string } {
  const folder = emptyFolder(t);
  const store = new FindingsStore(join(folder, '.whitewater'));
  store.save(finding, 'report\n', TRACE);
  return { folder, home: store.placeOf(finding).folder };
}

/** One clear line, exit code 2, and no file. */
function isRefusal(t: ExecutionContext, folder: string, ended: Ended, line: RegExp): void {
  t.is(ended.code, 2, ended.stderr);
  t.is(ended.stdout, '');
  t.regex(ended.stderr, /^[^\n]+\n$/, 'it is not one line');
  t.regex(ended.stderr, line);
  t.false(readdirSync(folder).includes('out'), 'something was written');
}

test('report renders a finding in each format, by its id, its folder and its file', async (t) => {
  const { folder, home } = withFinding(t);
  const addresses = [FINDING.id, home, join(home, 'finding.json')];
  for (const [place, address] of addresses.entries()) {
    const words = ['report', address, '--format', NAMES.join(','), '--out', `out-${place}`];
    const { code, stdout, stderr } = await whitewater(folder, words);
    t.is(code, 0, stderr);
    t.is(stderr, '');
    t.deepEqual(
      stdout.trimEnd().split('\n').sort(),
      FILES.map((file) => `out-${place}/${file}`),
    );
    t.deepEqual(readdirSync(join(folder, `out-${place}`)).sort(), FILES);
  }
});

test('report --json says which files there are, and what they are of', async (t) => {
  const { folder } = withFinding(t);
  const { code, stdout } = await whitewater(folder, ['report', FINDING.id, '--json']);
  t.is(code, 0);
  const { id, target, property } = FINDING;
  const file = `.whitewater/reports/${property}-${id}/report.md`;
  const files = [{ format: 'md', file }];
  t.deepEqual(JSON.parse(stdout), { command: 'report', id, target, property, files });
});

test('a finding that is kept in the folder of --out is rendered there', async (t) => {
  const folder = emptyFolder(t);
  new FindingsStore(join(folder, 'night')).save(FINDING, 'report\n', TRACE);
  const { id, property } = FINDING;
  const { code, stdout, stderr } = await whitewater(folder, ['report', id, '--out', 'night']);
  t.is(code, 0, stderr);
  t.is(stdout, `night/reports/${property}-${id}/report.md\n`);
  const text = readFileSync(join(folder, stdout.trim()), 'utf8');
  t.regex(text, new RegExp(`replay ${id} --out night`), 'the command does not find it again');
});

test('report draws the log of a failed run, without its target too', async (t) => {
  const folder = emptyFolder(t);
  for (const target of [FINDING.target, 'a-target-of-mine']) {
    writeFileSync(join(folder, 'failed-1.ndjson'), traceLog(target, FINDING.run, TRACE));
    const words = ['report', 'failed-1.ndjson', '--format', 'md', '--out', 'out'];
    const { code, stderr } = await whitewater(folder, words);
    t.is(code, 0, stderr);
    const text = readFileSync(join(folder, 'out', 'report.md'), 'utf8');
    t.true(text.startsWith(`### ✖ \`${target}\` breaks \`one-vote-per-term\``), text);
    t.regex(text, /Shrunk: decisions 6, .*, not shrunk\./);
    t.regex(text, /Replay: `.* report failed-1\.ndjson`/);
  }
});

test('a finding whose target is not there is drawn from its trace, and that is said', async (t) => {
  const target = { ...VOTE_CLEARED.target, name: 'a-target-of-mine' };
  const { folder, home } = withFinding(t, decidedReport({ ...VOTE_CLEARED, target }).finding);
  const { code, stdout, stderr } = await whitewater(folder, ['report', home, '--out', 'out']);
  t.is(code, 0, stderr);
  t.is(stdout, 'out/report.md\n');
  t.regex(stderr, /^the finding is of a-target-of-mine: .+; it is drawn from .+trace\.ndjson, as/);
  rmSync(join(folder, 'out'), { recursive: true });
  rmSync(join(home, 'trace.ndjson'));
  const alone = await whitewater(folder, ['report', home, '--out', 'out']);
  isRefusal(t, folder, alone, /^error: the finding is of a-target-of-mine: say where that target/);
});

test('a finding that is cut, newer or at odds with itself is refused in one line', async (t) => {
  const { folder, home } = withFinding(t);
  const file = join(home, 'finding.json');
  const whole = readFileSync(file, 'utf8');
  const { run } = FINDING;
  const cases: readonly (readonly [text: string, line: RegExp])[] = [
    [whole.slice(0, 300), /it is not JSON, or only the first part of it/],
    [
      JSON.stringify({ ...FINDING, whitewater: 9 }),
      /it has format 9, and only format 2 can be read/,
    ],
    [JSON.stringify({ ...FINDING, run: { ...run, nodes: 2 } }), /names a node beyond n2/],
    [JSON.stringify({ ...FINDING, target: 'raft' }), /are not those of finding .+: it was edited/],
    ['{}', /it is no finding of whitewater/],
  ];
  for (const [text, line] of cases) {
    writeFileSync(file, text);
    isRefusal(t, folder, await whitewater(folder, ['report', home, '--out', 'out']), line);
  }
});

test('a log that is cut, or whose events do not fit its nodes, is refused in one line', async (t) => {
  const folder = emptyFolder(t);
  const { run, target } = FINDING;
  const log = traceLog(target, run, TRACE);
  const cases: readonly (readonly [text: string, line: RegExp])[] = [
    [log.slice(0, -20), /it is no log of a run, or only the first part of one/],
    [log.split('\n').slice(0, 4).join('\n') + '\n', /breaks nothing; is it the whole log\?/],
    [log.replace('"nodes":3', '"nodes":2'), /failed\.ndjson:1: .*names a node beyond n2/],
    [log.replaceAll('"node":3', '"node":7'), /failed\.ndjson:\d+: .*node/],
  ];
  for (const [text, line] of cases) {
    writeFileSync(join(folder, 'failed.ndjson'), text);
    const words = ['report', 'failed.ndjson', '--out', 'out'];
    isRefusal(t, folder, await whitewater(folder, words), line);
  }
});

test('what cannot be written leaves no half file, and no format alone', async (t) => {
  const { folder } = withFinding(t);
  writeFileSync(join(folder, 'taken'), 'mine');
  const all = ['report', FINDING.id, '--format', NAMES.join(',')];
  const { code, stderr } = await whitewater(folder, [...all, '--out', 'taken/there']);
  t.is(code, 2);
  t.regex(stderr, /^error: taken\/there\/report\.html cannot be written \(\w+\)\n$/);
  mkdirSync(join(folder, 'half', 'trace.svg'), { recursive: true });
  const half = await whitewater(folder, [...all, '--out', 'half']);
  t.is(half.code, 2);
  t.regex(half.stderr, /^error: half\/trace\.svg cannot be written: a folder is in its place\n$/);
  t.deepEqual(readdirSync(join(folder, 'half')), ['trace.svg']);
  t.is(readFileSync(join(folder, 'taken'), 'utf8'), 'mine');
});

test('an unknown format, and a finding that is not there, are refused', async (t) => {
  const { folder, home } = withFinding(t);
  cpSync(home, join(folder, 'copy'), { recursive: true });
  rmSync(join(folder, 'copy', 'finding.json'));
  const unknown = await whitewater(folder, ['report', home, '--format', 'pdf', '--out', 'out']);
  isRefusal(t, folder, unknown, /^error: unknown format 'pdf'; there are html, md, svg, junit/);
  const none = await whitewater(folder, ['report', 'copy', '--out', 'out']);
  isRefusal(
    t,
    folder,
    none,
    /^error: copy: it is no folder of a finding: there is no finding\.json in it\n/,
  );
});
