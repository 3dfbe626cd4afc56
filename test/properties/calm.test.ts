// What is owed without faults: eventual-leader, stable-leader, progress.
import test from 'ava';
import { LEADER_STAYS_TIMEOUTS, LEADER_WITHIN_TIMEOUTS } from '../../properties/eventual-leader.ts';
import { COMMIT_WITHIN_TIMEOUTS } from '../../properties/progress.ts';
import { LASTING_TIMEOUTS } from '../../properties/stable-leader.ts';
import { story, TIMEOUT_MS, type Story } from './story.ts';

const STAYS_MS = LEADER_STAYS_TIMEOUTS * TIMEOUT_MS;
const WITHIN_MS = LEADER_WITHIN_TIMEOUTS * TIMEOUT_MS;
const LASTING_MS = LASTING_TIMEOUTS * TIMEOUT_MS;
const COMMIT_MS = COMMIT_WITHIN_TIMEOUTS * TIMEOUT_MS;

/** Three nodes; nobody asks here whether leaders hear from a quorum. */
function cluster(): Story {
  return story(3, ['eventual-leader', 'stable-leader', 'progress']);
}

/** Three nodes after a fault, all of it healed at step 6. */
function healed(): Story {
  return cluster().cuts('n1', ['n2', 'n3']).restores('n1', ['n2', 'n3']).heals();
}

test('healed, and nobody is elected: the bound passes', (t) => {
  const told = healed()
    .stands('n2')
    .after(WITHIN_MS - 1);
  t.deepEqual(told.broken, []);
  t.false(told.check.isSettled);
  t.deepEqual(told.after(1).witness('eventual-leader'), [
    '9: By 3000 ms after healing no leader had stayed: nobody was elected, and ' +
      'terms had reached 1.',
    '6: all faults were healed, and every node was up',
  ]);
});

test('healed, and leaders come and go: the witness counts them and names the last', (t) => {
  const told = healed();
  for (let term = 1; term <= 10; term += 1) told.elects(term % 2 === 0 ? 'n1' : 'n2').after(190);
  told.stands('n3').after(WITHIN_MS);
  const witness = told.witness('eventual-leader');
  t.is(
    witness[0],
    '109: By 3000 ms after healing no leader had stayed: 10 leaders came and ' +
      'went, the last in term 10.',
  );
  t.deepEqual(witness.slice(1), [
    '6: all faults were healed, and every node was up',
    '76: n2 became leader of term 7',
    '86: n1 became leader of term 8',
    '96: n2 became leader of term 9',
    '106: n1 became leader of term 10',
  ]);
});

test('healed, and two leaders stay in different terms', (t) => {
  const told = cluster()
    .elects('n1')
    .cuts('n1', ['n2'])
    .heals()
    .stands('n2')
    .votes('n3', 'n2', 2)
    .getsVote('n2', 'n3', 2)
    .leads('n2')
    .after(WITHIN_MS);
  t.is(
    told.witness('eventual-leader')[0],
    '22: By 3000 ms after healing no leader had stayed: n1 led term 1 and n2 led term 2.',
  );
});

test('healed, and a node stays in a term of its own', (t) => {
  const told = healed().elects('n1').becomes('n3', { currentTerm: 5 }).after(WITHIN_MS);
  t.is(
    told.witness('eventual-leader')[0],
    '17: By 3000 ms after healing no leader had stayed: n1 led term 1, but n3 was in term 5.',
  );
});

test('healed, and two leaders share a term: that is no agreement', (t) => {
  const told = healed().elects('n1').leads('n2', 1).after(WITHIN_MS);
  t.deepEqual(told.broken, ['eventual-leader']);
});

test('healed, and a node never comes back: the others owe a leader all the same', (t) => {
  const told = cluster().elects('n1').crashes('n3').heals().after(WITHIN_MS);
  t.deepEqual(told.broken, []);
  t.is(told.exercised('eventual-leader'), 1);
  const leaderless = cluster().crashes('n3').heals().stands('n1').stands('n2').after(WITHIN_MS);
  const [observed = '', because = ''] = leaderless.witness('eventual-leader');
  t.regex(observed, /: nobody was elected, and terms had reached 1\.$/);
  t.regex(because, /: all faults were healed, except that n3 stayed down$/);
});

test('healed, and a clock stays fast: the witness does not call it healed', (t) => {
  const told = story(2, ['eventual-leader']);
  told.suffers({ kind: 'clockDrifted', node: 1, rate: 1.3 }).heals().after(WITHIN_MS);
  const [, because = ''] = told.witness('eventual-leader');
  t.regex(because, /: all faults were healed, except that the clock of n1 stayed at 130 %$/);
});

test('healed, and a leader comes late but stays', (t) => {
  const told = healed()
    .after(WITHIN_MS - 1)
    .elects('n1')
    .after(STAYS_MS - 1);
  t.is(told.exercised('eventual-leader'), 0);
  t.false(told.check.isSettled);
  told.after(1);
  t.is(told.exercised('eventual-leader'), 1);
  t.true(told.check.isSettled);
  t.deepEqual(told.broken, []);
});

test('healed, and a leader that came in time falls when no other can be in time', (t) => {
  const told = healed()
    .after(WITHIN_MS - 1)
    .elects('n1')
    .after(STAYS_MS - 1)
    .stands('n2');
  t.deepEqual(told.broken, ['eventual-leader']);
});

test('without healing, or with a new fault, no leader is owed', (t) => {
  const never = cluster()
    .cuts('n1', ['n2'])
    .after(10 * WITHIN_MS);
  t.deepEqual(never.broken, []);
  const again = healed()
    .after(10)
    .cuts('n1', ['n2', 'n3'])
    .after(10 * WITHIN_MS);
  t.deepEqual(again.broken, []);
  t.true(again.check.isSettled);
});

test('a clock that was set back delays what is owed by as much', (t) => {
  const told = cluster()
    .suffers({ kind: 'clockJumped', node: 1, byMs: -1000 })
    .heals()
    .after(WITHIN_MS + 999);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).broken, ['eventual-leader']);
});

test('a settled leader is stood against without a fault', (t) => {
  const told = cluster().elects('n1').answers('n1').after(50).stands('n3');
  t.deepEqual(told.witness('stable-leader'), [
    '16: n3 stood for election in term 2, 50 ms after n2 and n3 had answered n1, and without a ' +
      'new fault.',
    '13: n1, n2 and n3 were in term 1, led by n1',
    '15: n2 and n3 had answered n1',
    '16: n3 stood for election in term 2',
  ]);
});

test('a settled leader gives up, though the dead peer had been dead for long', (t) => {
  const told = cluster().crashes('n3').after(TIMEOUT_MS).stands('n1');
  told.votes('n2', 'n1', 1).getsVote('n1', 'n2', 1).leads('n1').answers('n1', ['n2']);
  t.deepEqual(told.after(50).becomes('n1', { role: 'follower' }).witness('stable-leader'), [
    '13: n1 stopped leading term 1, 50 ms after n2 had answered n1, and without a new fault.',
    '4: this was the last fault that began or ended',
    '11: n1 and n2 were in term 1, led by n1',
    '12: n2 had answered n1',
    '13: n1 stopped leading term 1',
  ]);
});

test('a leader that some have not answered yet may be stood against', (t) => {
  const told = cluster().elects('n1').answers('n1', ['n2']).after(500).stands('n3');
  t.deepEqual(told.broken, []);
});

test('answers from before the peace settle nobody', (t) => {
  const early = healed()
    .elects('n1')
    .after(TIMEOUT_MS - 1)
    .answers('n1')
    .after(1);
  t.deepEqual(early.stands('n3').broken, []);
  const later = healed().elects('n1').after(TIMEOUT_MS).answers('n1').after(1);
  t.deepEqual(later.stands('n3').broken, ['stable-leader']);
});

test('a new fault is an excuse, and so is a message that a fault delayed', (t) => {
  const faulty = cluster().elects('n1').answers('n1').suffers({ kind: 'paused', node: 1 });
  t.deepEqual(faulty.stands('n3').broken, []);
  const delayed = cluster()
    .suffers({ kind: 'networkDisturbed', by: 'delay', amount: 500, forMs: 1000 })
    .after(100)
    .suffers({ kind: 'networkDisturbed', by: 'delay', amount: 0, forMs: 0 })
    .elects('n1')
    .after(500 + TIMEOUT_MS - 1)
    .answers('n1');
  t.deepEqual(delayed.becomes('n3', { currentTerm: 2 }).broken, []);
});

test('there is no peace with a node that only hears, or that is only heard', (t) => {
  const told = cluster()
    .suffers({ kind: 'linksCut', links: [[1, 3]] })
    .elects('n1')
    .after(TIMEOUT_MS)
    .answers('n1');
  t.deepEqual(told.stands('n3').broken, []);
});

test('a settled leader that lasts is a test passed, once for each stable period', (t) => {
  const told = cluster()
    .elects('n1')
    .answers('n1')
    .after(LASTING_MS - 1);
  t.is(told.exercised('stable-leader'), 0);
  t.is(told.after(1).exercised('stable-leader'), 1);
  told
    .after(10 * LASTING_MS)
    .cuts('n1', ['n2', 'n3'])
    .restores('n1', ['n2', 'n3'])
    .after(TIMEOUT_MS)
    .answers('n1')
    .after(LASTING_MS);
  t.is(told.exercised('stable-leader'), 2);
  t.deepEqual(told.broken, []);
});

test('a command that a healthy leader does not commit in time is caught', (t) => {
  const told = healed()
    .elects('n1')
    .proposes('n1', 'a')
    .after(COMMIT_MS - 1);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).witness('progress'), [
    "17: n1, leader of term 1, did not commit 'a' within 1000 ms.",
    "17: 'a' was proposed to n1, leader of term 1",
    '17: n1 held [a@1], and had committed nothing',
  ]);
});

test('a command that its leader never appends is caught too', (t) => {
  const told = healed().elects('n1').proposes('n1', 'a', {}).after(COMMIT_MS);
  t.deepEqual(told.broken, ['progress']);
});

test('an older entry with the same command does not pay for a new one', (t) => {
  const told = healed()
    .elects('n1')
    .becomes('n1', { log: 'a@1' })
    .proposes('n1', 'a')
    .persists('n1', 'a@1 a@1')
    .persists('n2', 'a@1 a@1')
    .becomes('n1', { commitIndex: 1 })
    .after(2 * COMMIT_MS);
  t.deepEqual(told.broken, ['progress']);
});

test('a command is owed only by a leader that stays, after healing, and is paid once', (t) => {
  const paid = healed().elects('n1').proposes('n1', 'a').persists('n1', 'a@1');
  paid
    .persists('n2', 'a@1')
    .becomes('n1', { commitIndex: 1 })
    .after(2 * COMMIT_MS);
  t.deepEqual(paid.broken, []);
  t.is(paid.exercised('progress'), 1);
  const fallen = healed()
    .elects('n1')
    .proposes('n1', 'a')
    .elects('n2')
    .after(2 * COMMIT_MS);
  t.deepEqual(fallen.broken, []);
  const early = cluster()
    .elects('n1')
    .proposes('n1', 'a')
    .after(2 * COMMIT_MS);
  t.deepEqual(early.broken, []);
  const elsewhere = healed()
    .elects('n1')
    .proposes('n2', 'a')
    .after(2 * COMMIT_MS);
  t.deepEqual(elsewhere.broken, []);
});

test('a new fault after healing takes back what is owed, and what undoes one does not', (t) => {
  const faulty = healed().elects('n1').proposes('n1', 'a').cuts('n1', ['n2']);
  t.false(faulty.after(2 * COMMIT_MS).broken.includes('progress'));
  const mended = healed().elects('n1').proposes('n1', 'a').restores('n1', ['n2']);
  t.true(mended.after(2 * COMMIT_MS).broken.includes('progress'));
});

test('a leader stays settled when a vote changes', (t) => {
  const told = cluster().elects('n1').answers('n1').becomes('n2', { votedFor: null });
  t.deepEqual(told.after(50).stands('n3').broken, ['stable-leader']);
});

test('healed, and the one leader elected gives up', (t) => {
  const told = healed().elects('n1').becomes('n1', { role: 'follower' }).after(WITHIN_MS);
  t.is(
    told.witness('eventual-leader')[0],
    '17: By 3000 ms after healing no leader had stayed: the leader elected had ' +
      'gone, and terms had reached 1.',
  );
});
