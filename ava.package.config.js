import usual from './ava.config.js';

/** `npm run test:package`: packs, installs and uses the package; needs the registry and a minute. */
export default {
  ...usual,
  files: ['test/package/*.test.ts'],
  timeout: '5m',
};
