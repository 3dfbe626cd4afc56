/**
 * Tests that take as long as all others together: hunts for the whole catalogue or by many threads,
 * and steps that stand still until their limit. They have a command of their own, `npm run test:long`.
 */
export const LONG_TESTS = [
  'test/adapters/program/held/held-target.test.ts',
  'test/campaign/play/session.test.ts',
  'test/campaign/threads/canary.test.ts',
  'test/campaign/threads/explore.test.ts',
  'test/campaign/threads/standstill.test.ts',
  'test/campaign/threads/watch.test.ts',
  'test/campaign/threads/workers.test.ts',
  'test/reports/story/named-steps.test.ts',
  'test/search/canary/canary.test.ts',
  'test/search/dead-ends/dead-ends.test.ts',
  'test/search/exploring/every-mutant.test.ts',
  'test/search/exploring/together.test.ts',
  'test/search/hunting/core.test.ts',
  'test/search/hunting/hunt.test.ts',
  'test/search/label.test.ts',
  'test/search/playing/play.test.ts',
  'test/search/shrinking/standing-run.test.ts',
  'test/search/walking/same-events.test.ts',
  'test/search/walking/walker.test.ts',
  'test/simulator/endings.test.ts',
  'test/targets/controls.test.ts',
  'test/targets/killed.test.ts',
  'test/targets/raft-live.test.ts',
];
