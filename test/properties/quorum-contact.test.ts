// Leaders without a quorum: stale-leader-steps-down, no-leader-without-quorum.
import test from 'ava';
import { contactWindowMs } from '../../properties/quorum-contact.ts';
import { BETWEEN_STEPS } from '../../trace/event.ts';
import { stillBooting, story, TIMEOUT_MS, TIMING } from './story.ts';

const WINDOW_MS = contactWindowMs({ nodes: 3, ...TIMING });

test('a leader that hears from nobody for a window is caught', (t) => {
  const told = story(3)
    .elects('n1')
    .cuts('n1', ['n2', 'n3'])
    .after(WINDOW_MS - 1);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).witness('stale-leader-steps-down'), [
    '14: n1 is still leader of term 1, though for 200 ms it has heard from 0 peers; it needs 1.',
    '13: n1 became leader of term 1',
    '14: the links n1→n2, n2→n1, n1→n3 and n3→n1 were cut',
    '14: for 200 ms n1 had heard nothing from n2 and n3',
  ]);
});

test('a minority is not enough, however often it answers', (t) => {
  const told = story(5).elects('n1');
  for (let times = 1; times <= 9; times += 1) told.after(WINDOW_MS / 10).hears('n1', 'n2');
  t.is(
    told.after(WINDOW_MS).witness('stale-leader-steps-down')[0],
    '32: n1 is still leader of term 1, though for 200 ms it has heard from 1 peer; it needs 2.',
  );
});

test('a leader that hears from a majority in each window stays, and that is no test', (t) => {
  const told = story(3).elects('n1');
  for (let windows = 1; windows <= 5; windows += 1) {
    told
      .after(WINDOW_MS - 10)
      .hears('n1', windows % 2 === 0 ? 'n2' : 'n3')
      .after(10);
  }
  t.deepEqual(told.broken, []);
  t.is(told.exercised('stale-leader-steps-down'), 0);
});

test('a leader that gives up in time passes a test', (t) => {
  const told = story(3)
    .elects('n1')
    .cuts('n1', ['n2', 'n3'])
    .after(WINDOW_MS - 1)
    .becomes('n1', { role: 'follower' })
    .after(9 * WINDOW_MS);
  t.deepEqual(told.broken, []);
  t.is(told.exercised('stale-leader-steps-down'), 1);
});

test('a leader that is deposed soon after its election is no test', (t) => {
  const told = story(5)
    .elects('n1')
    .after(WINDOW_MS / 2)
    .elects('n2');
  t.is(told.exercised('stale-leader-steps-down'), 0);
});

test('a cluster of one is never cut off, not even from itself', (t) => {
  const told = story(1)
    .stands('n1')
    .leads('n1')
    .suffers({ kind: 'linksCut', links: [[1, 1]] })
    .after(9 * WINDOW_MS);
  t.deepEqual(told.broken, []);
});

test('a slow clock gives a leader more time, and a clock that was set back too', (t) => {
  const slow = story(3).elects('n1').suffers({ kind: 'clockDrifted', node: 1, rate: 0.5 });
  t.deepEqual(slow.after(2 * WINDOW_MS - 1).broken, []);
  t.deepEqual(slow.after(1).broken, ['stale-leader-steps-down']);
  const back = story(3).elects('n1').suffers({ kind: 'clockJumped', node: 1, byMs: -500 });
  t.deepEqual(back.after(500 + WINDOW_MS - 1).broken, []);
  t.deepEqual(back.after(1).broken, ['stale-leader-steps-down']);
});

test('a paused leader is not judged until a window after it goes on', (t) => {
  const told = story(3).elects('n1').suffers({ kind: 'paused', node: 1 });
  told
    .after(9 * WINDOW_MS)
    .suffers({ kind: 'resumed', node: 1 })
    .after(WINDOW_MS - 1);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).broken, ['stale-leader-steps-down']);
});

test('a leader with a slow disk is not judged until its last write must be done', (t) => {
  const told = story(3).elects('n1').suffers({ kind: 'diskSlowed', node: 1, syncMs: 300 });
  told
    .after(9 * WINDOW_MS)
    .suffers({ kind: 'diskSlowed', node: 1, syncMs: 0 })
    .after(300 + WINDOW_MS - 1);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).broken, ['stale-leader-steps-down']);
});

test('where no majority is connected, a leader that stays is caught', (t) => {
  const told = story(3).elects('n1').cuts('n1', ['n2']).crashes('n3').after(100).hears('n1', 'n2');
  t.deepEqual(told.after(99).broken, []);
  t.deepEqual(told.after(1).witness('no-leader-without-quorum'), [
    '16: n1 is leader of term 1, though for 200 ms no node could exchange messages with a ' +
      'majority.',
    '13: n1 became leader of term 1',
    '15: n3 crashed',
    '16: for 200 ms no node could exchange messages with a majority',
  ]);
});

test('where no majority is connected, a leader that appears is caught', (t) => {
  const told = story(3)
    .cuts('n1', ['n2', 'n3'])
    .suffers({ kind: 'paused', node: 3 })
    .after(WINDOW_MS);
  t.is(told.exercised('no-leader-without-quorum'), 1);
  t.deepEqual(told.after(1).leads('n2', 1).broken, [
    'leader-has-quorum',
    'no-leader-without-quorum',
  ]);
});

test('one node that reaches a majority is enough for a leader', (t) => {
  const bridge = story(5).elects('n1').cuts('n2', ['n4', 'n5']).cuts('n3', ['n4', 'n5']);
  bridge.after(199).hears('n1', 'n2').hears('n1', 'n4').after(100);
  t.deepEqual(bridge.broken, []);
  t.is(bridge.exercised('no-leader-without-quorum'), 0);
});

test('one direction is not enough to exchange messages', (t) => {
  const told = story(2)
    .elects('n1')
    .suffers({ kind: 'linksCut', links: [[2, 1]] })
    .after(WINDOW_MS);
  t.true(told.broken.includes('no-leader-without-quorum'));
});

test('a leader that is asleep does no harm, and whoever joins starts the time anew', (t) => {
  const asleep = story(2).elects('n1').suffers({ kind: 'paused', node: 1 });
  t.deepEqual(asleep.after(9 * WINDOW_MS).broken, []);
  t.is(asleep.exercised('no-leader-without-quorum'), 1);
  const joined = story(5).elects('n1').crashes('n2').crashes('n3').crashes('n4');
  joined
    .after(WINDOW_MS - 1)
    .hears('n1', 'n5')
    .hears('n1', 'n2')
    .crashes('n5')
    .boots('n4', { currentTerm: 1 });
  t.deepEqual(joined.after(WINDOW_MS - 1).broken, []);
});

test('taking more nodes away does not give a leader more time', (t) => {
  const told = story(5).elects('n1').crashes('n2').crashes('n3').crashes('n4').after(100);
  told.hears('n1', 'n5').hears('n1', 'n2').cuts('n1', ['n5']).after(99);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).broken, ['no-leader-without-quorum']);
});

test('a message that was delayed may still elect somebody', (t) => {
  const told = story(3)
    .suffers({ kind: 'networkDisturbed', by: 'delay', amount: 1000, forMs: 100 })
    .after(100)
    .cuts('n1', ['n2', 'n3'])
    .cuts('n2', ['n3'])
    .after(1000 + WINDOW_MS - 1)
    .stands('n1')
    .getsVote('n1', 'n2', 1)
    .leads('n1');
  t.deepEqual(told.broken, []);
});

test('a pause that separates nodes is named', (t) => {
  const told = story(3).elects('n1').suffers({ kind: 'paused', node: 2 }).after(WINDOW_MS);
  t.is(told.witness('stale-leader-steps-down')[2], '14: n2 was paused');
});

test('a leader that is deposed soon is no test late in a run either', (t) => {
  const told = story(5)
    .after(9 * WINDOW_MS)
    .elects('n1')
    .after(WINDOW_MS / 2)
    .elects('n2');
  t.is(told.exercised('stale-leader-steps-down'), 0);
});

test('nodes whose first write is still under way are not down: two of three are a majority', (t) => {
  const told = stillBooting(3, 0)
    .cuts('n3', ['n1', 'n2'])
    .boots('n1')
    .boots('n2')
    .boots('n3')
    .stands('n1')
    .votes('n2', 'n1', 1)
    .getsVote('n1', 'n2', 1)
    .leads('n1')
    .after(WINDOW_MS - 1)
    .hears('n1', 'n2')
    .after(WINDOW_MS - 1);
  t.deepEqual(told.broken, []);
});

test('a cut that healed before anybody had booted separates nobody', (t) => {
  const told = stillBooting(3, 0).cuts('n1', ['n2', 'n3']).restores('n1', ['n2', 'n3']);
  for (const name of ['n1', 'n2', 'n3'] as const) told.boots(name);
  told.elects('n2').answers('n2').after(1).answers('n2');
  t.deepEqual(told.after(WINDOW_MS).broken, []);
});

test('a node that crashes while it boots for the first time is down', (t) => {
  const told = stillBooting(2, 1, ['no-leader-without-quorum'])
    .suffers({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 0 })
    .stands('n1')
    .leads('n1')
    .after(WINDOW_MS);
  t.deepEqual(told.broken, ['no-leader-without-quorum']);
});

test('there is peace among nodes that boot late, and their first boots do not disturb it', (t) => {
  const told = stillBooting(3, 0, ['stable-leader']).suffers({
    kind: 'linksRestored',
    links: [[1, 2]],
  });
  for (const name of ['n1', 'n2', 'n3'] as const) told.boots(name);
  told.elects('n1').after(TIMEOUT_MS).answers('n1').after(1).stands('n3');
  t.deepEqual(told.broken, ['stable-leader']);
});
