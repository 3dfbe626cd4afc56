/** A network fault in which the network delivers some messages twice, each copy in its own time. */
import fc from 'fast-check';
import type { DuplicateMessages } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { MAX_TIME_MS, PLAIN, sharePercent, networkFaultMs, wholeNumber } from './field.ts';
import { simplerIn } from './simpler.ts';

export const duplicateMessages: ActionSpec<DuplicateMessages> = {
  kind: 'duplicateMessages',
  title: 'delivers some or all messages twice for a while',
  letter: 'N',
  breaks: 'duplicates',
  remedy: null,
  fields: { percent: wholeNumber(1, 100), forMs: wholeNumber(1, MAX_TIME_MS) },
  arbitrary: () =>
    fc.record(
      { kind: fc.constant('duplicateMessages'), percent: sharePercent(), forMs: networkFaultMs() },
      PLAIN,
    ),
  applies: () => true,
  perform(world, model, { percent, forMs }) {
    world.disturbNetwork('duplication', percent, forMs);
    model.networkFaultEndsMs.set('duplication', world.nowMs + forMs);
  },
  describe: ({ percent, forMs }) => `duplicate ${percent} % of messages for ${forMs} ms`,
  simpler: (action) => [...simplerIn(action, 'percent', 1), ...simplerIn(action, 'forMs', 1)],
};
