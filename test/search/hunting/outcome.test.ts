// How the end of a hunt changes what it came to.
import test from 'ava';
import {
  interruptedOutcome,
  outcomeWith,
  type HuntOutcome,
} from '../../../search/hunting/outcome.ts';

const HELD: HuntOutcome = { kind: 'held', exercised: 3, idle: [] };
const LIMIT: HuntOutcome = { kind: 'inconclusive', reason: { kind: 'limitReached', runs: 2 } };
const NOTHING: HuntOutcome = { kind: 'inconclusive', reason: { kind: 'nothingRun' } };
const BROKEN: HuntOutcome = { kind: 'violated', properties: ['log-matching'] };
const DIVERGED: HuntOutcome = { kind: 'diverged', divergence: null };

test('what was interrupted has not held; what broke or diverged until then has', (t) => {
  const interrupted = { kind: 'inconclusive', reason: { kind: 'interrupted' } };
  for (const outcome of [HELD, NOTHING]) t.deepEqual(interruptedOutcome(outcome), interrupted);
  for (const outcome of [LIMIT, BROKEN, DIVERGED, { kind: 'crashed' } as const]) {
    t.is(interruptedOutcome(outcome), outcome);
  }
});

test('a part of a campaign has not held either, and says how much of it has come in', (t) => {
  const part = { done: 2, chunks: 5, isUnderWay: true };
  const reason = { kind: 'partOfCampaign', ...part } as const;
  t.deepEqual(interruptedOutcome(HELD, part), { kind: 'inconclusive', reason });
  t.is(interruptedOutcome(BROKEN, part), BROKEN);
});

test('a finding that is told makes a violation of whatever the counted runs came to', (t) => {
  const violated = { kind: 'violated', properties: ['progress'] } as const;
  for (const outcome of [HELD, NOTHING, LIMIT]) {
    t.deepEqual(outcomeWith(outcome, ['progress']), violated);
  }
  t.deepEqual(outcomeWith(HELD, ['never-throws']), { kind: 'crashed' });
  t.deepEqual(outcomeWith(BROKEN, ['progress', 'log-matching']), {
    kind: 'violated',
    properties: ['log-matching', 'progress'],
  });
  t.is(outcomeWith(DIVERGED, ['progress']), DIVERGED, 'nothing of it can be trusted');
  t.is(outcomeWith(HELD, []), HELD);
});
