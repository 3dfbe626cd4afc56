// Which file of a package a realm loads, for packages that offer more than one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Realm } from '../../../adapters/live/realm.ts';
import { CannotRun } from '../../../simulator/target.ts';

const COMMON = "module.exports = 'CommonJS';";
const MODERN = "export default 'an ES module';";

/** What a realm makes of a package called `dual` that says this of its exports. */
function loaded(t: ExecutionContext, exported: unknown, specifier = 'dual'): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'required-file-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const home = join(folder, 'node_modules', 'dual');
  mkdirSync(home, { recursive: true });
  const manifest = JSON.stringify({ name: 'dual', version: '1.0.0', exports: exported });
  writeFileSync(join(home, 'package.json'), manifest);
  writeFileSync(join(home, 'common.cjs'), COMMON);
  writeFileSync(join(home, 'modern.mjs'), MODERN);
  return new Realm().require(specifier, join(folder, 'index.cjs'));
}

const BOTH = { 'module-sync': './modern.mjs', import: './modern.mjs', default: './common.cjs' };

const SHAPES: readonly (readonly [shape: string, exported: unknown, specifier?: string])[] = [
  ['its main entry alone', BOTH],
  ['a map of subpaths', { '.': BOTH }],
  ['alternatives in a list', { '.': [BOTH] }],
  ['conditions within conditions', { '.': { node: BOTH, default: './modern.mjs' } }],
  ['a subpath', { '.': './modern.mjs', './part': BOTH }, 'dual/part'],
];

for (const [shape, exported, specifier] of SHAPES) {
  test(`Of a package with an ES module for newer Node, a realm loads the CommonJS: ${shape}`, (t) => {
    t.is(loaded(t, exported, specifier), 'CommonJS');
  });
}

test('A package that offers ES modules alone is not said to be missing', (t) => {
  const error = t.throws(() => loaded(t, { '.': { import: './modern.mjs' } }), {
    instanceOf: CannotRun,
  });
  t.regex(error.message, /^dual offers ES modules alone: .*takenOver\(\(\) => import/);
});
