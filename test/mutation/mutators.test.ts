import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { root, textFiles } from '../house/checkout.ts';
import { mutantsOf, mutated, type Mutant } from './mutators.ts';
import { testsOf } from './related-tests.ts';
import { reportText, scoresOf } from './report.ts';
import { sampleOf } from './sample.ts';

/** Each mutant of a source, as the whole text that it makes of it. */
function textsOf(source: string): readonly string[] {
  return mutantsOf('a.ts', source).map((mutant) => mutated(source, mutant));
}

const examples: readonly (readonly [source: string, mutants: readonly string[]])[] = [
  ['x = a < b;', [';', 'x = a <= b;']],
  ['x = a === b;', [';', 'x = a !== b;']],
  ['x = a && b ?? c;', [';', 'x = a && b && c;', 'x = a || b ?? c;']],
  ['x = -a + 1;', [';', 'x = -a - 1;', 'x = a + 1;']],
  ['const x = !a;', ['const x = a;']],
  ['const x = true;', ['const x = false;']],
  ['if (a) b();', ['if (true) b();', 'if (false) b();', 'if (a) ;']],
  ['const x = a ? 1 : 2;', ['const x = true ? 1 : 2;', 'const x = false ? 1 : 2;']],
  ['const x = a.filter(b);', ['const x = a;']],
  ['const x = Math.min(a, b);', ['const x = Math.max(a, b);']],
  ['function f() { return 1; }', ['function f() {}']],
  ['const f = () => a;', ['const f = () => undefined;']],
  ["const x = 'two words';", ["const x = '';"]],
  ['const x = `n${a} left`;', ["const x = '';"]],
];

for (const [source, mutants] of examples) {
  test(`mutants of: ${source}`, (t) => t.deepEqual(textsOf(source), mutants));
}

test('types, imports and names have no mutants', (t) => {
  const source = "import a from 'b c';\ntype T = 'd e' | true;\nconst x: T = f<'g h'>('name');\n";
  t.deepEqual(textsOf(source), []);
});

test('every mutant of a source is a program, and differs from it', (t) => {
  for (const { path, text } of textFiles(['faults/partition.ts'])) {
    for (const mutant of mutantsOf(path, text)) {
      const program = mutated(text, mutant);
      const { diagnostics = [] } = ts.transpileModule(program, { reportDiagnostics: true });
      t.deepEqual(diagnostics, [], `${path}:${mutant.line} ${mutant.mutator}`);
      t.not(program, text);
    }
  }
});

test('a sample depends on its seed alone, and a larger one contains it', (t) => {
  const source = 'export const f = (a, b, c) => (a < b && b < c) || (a === c && c !== 0 && !b);';
  const mutants = mutantsOf('a.ts', source);
  const of = (size: number, seed: number): readonly Mutant[] =>
    sampleOf(mutants, size, seed, () => source);
  t.deepEqual(of(4, 1), of(4, 1));
  t.deepEqual(of(8, 1).slice(0, 4), of(4, 1));
  t.notDeepEqual(of(4, 1), of(4, 2));
  t.is(of(1000, 1).length, mutants.length);
});

test('the tests of a source are those of its folder that reach it', (t) => {
  const tests = testsOf(root, 'properties/wording.ts');
  t.true(tests.includes('test/properties/parts.test.ts'));
  t.true(tests.every((path) => path.startsWith('test/properties/')));
  t.false(testsOf(root, 'properties/progress.ts').includes('test/properties/parts.test.ts'));
});

test('every folder under mutation has tests of its own', (t) => {
  for (const room of ['properties', 'faults', 'search/shrinking']) {
    const names = readdirSync(join(root, 'test', room));
    t.true(
      names.some((name) => name.endsWith('.test.ts')),
      `move the tests of ${room}/ to test/${room}/`,
    );
  }
});

test('a score counts what was noticed of what was tried, and survivors are named', (t) => {
  const mutants = mutantsOf('room/a.ts', 'if (a < b) c();');
  const fates = ['killed', 'timed-out', 'survived', 'untested'] as const;
  const trials = mutants.slice(0, 4).map((mutant, at) => {
    return { mutant, fate: fates[at] ?? 'killed', by: '' };
  });
  const [score] = scoresOf(mutants, trials);
  t.is(score?.percent, 50);
  const text = reportText(scoresOf(mutants, trials), trials);
  t.regex(text, /^room +50\.0 % +1 killed and 1 timed out of 4 tried \(4 in all\)\n/);
  t.regex(text, /^survived {2}room\/a\.ts:1:7 boundary: < → <=$/m);
});
