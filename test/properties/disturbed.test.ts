// What is owed while a fault still makes itself felt, or when a new one comes.
import test from 'ava';
import { COMMIT_WITHIN_TIMEOUTS } from '../../properties/progress.ts';
import { LASTING_TIMEOUTS } from '../../properties/stable-leader.ts';
import { story, TIMEOUT_MS, type Story } from './story.ts';

const LASTING_MS = LASTING_TIMEOUTS * TIMEOUT_MS;
const COMMIT_MS = COMMIT_WITHIN_TIMEOUTS * TIMEOUT_MS;

function cluster(): Story {
  return story(3, ['stable-leader', 'progress']);
}

test('a command may take longer while delayed messages are still on their way', (t) => {
  const told = cluster()
    .suffers({ kind: 'networkDisturbed', by: 'delay', amount: 500, forMs: 1_000 })
    .heals()
    .elects('n1')
    .proposes('n1', 'a')
    .after(COMMIT_MS + 1_499);
  t.deepEqual(
    told.broken.filter((id) => id === 'progress'),
    [],
  );
  t.true(told.after(1).broken.includes('progress'));
});

test('a leader that is disturbed before it has lasted long enough does not count', (t) => {
  const told = cluster()
    .elects('n1')
    .answers('n1')
    .after(LASTING_MS - 1);
  told.cuts('n1', ['n2', 'n3']).after(LASTING_MS);
  t.is(told.exercised('stable-leader'), 0);
  const undisturbed = cluster().elects('n1').answers('n1').after(LASTING_MS);
  t.is(undisturbed.exercised('stable-leader'), 1);
});
