import { LONG_TESTS } from './test/long-tests.js';

const elsewhere = [
  ...LONG_TESTS,
  'test/browser/**',
  'test/cli/**',
  'test/fleet/**',
  'test/node-versions/**',
  'test/package/**',
  'test/trace-validation/**',
  'test/wasm/**',
];

export default {
  extensions: { ts: 'module' },
  files: ['test/**/*.test.ts', ...elsewhere.map((files) => `!${files}`)],
  nodeArguments: ['--import=./ts-register.mjs'],
  // A process for each file: a package under test may take over timers, eat the heap or exit.
  workerThreads: false,
  timeout: '2m',
};
