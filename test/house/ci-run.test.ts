import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import test from 'ava';
import { root } from './checkout.ts';

/** What the commands that .ci/run starts would print and exit with. */
interface Commands {
  readonly report: string;
  /** The commands that fail, as npm is asked for them: `test`, `run lint`, `start`… */
  readonly failing?: readonly string[];
}

interface Outcome {
  readonly status: number | null;
  readonly lastLine: string | undefined;
  /** What is told of failures once more, before the last line. */
  readonly failures: string;
  readonly commands: readonly string[];
}

/** Runs .ci/run in an empty checkout, with an npm that only plays its part. */
function ciRun({ report, failing = [] }: Commands): Outcome {
  const checkout = mkdtempSync(join(tmpdir(), 'whitewater-'));
  try {
    mkdirSync(join(checkout, '.ci'));
    copyFileSync(join(root, '.ci/run'), join(checkout, '.ci/run'));
    writeFileSync(join(checkout, 'report'), report);
    writeFileSync(join(checkout, 'npm'), npmThatFailsIn(failing));
    chmodSync(join(checkout, 'npm'), 0o755);
    // Nor are servers installed: no test installs anything.
    writeFileSync(join(checkout, 'apt-get'), '#!/bin/sh\n', { mode: 0o755 });
    const PATH = `${checkout}${delimiter}${process.env['PATH'] ?? ''}`;
    const there = 'no need to install one';
    const machine = { WHITEWATER_CHROMIUM: there, WHITEWATER_RUST: there };
    const env = { ...process.env, PATH, ...machine };
    const { status, stdout } = spawnSync('bash', [join(checkout, '.ci/run')], {
      env,
      encoding: 'utf8',
    });
    const lines = stdout.trimEnd().split('\n');
    const commands = lines.filter((line) => line.startsWith('npm: '));
    const [, ...failures] = stdout.split('\n== failed: ');
    return { status, lastLine: lines.at(-1), commands, failures: failures.join('\n') };
  } finally {
    rmSync(checkout, { recursive: true });
  }
}

function npmThatFailsIn(failing: readonly string[]): string {
  return `#!/usr/bin/env bash
echo "npm: $*"
if [ "$*" = test ]; then cat report; fi
case "$*" in
  'run test:commands' | 'run test:long' | 'run test:fleet' | 'run test:browser' | \\
  'run test:wasm' | 'run test:trace-validation' | 'run test:package')
    printf '  ✔ c\\n  ─\\n\\n  1 test passed\\n' ;;
esac
case ",${failing.join(',')}," in *",$*,"*) exit 1 ;; esac
`;
}

const green = '  ✔ a › first\n  ✔ a › second (1.2s)\n  ─\n\n  2 tests passed\n';
const red = `  ✔ a › first
  ✘ [fail]: a › second Error thrown in test
  ✔ b › third
  ─

  a › second

  Expected 7 tests passed

  ─

  1 test failed
`;
const crashed = `  ✔ a › first
  Uncaught exception in test/b.test.ts
  ✘ No tests found in test/b.test.ts
  ─

  1 test passed
  1 uncaught exception
`;

test('A green run starts every command in its order, and counts the tests', (t) => {
  t.deepEqual(ciRun({ report: green }), {
    status: 0,
    lastLine: '9 passed, 0 failed',
    failures: '',
    commands: [
      'npm: ci --prefix targets/npm --ignore-scripts',
      'npm: ci',
      'npm: test',
      'npm: run test:commands',
      'npm: run test:long',
      'npm: run test:fleet',
      'npm: run test:browser',
      'npm: run test:wasm',
      'npm: run test:trace-validation',
      'npm: run lint',
      'npm: run lint:workflows',
      'npm: run typecheck',
      'npm: run docs',
      'npm: run test:package',
      'npm: start',
    ],
  });
});

test('A failing test is counted, and so are those that passed beside it', (t) => {
  const { status, lastLine, failures } = ciRun({ report: red, failing: ['test'] });
  t.is(lastLine, '9 passed, 1 failed');
  t.is(status, 1);
  t.regex(failures, /^npm ci && npm test\n {2}✘ \[fail\]: a › second Error thrown in test\n/);
  t.regex(failures, /Expected 7 tests passed/);
  t.notRegex(failures, /✔/, 'what passed is not told again');
});

test('A file that does not load is a failure', (t) => {
  const { status, lastLine } = ciRun({ report: crashed, failing: ['test'] });
  t.is(lastLine, '8 passed, 1 failed');
  t.is(status, 1);
});

test('Colours do not hide the counts', (t) => {
  const coloured = '  \u001b[32m✔\u001b[39m a\n  ─\n\n  \u001b[32m1 test passed\u001b[39m\n';
  t.is(ciRun({ report: coloured }).lastLine, '8 passed, 0 failed');
});

test('Packages under test, lint, types and the first run count when they fail, and stop nothing', (t) => {
  const { status, lastLine, commands, failures } = ciRun({
    report: green,
    failing: ['ci --prefix targets/npm --ignore-scripts', 'run lint', 'run typecheck', 'start'],
  });
  t.is(lastLine, '9 passed, 4 failed');
  t.is(status, 1);
  t.is(commands.at(-1), 'npm: start');
  t.regex(failures, /^npm run lint\nnpm: run lint$/m, 'the end of what it printed');
});

test('A run without a count is a failure, whatever the test command says', (t) => {
  for (const failing of [[], ['ci'], ['test']]) {
    const { status, lastLine } = ciRun({ report: 'nothing to see here\n', failing });
    t.is(lastLine, '7 passed, 1 failed');
    t.is(status, 1);
  }
});
