/** Time passes: messages arrive, timers fire. All other actions take no time. */
import fc from 'fast-check';
import type { Elapse } from './action.ts';
import type { ActionSpec, Pace } from './action-spec.ts';
import { MAX_TIME_MS, PLAIN, wholeNumber } from './field.ts';
import { simplerIn } from './simpler.ts';

export const elapse: ActionSpec<Elapse> = {
  kind: 'elapse',
  title: 'lets time pass',
  letter: 'E',
  breaks: null,
  remedy: null,
  fields: { ms: wholeNumber(1, MAX_TIME_MS) },
  arbitrary: (pace) => fc.record({ kind: fc.constant('elapse'), ms: anyTimeMs(pace) }, PLAIN),
  applies: () => true,
  perform: (world, _model, { ms }) => world.elapse(ms),
  describe: ({ ms }) => `elapse ${ms} ms`,
  simpler: (action) => simplerIn(action, 'ms', 1),
};

/**
 * In multiples of the longest election timeout: moments, in which messages are still on their way;
 * about one election timeout, where elections start, are won and collide; and long calm.
 */
function anyTimeMs({ electionTimeoutMaxMs }: Pace): fc.Arbitrary<number> {
  const times = (from: number, to: number): fc.Arbitrary<number> => {
    const max = Math.min(MAX_TIME_MS, Math.ceil(to * electionTimeoutMaxMs));
    return fc.integer({ min: Math.min(max, Math.ceil(from * electionTimeoutMaxMs)), max });
  };
  return fc.oneof(
    { weight: 3, arbitrary: times(0.001, 0.1) },
    { weight: 5, arbitrary: times(0.5, 1.5) },
    { weight: 1, arbitrary: times(1.5, 3) },
  );
}
