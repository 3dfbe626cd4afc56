import usual from './ava.config.js';

/** `npm run test:trace-validation`: TLC checks runs of the core against specification/Raft.tla. */
export default {
  ...usual,
  files: ['test/trace-validation/**/*.test.ts'],
  concurrency: 1,
  timeout: '10m',
};
