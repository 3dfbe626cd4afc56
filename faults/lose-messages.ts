/** For a while any message may be lost. Raft must be safe however many are. */
import fc from 'fast-check';
import type { LoseMessages } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { MAX_TIME_MS, PLAIN, sharePercent, networkFaultMs, wholeNumber } from './field.ts';
import { simplerIn } from './simpler.ts';

export const loseMessages: ActionSpec<LoseMessages> = {
  kind: 'loseMessages',
  title: 'loses some or all messages for a while',
  letter: 'N',
  breaks: null,
  remedy: null,
  fields: { percent: wholeNumber(1, 100), forMs: wholeNumber(1, MAX_TIME_MS) },
  arbitrary: () =>
    fc.record(
      { kind: fc.constant('loseMessages'), percent: sharePercent(), forMs: networkFaultMs() },
      PLAIN,
    ),
  applies: () => true,
  perform(world, model, { percent, forMs }) {
    world.disturbNetwork('loss', percent, forMs);
    model.networkFaultEndsMs.set('loss', world.nowMs + forMs);
  },
  describe: ({ percent, forMs }) => `lose ${percent} % of messages for ${forMs} ms`,
  simpler: (action) => [...simplerIn(action, 'percent', 1), ...simplerIn(action, 'forMs', 1)],
};
