import usual from './ava.config.js';

/** `npm run test:wasm`: builds the examples with Go, Rust and clang, and hunts in them. */
export default {
  ...usual,
  files: ['test/wasm/**/*.test.ts'],
  // Builds share a cache, and each hunt fills a core.
  concurrency: 1,
  // All that raft-rs needs is compiled before its first test.
  timeout: '20m',
};
