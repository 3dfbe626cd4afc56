/** The first test of a project, for its runner. */
import type { RunnerName } from './runners.ts';

const IMPORTS: Readonly<Record<RunnerName, string>> = {
  node: "import test from 'node:test';",
  ava: "import test from 'ava';",
  vitest: "import { test } from 'vitest';",
  jest: "import { test } from '@jest/globals';",
};

/** `target` is the module that exports the election, as the test imports it. */
export function testText(runner: RunnerName, target: string): string {
  const hunt = "check(election, { properties: ['election-safety'] })";
  const search = 'explore(election, { nodes: 3, maxDecisions: 7 })';
  return [
    IMPORTS[runner],
    "import { check, explore } from 'whitewater';",
    `import { election } from '${target}';`,
    '',
    '// Random runs with faults. Without `properties`, all claims of Raft are judged.',
    ...testLines(runner, 'whatever goes wrong, a term has at most one leader', hunt),
    '',
    '// Every possible run within the bounds, shortest first.',
    ...testLines(runner, 'no run of up to seven decisions breaks a property', search),
    '',
  ].join('\n');
}

/** Ava is told by its own assertions that a test has tested something. */
function testLines(runner: RunnerName, title: string, statement: string): readonly string[] {
  if (runner !== 'ava') return [`test('${title}', () => {`, `  ${statement};`, '});'];
  return [`test('${title}', (t) => {`, `  t.notThrows(() => ${statement});`, '});'];
}
