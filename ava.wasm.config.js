import usual from './ava.config.js';

/** `npm run test:wasm`: builds the examples with the Go of this machine, and hunts in them. */
export default {
  ...usual,
  files: ['test/wasm/**/*.test.ts'],
  // Builds share a cache, and each hunt fills a core.
  concurrency: 1,
  timeout: '10m',
};
