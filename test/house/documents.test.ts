import test from 'ava';
import { allPaths, textFiles } from './checkout.ts';
import { holdingsOf, missingPaths } from './named-paths.ts';

const holdings = holdingsOf(allPaths());

/** The change log may name paths that no longer exist. */
const documents = textFiles(['.md']).filter(({ path }) => path !== 'CHANGELOG.md');

/** Files that a document tells its readers to make. */
const examples = new Set([
  'CONTRIBUTING.md targets/mutants/commits-any-term.ts',
  'docs/BRING-YOUR-OWN.md test/double-election.json',
  'docs/REPORTS.md report.md',
]);

test('Every path that a document names exists', (t) => {
  t.true(documents.length >= 6, 'README.md, CONTRIBUTING.md and those in docs/ are not found');
  const missing = documents
    .flatMap(({ path, text }) => missingPaths(path, text, holdings))
    .filter((line) => !examples.has(line.replace(/:\d+ /, ' ')));
  t.deepEqual(missing, [], 'Name these paths as they are now, or create what is missing.');
});

test('Every file of the project that a benchmark starts exists', (t) => {
  const named = textFiles(['.ts'])
    .filter(({ path }) => path.startsWith('bench/'))
    .flatMap(({ text }) => [...text.matchAll(/'((?:test|examples)\/[\w./-]+)'/g)])
    .map(([, path = '']) => path);
  t.true(named.length >= 2, 'no benchmark names a file: mend the pattern of this test');
  const all = allPaths();
  t.deepEqual(
    named.filter((path) => !all.includes(path)),
    [],
    'npm run bench breaks off there.',
  );
});

const small = holdingsOf([
  'core/rules.ts',
  'docs/GUIDE.md',
  'docs/OTHER.md',
  'search/running/run.ts',
]);

test('A path that does not exist is found wherever it stands', (t) => {
  const bad = [
    'The rules are in `core/laws.ts`, a run in `walking/run.ts`,',
    'everything else in `laboratory/`, `lexicon.ts` or `core/old`: see [this](MISSING.md#there).',
    'Never `search/*/run.ts` but `search/hunting/*.ts`; start with `node cli/start.ts`.',
    '```',
    'World ──▶ Target      core/step.ts',
    '```',
    'Then `core/none.ts:12`.',
  ].join('\n');
  t.deepEqual(missingPaths('docs/GUIDE.md', bad, small), [
    'docs/GUIDE.md:1 core/laws.ts',
    'docs/GUIDE.md:1 walking/run.ts',
    'docs/GUIDE.md:2 laboratory/',
    'docs/GUIDE.md:2 lexicon.ts',
    'docs/GUIDE.md:2 core/old',
    'docs/GUIDE.md:2 MISSING.md',
    'docs/GUIDE.md:3 search/hunting/*.ts',
    'docs/GUIDE.md:3 cli/start.ts',
    'docs/GUIDE.md:5 core/step.ts',
    'docs/GUIDE.md:7 core/none.ts',
  ]);
});

test('Paths that exist, files of the reader and files that commands make are in order', (t) => {
  const good = [
    'In `core/`, `core/rules.ts`, `rules.ts` and `running/run.ts:3`; [there](OTHER.md#part).',
    '[Outside](https://example.org/none.md), `./mine.ts`, `election.js`, `.whitewater/findings/`,',
    '`node:fs`, `--out dir/`, `and/or`, `world.nowMs`, `search/*/run.ts`, `docs/api/index.html`.',
    '```ts',
    "import { election } from './election.ts';",
    '```',
  ].join('\n');
  t.deepEqual(missingPaths('docs/GUIDE.md', good, small), []);
});

/** `test/….test.ts`: "title", "title": what a table of promises names. */
const NAMED_TESTS = /`(test\/[^`]+)`: ((?:"[^"]*"(?:, )?)+)/g;

test('Every test that the promises name exists, with that title', (t) => {
  const page = documents.find(({ path }) => path === 'docs/RELIABILITY.md')?.text ?? '';
  const sources = new Map(textFiles(['.ts']).map(({ path, text }) => [path, text]));
  const named = [...page.matchAll(NAMED_TESTS)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]*)"/g)].map(([, title = '']) => ({ file, title })),
  );
  t.true(named.length > 30, 'the promises were not found: this test proves nothing');
  const missing = named.filter(({ file, title }) => {
    const source = sources.get(file) ?? '';
    return !title.split('…').every((part) => source.includes(part.trim()));
  });
  t.deepEqual(missing, [], 'Name these tests as they are now in docs/RELIABILITY.md.');
});
