import usual from './ava.config.js';

/** `npm run test:commands`: each test starts the command line as a process of its own. */
export default { ...usual, files: ['test/cli/**/*.test.ts'] };
