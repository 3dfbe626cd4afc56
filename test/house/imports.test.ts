import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import extractRules from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { root } from './checkout.ts';

/** One import that a rule must refuse: in which file, of what, and the name of the rule. */
interface BadImport {
  readonly file: string;
  readonly line: string;
  readonly rule: string;
}

function bad(file: string, line: string, rule: string): BadImport {
  return { file, line, rule };
}

const badImports: readonly BadImport[] = [
  bad('core/a.ts', "import '../trace/ok.ts';", 'core-imports'),
  bad('core/b.ts', "import type { Ok } from '../trace/ok.ts';", 'core-imports'),
  bad('core/c.ts', "import 'zod';", 'core-imports'),
  bad('core/d.ts', "import 'node:crypto';", 'core-imports'),
  bad('trace/a.ts', "import '../core/ok.ts';", 'trace-imports'),
  bad('trace/b.ts', "import 'node:util';", 'trace-imports'),
  bad('simulator/a.ts', "import '../core/ok.ts';", 'simulator-imports'),
  bad('simulator/b.ts', "import type { Ok } from '../faults/ok.ts';", 'simulator-imports'),
  bad('simulator/c.ts', "import 'node:timers';", 'simulator-is-the-same-on-every-machine'),
  bad('properties/a.ts', "import '../simulator/ok.ts';", 'properties-imports'),
  bad('properties/b.ts', "import type { Ok } from '../targets/ok.ts';", 'properties-imports'),
  bad('properties/c.ts', "import 'node:util';", 'properties-is-the-same-on-every-machine'),
  bad('targets/a.ts', "import '../faults/ok.ts';", 'targets-imports'),
  bad('targets/b.ts', "import '../properties/ok.ts';", 'targets-imports'),
  bad('faults/a.ts', "import '../core/ok.ts';", 'faults-imports'),
  bad('faults/b.ts', "import '../targets/ok.ts';", 'faults-imports'),
  bad('faults/c.ts', "import '../properties/ok.ts';", 'faults-imports'),
  bad('faults/d.ts', "import '../search/ok.ts';", 'faults-imports'),
  bad('faults/e.ts', "import 'node:crypto';", 'faults-is-the-same-on-every-machine'),
  bad('search/a.ts', "import '../core/ok.ts';", 'search-imports'),
  bad('search/b.ts', "import '../targets/ok.ts';", 'search-imports-types'),
  bad('search/c.ts', "export const later = import('../campaign/ok.ts');", 'search-imports'),
  bad('search/d.ts', "import 'node:util';", 'search-is-the-same-on-every-machine'),
  bad('adapters/a.ts', "import '../targets/ok.ts';", 'adapters-imports'),
  bad('adapters/b.ts', "import '../campaign/ok.ts';", 'adapters-imports'),
  bad('simulator/e.ts', "import '../adapters/ok.ts';", 'simulator-imports'),
  bad('reports/a.ts', "import '../simulator/ok.ts';", 'reports-imports'),
  bad('reports/b.ts', "import { ok } from '../search/ok.ts';", 'reports-imports-types'),
  bad('reports/c.ts', "export * from '../faults/ok.ts';", 'reports-imports-types'),
  bad('reports/d.ts', "import '../properties/ok.ts';", 'reports-imports-types'),
  bad('campaign/a.ts', "import '../cli/ok.ts';", 'campaign-imports'),
  bad('campaign/b.ts', "import '../reports/ok.ts';", 'campaign-imports'),
  bad('library/a.ts', "import '../cli/ok.ts';", 'library-imports'),
  bad('library/b.ts', "import '../targets/ok.ts';", 'library-imports'),
  bad('library/c.ts', "import 'fast-check';", 'fast-check-has-its-place'),
  bad('cli/a.ts', "import '../test/ok.ts';", 'entrances-lead-inwards'),
  bad('properties/d.ts', "import 'fast-check';", 'fast-check-has-its-place'),
  bad('campaign/c.ts', "import 'fast-check';", 'fast-check-has-its-place'),
  bad('reports/page/client/a.ts', "import '../../formats.ts';", 'page-client-imports'),
  bad('reports/page/client/b.ts', "import 'esbuild';", 'page-client-imports'),
  bad('reports/page/client/c.ts', "import 'node:util';", 'page-parts-run-everywhere'),
  bad('reports/page/parts/a.ts', "import 'node:util';", 'page-parts-run-everywhere'),
  bad('reports/page/a.ts', "import './client/ok.ts';", 'page-client-stays-in-the-browser'),
  bad('reports/page/b.ts', "import 'lit-html';", 'lit-html-has-its-place'),
  bad('reports/page/c.ts', "import 'esbuild';", 'esbuild-has-its-place'),
  bad('reports/html/a.ts', "import 'chalk';", 'chalk-has-its-place'),
  bad('cli/b.ts', "import 'chalk';", 'chalk-has-its-place'),
  bad('search/e.ts', "import 'zod';", 'zod-has-its-place'),
  bad('campaign/d.ts', "import 'commander';", 'commander-has-its-place'),
  bad('reports/terminal/a.ts', "import 'log-update';", 'log-update-has-its-place'),
  bad('cli/f.ts', "export const queue = import('bullmq');", 'bullmq-has-its-place'),
  bad('campaign/f.ts', "import 'ioredis';", 'ioredis-has-its-place'),
  bad('library/f.ts', "import 'pg';", 'pg-has-its-place'),
  bad('cli/d.ts', "import 'wrap-ansi';", 'wrap-ansi-has-its-place'),
  bad('reports/story/a.ts', "import 'string-width';", 'string-width-has-its-place'),
  bad('cli/e.ts', "import 'cli-truncate';", 'cli-truncate-has-its-place'),
  bad('cli/c.ts', "import 'left-pad';", 'packages-are-chosen'),
  ...['fs', 'fs/promises', 'child_process', 'worker_threads', 'process', 'perf_hooks'].map(
    (name, index) =>
      bad(
        `reports/machine-${index}.ts`,
        `import 'node:${name}';`,
        'machine-only-in-campaign-and-cli',
      ),
  ),
  bad('targets/c.ts', "import 'fs';", 'machine-only-in-campaign-and-cli'),
  bad('adapters/live/a.ts', "import 'node:fs';", 'machine-only-in-campaign-and-cli'),
  bad('trace/one.ts', "import './other.ts';", 'no-circles'),
  bad('trace/utils/a.ts', "import '../ok.ts';", 'no-drawer-for-everything'),
  bad('trace/e.ts', "import './helpers/ok.ts';", 'no-drawer-for-everything'),
  bad('trace/f.ts', "import './nowhere.ts';", 'resolvable'),
];

/** Imports that every rule must let pass. */
const goodImports: Readonly<Record<string, string>> = {
  'simulator/good.ts': "import '../trace/ok.ts';",
  'adapters/live/good.ts': "import 'node:timers';",
  'adapters/program/good.ts': "import 'node:child_process';\nimport 'zod';",
  'properties/good.ts': "import '../trace/ok.ts';",
  'faults/good.ts': "import 'fast-check';\nimport 'zod';\nimport '../simulator/ok.ts';",
  'targets/good.ts': "import '../core/ok.ts';\nimport '../simulator/ok.ts';\nimport './ok.ts';",
  'search/good.ts': "import 'fast-check';\nimport type { Ok } from '../targets/ok.ts';",
  'search/identity.ts': "import 'node:crypto';\nimport '../faults/ok.ts';",
  'reports/good.ts': "import type { Ok } from '../search/ok.ts';\nimport '../trace/ok.ts';",
  'reports/terminal/good.ts': "import 'chalk';",
  'campaign/good.ts': "import 'node:fs';\nimport '../search/ok.ts';\nimport '../targets/ok.ts';",
  'cli/good.ts': "import 'commander';\nimport '../campaign/ok.ts';\nimport '../core/ok.ts';",
  'bench/good.ts': "import 'node:perf_hooks';\nimport 'fast-check';\nimport '../cli/ok.ts';",
  'test/core/good.test.ts': "import 'ava';\nimport 'node:fs';\nimport '../../core/ok.ts';",
};

const folders =
  'core trace simulator adapters properties faults targets search reports campaign cli test';
const packages =
  'ava bullmq chalk cli-truncate commander esbuild fast-check ioredis left-pad lit-html ' +
  'log-update pg string-width wrap-ansi zod';

function houseOfBadImports(): Record<string, string> {
  const files: Record<string, string> = { ...goodImports, 'package.json': '{"type":"module"}' };
  const ok = 'export type Ok = 1;\nexport const ok = 1;';
  for (const folder of [...folders.split(' '), 'trace/helpers', 'reports/page/client'])
    files[`${folder}/ok.ts`] = ok;
  for (const name of packages.split(' ')) {
    files[`node_modules/${name}/package.json`] = `{"name":"${name}","main":"main.js"}`;
    files[`node_modules/${name}/main.js`] = '';
  }
  for (const { file, line } of badImports) files[file] = line;
  files['trace/other.ts'] = "import type { One } from './one.ts';\nexport type Other = One;";
  return files;
}

const { options, ...ruleSet } = await extractRules(join(root, '.dependency-cruiser.mjs'));

/** What the import rules of the project say of a house of these files: `file: rule`. */
async function violations(files: Readonly<Record<string, string>>): Promise<ReadonlySet<string>> {
  const house = mkdtempSync(join(tmpdir(), 'whitewater-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), text);
    }
    const how: ICruiseOptions = { ...options, ruleSet, validate: true, baseDir: house };
    const { output } = await cruise(['.'], how);
    if (typeof output === 'string') throw new Error(`dependency-cruiser printed: ${output}`);
    return new Set(output.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`));
  } finally {
    rmSync(house, { recursive: true });
  }
}

const found = violations(houseOfBadImports());

for (const { file, line, rule } of badImports) {
  test(`The import rules refuse in ${file}: ${line}`, async (t) => {
    t.true((await found).has(`${file}: ${rule}`), `${rule} no longer fires: look at its paths.`);
  });
}

test('Every import rule is tried on a bad import', (t) => {
  const tried = new Set(badImports.map(({ rule }) => rule));
  const untried = (ruleSet.forbidden ?? []).filter(({ name }) => !tried.has(name ?? ''));
  t.deepEqual(
    untried.map(({ name }) => name),
    [],
    'Add a bad import for each of these rules.',
  );
});

test('The import rules let good imports pass', async (t) => {
  const refused = [...(await found)].filter((line) => (line.split(':')[0] ?? '') in goodImports);
  t.deepEqual(refused, []);
});
