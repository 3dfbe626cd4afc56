import usual from './ava.config.js';
import { LONG_TESTS } from './test/long-tests.js';

/**
 * `npm run test:long`: what takes as long as all other tests together. A file whose tests never
 * wait tells of none before the last: on a busy machine that takes minutes.
 */
export default { ...usual, files: LONG_TESTS, timeout: '10m' };
