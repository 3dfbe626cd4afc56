import usual from './ava.config.js';
import { LONG_TESTS } from './test/long-tests.js';

/** `npm run test:long`: what takes as long as all other tests together. */
export default { ...usual, files: LONG_TESTS };
