import usual from './ava.config.js';

/** `npm run test:browser`: what only a real browser can tell; `test/browser/browser.ts` finds one. */
export default { ...usual, files: ['test/browser/**/*.test.ts'] };
