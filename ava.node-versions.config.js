import usual from './ava.config.js';

/** `npm run test:node-versions`: other versions of Node, from npm, come to the same. */
export default { ...usual, files: ['test/node-versions/*.test.ts'], timeout: '10m' };
