import test from 'ava';
import { textFiles } from './checkout.ts';

const sources = textFiles(['.ts']);
const modules = sources.filter(({ path }) => !path.startsWith('test/'));
const lineCount = (text: string): number => text.trimEnd().split('\n').length;

test('No file is longer than 300 lines', (t) => {
  const long = sources.filter(({ text }) => lineCount(text) > 300).map(({ path }) => path);
  t.deepEqual(long, [], 'Split these files: each holds more than one concept.');
});

test('Half of the source files fit on a page and a half', (t) => {
  const counts = modules.map(({ text }) => lineCount(text)).sort((a, b) => a - b);
  const median = counts[Math.floor(counts.length / 2)] ?? 0;
  t.true(median <= 90, `The median file has ${median} lines: one concept, one file (50 to 90).`);
});

test('No line is wider than 100 columns, but for the titles of tests', (t) => {
  const isWide = (line: string): boolean => line.length > 100 && !/^\s*test\(/.test(line);
  const wide = sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => (isWide(line) ? [`${path}:${at + 1}`] : [])),
  );
  t.deepEqual(wide, [], 'Break these lines, comments too: the formatter leaves words alone.');
});

test('No folder is a drawer for everything', (t) => {
  const drawer = /(^|\/)(utils?|commons?|helpers?|libs?|types?)\//;
  const drawers = sources.filter(({ path }) => drawer.test(path)).map(({ path }) => path);
  t.deepEqual(drawers, [], 'Name the folder after the concept in it.');
});

const everyText = textFiles(['.ts', '.js', '.mjs', '.json', '.md', '.yml', '.html', '/run']);

test('No file knows the machine that it was written on', (t) => {
  const machinePath = /(?<![\w.~-])\/(work|home|root|Users|tmp)\/\w/;
  const found = everyText.filter(({ text }) => machinePath.test(text)).map(({ path }) => path);
  t.deepEqual(found, [], 'Use a path from the root of the project, or tmpdir() from node:os.');
});

test('No file names a package registry', (t) => {
  const registry = /\/\/[^\s/'"]*(registry|artifactory|nexus|verdaccio|mirror)[^\s/'"]*[.:]/;
  const found = everyText.filter(({ text }) => registry.test(text)).map(({ path }) => path);
  t.deepEqual(found, [], 'Leave the registry to the npm settings of whoever installs.');
});
