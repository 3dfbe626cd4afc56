import test from 'ava';
import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { root } from './checkout.ts';

// The project's own configuration, less the rules that need the types of the whole project: the bad
// examples are no files.
const untyped = tseslint.configs.disableTypeChecked as Linter.Config;
const eslint = new ESLint({ cwd: root, overrideConfig: { files: ['**/*.ts'], ...untyped } });

/** What lint says of this text, were it the file of that path. */
async function complaints(filePath: string, text: string): Promise<readonly string[]> {
  const results = await eslint.lintText(text, { filePath });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId ?? 'lint'}: ${message}`),
  );
}

const deterministic = ['core', 'trace', 'simulator', 'faults', 'properties', 'search'];

const outside: readonly (readonly [code: string, advice: RegExp])[] = [
  ['export const at = Date.now();', /Time is world\.nowMs/],
  ['export const at = new Date();', /Time is world\.nowMs/],
  ['export const at = performance.now();', /Time is world\.nowMs/],
  ['export const at = globalThis.performance.now();', /Time is world\.nowMs/],
  ['export const at = process.hrtime.bigint();', /knows no machine/],
  ['export const x = Math.random();', /Luck has a name/],
  ['export const { random } = Math;', /Luck has a name/],
  ['export const x = crypto.randomUUID();', /Luck has a name/],
  ['export const x = crypto.getRandomValues(new Uint8Array(1));', /Luck has a name/],
  ["import { randomBytes } from 'node:crypto';\nexport const x = randomBytes(1);", /Luck/],
  ['setTimeout(() => undefined, 1);', /Nothing waits here/],
  ['setInterval(() => undefined, 1);', /Nothing waits here/],
  ['setImmediate(() => undefined);', /Nothing waits here/],
  ['queueMicrotask(() => undefined);', /Nothing waits here/],
  ['globalThis.setTimeout(() => undefined, 1);', /Nothing waits here/],
  ['export const signal = AbortSignal.timeout(1);', /Nothing waits here/],
  ['export const held = new WeakRef({});', /garbage collector/],
];

for (const folder of deterministic) {
  test(`Lint keeps the clock and the dice out of ${folder}`, async (t) => {
    for (const [code, advice] of outside) {
      const said = await complaints(`${folder}/example.ts`, code);
      t.true(
        said.some((line) => advice.test(line)),
        `eslint.config.js lets this into ${folder}: ${code}`,
      );
    }
  });
}

test('The live host, the command line and the tests may ask the real clock', async (t) => {
  for (const file of ['adapters/live/example.ts', 'cli/example.ts', 'test/core/a.test.ts']) {
    t.deepEqual(await complaints(file, 'export const at = Date.now();'), [], file);
  }
});

test('Lint passes what a deterministic folder may say', async (t) => {
  const code = 'export const half = (count: number): number => Math.floor(count / 2);';
  t.deepEqual(await complaints('core/example.ts', code), []);
});

const lines = (count: number): string => 'export {};\n'.repeat(count);
const longFunction = (count: number): string =>
  `export function long(): void {\n${'  // a line\n'.repeat(count - 2)}}\n`;

const badEverywhere: readonly (readonly [rule: string, code: string])[] = [
  ['max-lines', lines(301)],
  ['max-lines', '\n'.repeat(300) + lines(1)],
  ['max-lines-per-function', longFunction(41)],
  ['@typescript-eslint/no-explicit-any', 'export const x = (y: any): unknown => y;'],
  ['eqeqeq', 'export const same = (a: number, b: number): boolean => a == b;'],
  ['no-var', '/* eslint-disable */\nexport var x = 1;'],
];

for (const [index, [rule, code]] of badEverywhere.entries()) {
  test(`Lint refuses in any folder: ${rule} (${index + 1})`, async (t) => {
    for (const file of ['core/example.ts', 'cli/example.ts', 'test/core/a.test.ts']) {
      const said = await complaints(file, code);
      t.true(
        said.some((line) => line.startsWith(`${rule}:`)),
        `eslint.config.js no longer has ${rule} for ${file}.`,
      );
    }
  });
}

test('A file of 300 lines and a function of 40 are not too long', async (t) => {
  t.deepEqual(await complaints('core/example.ts', lines(300)), []);
  t.deepEqual(await complaints('core/example.ts', longFunction(40)), []);
});

test('Only the command line, benchmarks and tests print', async (t) => {
  const code = "console.log('hello');";
  t.regex((await complaints('campaign/example.ts', code)).join(), /no-console/);
  t.deepEqual(await complaints('cli/example.ts', code), []);
});

test('The rules that need types are on for the real files', async (t) => {
  const config = (await new ESLint({ cwd: root }).calculateConfigForFile(
    'core/raft.ts',
  )) as Linter.Config;
  for (const rule of [
    'no-floating-promises',
    'no-unsafe-call',
    'no-non-null-assertion',
    'switch-exhaustiveness-check',
  ]) {
    const severity = [config.rules?.[`@typescript-eslint/${rule}`]].flat()[0];
    t.is(severity, 2, `Turn ${rule} on again in eslint.config.js.`);
  }
});
