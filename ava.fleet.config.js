import usual from './ava.config.js';

/** `npm run test:fleet`: workers and real servers, which each test starts and ends itself. */
export default {
  ...usual,
  files: ['test/fleet/**/*.test.ts'],
  // Each test has two workers and a server of its own.
  concurrency: 1,
  serial: true,
  timeout: '20m',
};
