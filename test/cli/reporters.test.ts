import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from '../house/checkout.ts';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

interface Line {
  readonly v: number;
  readonly type: string;
  readonly outcome?: string;
  readonly exitCode?: number;
}

function linesOf(text: string): readonly Line[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** One exit code and its cases say the same: bad ones if, and only if, the code is. */
function isConsistent(text: string): boolean {
  const lines = linesOf(text);
  const { exitCode = -1 } = lines.at(-1) ?? {};
  const hasBad = lines.some(({ outcome }) => outcome === 'failure' || outcome === 'error');
  return hasBad === exitCode > 0;
}

const HUNT = ['run', '--seed', '1', '--no-progress'];
const QUICK = ['--runs', '20'];

test('run tells people on stdout, and each reporter in its file', async (t) => {
  const folder = emptyFolder(t);
  const files = ['md=out/run.md', 'junit=out/junit.xml', 'ndjson=out/events.ndjson'];
  const words = files.flatMap((file) => ['--reporter', file]);
  const { code, stdout } = await whitewater(folder, [...HUNT, 'tutorial', ...words]);
  t.is(code, 0);
  t.regex(stdout, /✔ tutorial {2}breaks election-safety, as it must/);
  t.deepEqual(readdirSync(join(folder, 'out')).sort(), ['events.ndjson', 'junit.xml', 'run.md']);
  const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
  t.regex(read('run.md'), /^### ✔ whitewater run: 1 case passed\n/);
  t.regex(read('junit.xml'), /<testcase name="election-safety" classname="tutorial"\/>/);
  const types = [...new Set(linesOf(read('events.ndjson')).map(({ type }) => type))];
  t.deepEqual(types, ['start', 'finding', 'step', 'event', 'target', 'case', 'summary']);
});

test('a reporter without a file has stdout for itself, and its cases agree with the code', async (t) => {
  const held = ['raft', ...QUICK];
  const broken = ['tutorial', '--property', 'election-safety,term-monotonic', '--runs', '100'];
  const survived = ['votes-without-memory', '--runs', '1', '--engine', 'timed'];
  for (const [words, expected] of [
    [held, 0],
    [broken, 0],
    [survived, 5],
  ] as const) {
    const ended = await whitewater(emptyFolder(t), [...HUNT, ...words, '--reporter', 'ndjson']);
    t.is(ended.code, expected, `${words.join(' ')}: ${ended.stderr}`);
    t.is(linesOf(ended.stdout)[0]?.type, 'start');
    t.true(isConsistent(ended.stdout), ended.stdout.slice(-2000));
  }
});

test('a target of the user that throws is a failure with its report', async (t) => {
  const folder = emptyFolder(t);
  const target = join(root, 'test/cli/fixtures/live.ts');
  const words = [target, '--runs', '5', '--reporter', 'junit', '--engine', 'timed'];
  const { code, stdout } = await whitewater(folder, [...HUNT, ...words]);
  t.not(code, 0);
  t.regex(stdout, /<(failure|error) message="/);
});

test('check has one case for each pinned finding', async (t) => {
  const folder = emptyFolder(t);
  const pinned = join(root, 'corpus/regressions/election-safety');
  const [name = ''] = readdirSync(pinned).filter((one) => one.endsWith('.json'));
  mkdirSync(join(folder, 'pinned'));
  writeFileSync(join(folder, 'pinned', name), readFileSync(join(pinned, name)));
  writeFileSync(join(folder, 'pinned', 'broken.json'), '{');
  const { code, stdout } = await whitewater(folder, ['check', 'pinned', '--reporter', 'junit']);
  t.is(code, 2);
  t.is(stdout.split('<testcase ').length - 1, 2, stdout);
  t.regex(stdout, /<testsuite name="pinned" tests="2" failures="0" errors="1"/);
  t.regex(stdout, /<error message="pinned\/broken.json: it is not JSON/);
});

test('check of a folder in which nothing is pinned is an error, not an empty success', async (t) => {
  const folder = emptyFolder(t);
  mkdirSync(join(folder, 'none'));
  const { code, stdout } = await whitewater(folder, ['check', 'none', '--reporter', 'junit']);
  t.is(code, 5);
  t.regex(stdout, /<error message="nothing is pinned in none"/);
});

test('explore and canary tell reporters too', async (t) => {
  const folder = emptyFolder(t);
  const search = ['explore', 'half-is-a-quorum', '--nodes', '2', '--no-progress'];
  const explored = await whitewater(folder, [...search, '--reporter', 'ndjson']);
  t.is(explored.code, 0, explored.stderr);
  t.true(isConsistent(explored.stdout));
  const bounded = ['explore', 'raft', '--max-states', '50', '--no-progress'];
  const limited = await whitewater(folder, [...bounded, '--reporter', 'ndjson']);
  t.is(limited.code, 5);
  t.true(isConsistent(limited.stdout));
  const bred = ['canary', 'half-is-a-quorum', '--runs', '2000', '--no-progress'];
  const canary = await whitewater(folder, [...bred, '--reporter', 'junit']);
  t.is(canary.code, 0, canary.stderr);
  t.regex(canary.stdout, /<testcase name="half-is-a-quorum" classname="canary"\/>/);
});

test('within Actions, errors are annotated and the summary of the job is added to', async (t) => {
  const folder = emptyFolder(t);
  const summary = join(folder, 'summary.md');
  writeFileSync(summary, 'from another step\n');
  const actions = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
  const words = [...HUNT, 'votes-without-memory', '--runs', '1', '--engine', 'timed'];
  const { code, stdout, stderr } = await whitewater(folder, words, undefined, [], actions);
  t.is(code, 5);
  t.regex(stdout, /✖ votes-without-memory/, 'people are told nothing any more');
  t.regex(stderr, /^::error title=votes-without-memory%3A one-vote-per-term::was to be broken/m);
  t.regex(readFileSync(summary, 'utf8'), /^from another step\n### ✖ whitewater run: 1 of 1 case/);
});

test('a report that cannot be written is no success, and leaves no half file', async (t) => {
  const folder = emptyFolder(t);
  const full = ['--reporter', 'md=/dev/full', '--reporter', 'junit=j.xml'];
  const { code, stderr } = await whitewater(folder, [...HUNT, 'raft', ...QUICK, ...full]);
  t.is(code, 2);
  t.is(stderr, 'the report of md is lost: /dev/full cannot be written: it is not a file\n');
  t.deepEqual(readdirSync(folder), ['j.xml']);
});

test('html writes a page for the run and for each finding, and shows nothing', async (t) => {
  const folder = emptyFolder(t);
  const words = [...HUNT, 'tutorial', '--reporter', 'html=pages', '--reporter', 'html'];
  const { code, stdout, stderr } = await whitewater(folder, words);
  t.is(code, 0, stderr);
  t.regex(stdout, /✔ tutorial/, 'people are told nothing any more');
  t.is(stderr, 'the page is pages/index.html\nthe page is .whitewater/report/index.html\n');
  const names = readdirSync(join(folder, 'pages'));
  const found = readdirSync(join(folder, '.whitewater/findings'));
  t.true(found.length > 0);
  t.deepEqual(
    names.sort(),
    [...found.map((name) => `${name}.html`), 'events.ndjson', 'index.html'].sort(),
  );
  t.deepEqual(readdirSync(join(folder, '.whitewater/report')).sort(), names);
});

test('of pages that cannot all be written, none is', async (t) => {
  const folder = emptyFolder(t);
  mkdirSync(join(folder, 'pages', 'events.ndjson'), { recursive: true });
  const words = [...HUNT, 'raft', ...QUICK, '--reporter', 'html=pages'];
  const { code, stderr } = await whitewater(folder, words);
  t.is(code, 2);
  t.regex(stderr, /^the report of html is lost: pages\/events\.ndjson cannot be written: a folder/);
  t.deepEqual(readdirSync(join(folder, 'pages')), ['events.ndjson']);
});

test('reporters that cannot be told are refused before anything is done', async (t) => {
  await isRefused(
    t,
    ['run', '--reporter', 'juni'],
    /unknown reporter 'juni'; did you mean junit\?/,
  );
  await isRefused(t, ['run', '--reporter', 'md='], /the file of --reporter md is empty/);
  await isRefused(
    t,
    ['run', '--reporter', 'md', '--reporter', 'junit'],
    /md and --reporter junit both print/,
  );
  await isRefused(
    t,
    ['check', '--reporter', 'md=a', '--reporter', 'junit=a'],
    /two reporters write to 'a'/,
  );
  await isRefused(
    t,
    ['check', '--reporter', 'html=a', '--reporter', 'md=a/index.html'],
    /two reporters write to 'a\/index.html'/,
  );
  await isRefused(t, ['check', '--reporter', 'html='], /the folder of --reporter html is empty/);
  const json = await whitewater(emptyFolder(t), ['run', '--json', '--reporter', 'md']);
  t.is(json.code, 2);
  t.regex(
    json.stdout,
    /^\{"command":"run","error":\{"message":"--reporter md and --json both print/,
  );
});
