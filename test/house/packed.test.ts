// What is packed for npm, beside what is compiled: a reader of the package finds what it names.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { allPaths, root } from './checkout.ts';
import { holdingsOf, missingLinks } from './named-paths.ts';

/** Without what the build makes: that is tried by `npm run test:package`. */
const packed = packedFiles().filter((path) => !path.startsWith('dist/'));

function packedFiles(): readonly string[] {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const told = execFileSync('npm', words, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
  const [made] = JSON.parse(told) as readonly [{ files: readonly { readonly path: string }[] }];
  return made.files.map(({ path }) => path);
}

test('Every link in a packed document leads to a packed file', (t) => {
  const documents = packed.filter((path) => path.endsWith('.md'));
  t.true(documents.length > 20, 'README.md and those in docs/ are not packed');
  const holdings = holdingsOf(packed);
  const broken = documents.flatMap((path) => {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    return lines.flatMap((line) => missingLinks(path, line, holdings).map((to) => `${path} ${to}`));
  });
  t.deepEqual(broken, [], 'Add these to "files" in package.json, or say where they are.');
});

test('Nothing is packed that a build of an example has made', (t) => {
  const sources = new Set(allPaths().filter((path) => !path.endsWith('.wasm')));
  t.deepEqual(
    packed.filter((path) => !sources.has(path)),
    [],
    'Exclude these in "files" of package.json: they are no sources.',
  );
  t.true(packed.includes('sdk/c/whitewater.h'));
  t.true(packed.includes('examples/go-etcd-raft/main.go'));
});
