import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { userTarget } from '../../../campaign/external-target.ts';
import { emptyFolder } from '../../cli/whitewater.ts';

/** As short as a target can be. */
const MINE = `{
  family: 'pure',
  name: 'mine',
  capabilities: { persistence: true, proposals: true, symmetric: true },
  boot: () => ({ state: {}, effects: [] }),
  step: () => ({ state: {}, effects: [] }),
  view: () => ({}),
  viewDurable: () => ({}),
  classify: () => ({}),
}`;

function fileWith(t: ExecutionContext, name: string, source: string): string {
  // No package.json says what kind of module it is: a source in TypeScript is an ES module.
  const file = join(emptyFolder(t), name);
  writeFileSync(file, source);
  return file;
}

const RIGHT: Readonly<Record<string, readonly [string, string]>> = {
  'the default export': ['a.mjs', `export default ${MINE}; export const rest = 1`],
  'the only export that is one': ['a.mjs', `export const rest = {}; export const it = ${MINE}`],
  'an export of CommonJS': ['a.cjs', `module.exports = ${MINE}`],
  'one of several exports of CommonJS': ['a.cjs', `exports.rest = 1; exports['it'] = ${MINE}`],
  'what a compiler makes of a default': [
    'a.cjs',
    `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${MINE}`,
  ],
  TypeScript: ['a.ts', `const rest: number = 1; export default ${MINE}; export { rest }`],
};

for (const [what, [name, source]] of Object.entries(RIGHT)) {
  test(`a target is taken from a module: ${what}`, async (t) => {
    const entry = await userTarget(fileWith(t, name, source));
    t.is(entry.name, 'mine');
    t.deepEqual(entry.expected, { verdict: 'held' });
    t.deepEqual(entry.nodes, [3, 5]);
  });
}

const WRONG: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a syntax error': ['const = 1', /it cannot be imported: SyntaxError: Unexpected token '='$/],
  'an exception': ["throw new TypeError('no\\nluck')", /it cannot be imported: TypeError: no$/],
  'no target': ['export const a = 1; export default {}', /it exports no target: an object with/],
  'several targets': [
    `export const a = ${MINE}; export const b = { ...a, name: 'other' };`,
    /it exports several targets: mine, other; make one the default export$/,
  ],
  'a missing function': [
    `export default { ...${MINE}, classify: undefined }`,
    /mine has no function classify$/,
  ],
  'a vague promise': [
    `export default { ...${MINE}, capabilities: { persistence: 1 } }`,
    /mine\.capabilities\.persistence must be true or false$/,
  ],
  'an empty name': [`export default { ...${MINE}, name: '' }`, /a target named '': use/],
  'a name that is taken': [
    `export default { ...${MINE}, name: 'raft' }`,
    /a target named raft comes with whitewater: rename yours$/,
  ],
  'live code without a host': [
    "export default { name: 'l', create() {}, deliver() {}, view() {} }",
    /l is live code: export what live\(\.\.\.\) makes of it$/,
  ],
  'something that cannot be loaded': [
    `export default { ...${MINE}, load() { throw new Error('no such package'); } }`,
    /mine cannot be loaded: Error: no such package$/,
  ],
};

async function isRefused(t: ExecutionContext, file: string, message: RegExp): Promise<void> {
  const refusal = await t.throwsAsync(userTarget(file), { instanceOf: Refusal, message });
  t.true(refusal?.message.startsWith(`${file}: `), 'it must say of which file it speaks');
  t.notRegex(refusal?.message ?? '', /\p{Cc}/u, 'a refusal is one line');
}

for (const [what, [source, message]] of Object.entries(WRONG)) {
  test(`a module with ${what} is refused in one line`, async (t) => {
    await isRefused(t, fileWith(t, 'a.mjs', source), message);
  });
}

test('what is no module, or cannot be imported by this Node, is refused in one line', async (t) => {
  const folder = emptyFolder(t);
  await isRefused(t, join(folder, 'nobody.js'), /there is no such file$/);
  mkdirSync(join(folder, 'a.js'));
  await isRefused(t, join(folder, 'a.js'), /it is not a file$/);
  const typed = fileWith(t, 'a.ts', 'export const = 1');
  await isRefused(t, typed, /a\.ts\(1,14\): error TS\d+/);
});

test('a target for large clusters is met in clusters that are large enough', async (t) => {
  const source = `export default { ...${MINE}, smallestCluster: 4 }`;
  t.deepEqual((await userTarget(fileWith(t, 'a.mjs', source))).nodes, [5]);
});
