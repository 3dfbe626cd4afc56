/** For a while each message takes longer by a time of its own: messages overtake each other. */
import fc from 'fast-check';
import type { DelayMessages } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { MAX_LASTING_MS, MAX_TIME_MS, PLAIN, networkFaultMs, wholeNumber } from './field.ts';
import { simplerIn } from './simpler.ts';

export const delayMessages: ActionSpec<DelayMessages> = {
  kind: 'delayMessages',
  title: 'delays messages for a while, so that they overtake each other',
  letter: 'N',
  breaks: 'reordering',
  remedy: null,
  fields: { byMs: wholeNumber(1, MAX_LASTING_MS), forMs: wholeNumber(1, MAX_TIME_MS) },
  arbitrary({ electionTimeoutMaxMs }) {
    // A message that is later than an election timeout comes into another term.
    const max = Math.min(2 * electionTimeoutMaxMs, MAX_LASTING_MS);
    return fc.record(
      {
        kind: fc.constant('delayMessages'),
        byMs: fc.integer({ min: 1, max }),
        forMs: networkFaultMs(),
      },
      PLAIN,
    );
  },
  applies: () => true,
  perform(world, model, { byMs, forMs }) {
    world.disturbNetwork('delay', byMs, forMs);
    model.networkFaultEndsMs.set('delay', world.nowMs + forMs);
  },
  describe: ({ byMs, forMs }) => `delay messages by up to ${byMs} ms for ${forMs} ms`,
  simpler: (action) => [...simplerIn(action, 'byMs', 1), ...simplerIn(action, 'forMs', 1)],
};
