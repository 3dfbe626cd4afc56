export default {
  extensions: { ts: 'module' },
  files: ['test/**/*.test.ts', '!test/cli/**', '!test/package/**'],
  nodeArguments: ['--import=./ts-register.mjs'],
  // A process for each file: a package under test may take over timers, eat the heap or exit.
  workerThreads: false,
  timeout: '2m',
};
