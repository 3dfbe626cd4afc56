/**
 * Tests that take as long as all others together: hunts for the whole catalogue, and steps that
 * stand still until their limit. They have a command of their own, `npm run test:long`.
 */
export const LONG_TESTS = [
  'test/campaign/threads/standstill.test.ts',
  'test/campaign/threads/watch.test.ts',
  'test/search/canary/canary.test.ts',
  'test/search/exploring/every-mutant.test.ts',
  'test/targets/killed.test.ts',
];
