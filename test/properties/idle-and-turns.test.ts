// Judged by the clock: waits-its-turn, quiet-when-idle.
import test from 'ava';
import { MESSAGES_FACTOR, WINDOW_HEARTBEATS } from '../../properties/quiet-when-idle.ts';
import { story, TIMEOUT_MS, TIMING, type Story } from './story.ts';

const { electionTimeoutMinMs: MIN_MS, heartbeatMs: TICK_MS } = TIMING;
/** Who counts in heartbeats may be early by one of them. */
const EARLIEST_MS = MIN_MS - TICK_MS;

function patient(): Story {
  return story(3, ['waits-its-turn']);
}

test('a node that stands soon after it voted is caught', (t) => {
  const told = patient().stands('n1').votes('n2', 'n1', 1);
  t.deepEqual(
    told
      .after(EARLIEST_MS - 1)
      .stands('n2')
      .witness('waits-its-turn'),
    [
      '9: n2 stood for election in term 2, 39 ms after it voted for n1 in term 1; the shortest ' +
        'election timeout is 50 ms.',
      '8: n2 voted for n1 in term 1',
      '9: n2 stood for election in term 2',
    ],
  );
});

test('a node that stands soon after it heard its leader is caught', (t) => {
  const told = patient().elects('n1').after(500).follows('n3', 'n1').after(10).stands('n3');
  t.deepEqual(told.witness('waits-its-turn'), [
    '15: n3 stood for election in term 2, 10 ms after it heard from n1, leader of term 1; the ' +
      'shortest election timeout is 50 ms.',
    '14: n3 heard from n1, leader of term 1',
    '15: n3 stood for election in term 2',
  ]);
});

test('a node that waits for its timeout passes a test, each time that it stands', (t) => {
  const told = patient().elects('n1').after(EARLIEST_MS).stands('n2').after(1).stands('n2');
  t.deepEqual(told.broken, []);
  t.is(told.exercised('waits-its-turn'), 1, 'of its own candidacy it owes nothing');
});

test('a candidacy that was under way when the vote was written is no haste', (t) => {
  const under = patient().stands('n1').votes('n2', 'n1', 1);
  t.deepEqual(under.after(TICK_MS / 2 - 1).stands('n2').broken, []);
  const hasty = patient().stands('n1').votes('n2', 'n1', 1);
  t.deepEqual(hasty.after(TICK_MS / 2).stands('n2').broken, ['waits-its-turn']);
});

test('who heard nobody, refused, or heard an older leader, may stand at once', (t) => {
  t.deepEqual(patient().stands('n1').refuses('n2', 'n1', 1).stands('n2').broken, []);
  const older = patient()
    .elects('n1')
    .after(500)
    .becomes('n3', { currentTerm: 7 })
    .receives('n3', 'n1', { kind: 'appendEntries', term: 1 })
    .stands('n3');
  t.deepEqual(older.broken, []);
  const refused = patient().elects('n1').after(500).becomes('n3', { role: 'candidate' });
  refused.receives('n3', 'n1', { kind: 'appendEntries', term: 1 }).after(TICK_MS).stands('n3');
  t.deepEqual(refused.broken, [], 'it did not recognize the leader');
  const rivals = patient().stands('n1').votes('n2', 'n1', 1).becomes('n2', { currentTerm: 5 });
  t.deepEqual(rivals.stands('n2').broken, [], 'the vote was of an older term');
});

test('a message of another kind may be an order to stand', (t) => {
  const asked = patient()
    .elects('n1')
    .after(500)
    .follows('n3', 'n1')
    .receives('n3', 'n1', { kind: 'other', term: 1 })
    .after(TICK_MS)
    .stands('n3');
  t.deepEqual(asked.broken, []);
  const atOnce = patient()
    .elects('n1')
    .receives('n3', 'n1', { kind: 'other', term: 1 }, { role: 'candidate', currentTerm: 2 });
  t.deepEqual(atOnce.broken, []);
});

test('time is that of the own clock, and whoever was disturbed is not judged', (t) => {
  const fast = (percent: number): Story =>
    patient()
      .suffers({ kind: 'clockDrifted', node: 2, rate: percent / 100 })
      .after(TICK_MS)
      .elects('n1');
  t.deepEqual(
    fast(200)
      .after(EARLIEST_MS / 2)
      .stands('n2').broken,
    [],
  );
  t.deepEqual(fast(50).after(EARLIEST_MS).stands('n2').broken, ['waits-its-turn']);
  for (const event of [
    { kind: 'clockJumped', node: 2, byMs: 100 },
    { kind: 'diskSlowed', node: 2, syncMs: 30 },
    { kind: 'paused', node: 2 },
  ] as const) {
    const told = patient().elects('n1').suffers(event).after(TICK_MS).stands('n2');
    t.deepEqual(told.broken, [], event.kind);
    t.is(told.exercised('waits-its-turn'), 0, event.kind);
  }
  const later = patient()
    .suffers({ kind: 'clockJumped', node: 2, byMs: 100 })
    .after(TICK_MS)
    .elects('n1')
    .after(TICK_MS);
  t.deepEqual(later.stands('n2').broken, ['waits-its-turn'], 'it was long ago');
  const rebooted = patient().elects('n1').crashes('n2').boots('n2', { currentTerm: 1 });
  t.deepEqual(rebooted.after(TICK_MS).stands('n2').broken, []);
});

const WINDOW_MS = WINDOW_HEARTBEATS * TICK_MS;
const MOST = MESSAGES_FACTOR * 2 * 2 * (WINDOW_HEARTBEATS + 1);

/** Three nodes in peace, about to be counted. */
function idle(): Story {
  return story(3, ['quiet-when-idle'])
    .elects('n1')
    .heals()
    .after(2 * TIMEOUT_MS);
}

function chatters(told: Story, messages: number): Story {
  for (let count = 1; count <= messages; count += 1) {
    told.sends('n1', 'n2', { kind: 'appendEntries', term: 1 });
  }
  return told;
}

test('an idle cluster that sends more than a few times its heartbeats is caught', (t) => {
  const told = chatters(idle().after(1), MOST + 1).after(WINDOW_MS);
  t.deepEqual(told.witness('quiet-when-idle'), [
    '147: 133 messages were sent in 100 ms of peace; heartbeats every 10 ms and their answers ' +
      'are about 40.',
    '14: all followed n1 and held the same, and nothing was new',
    '147: 133 messages had been sent since',
  ]);
});

test('heartbeats and some more are no storm, and each peace is a test of its own', (t) => {
  const told = chatters(idle().after(1), MOST).after(WINDOW_MS);
  t.deepEqual(told.broken, []);
  t.is(told.exercised('quiet-when-idle'), 1);
  chatters(told.after(WINDOW_MS), 1000).after(9 * WINDOW_MS);
  t.is(told.exercised('quiet-when-idle'), 1, 'once is enough until something happens');
  told.proposes('n1', 'a', {}).after(2 * TIMEOUT_MS + WINDOW_MS);
  t.is(told.exercised('quiet-when-idle'), 2);
});

test('whoever has something to say may say it', (t) => {
  const busy: readonly ((told: Story) => Story)[] = [
    (told) => told.proposes('n1', 'a', {}),
    (told) => told.becomes('n2', { log: 'a@1' }),
    (told) => told.becomes('n1', { commitIndex: 1 }),
    (told) => told.cuts('n1', ['n2']),
    (told) => told.stands('n3'),
    (told) => told.crashes('n3'),
  ];
  for (const [place, happens] of busy.entries()) {
    const told = chatters(happens(idle().after(WINDOW_MS / 2)), 1000).after(WINDOW_MS / 2);
    t.deepEqual(told.broken, [], `the disturbance at place ${place}`);
  }
});

test('there is no peace where logs or commits differ, or where some are out of reach', (t) => {
  const differing: readonly ((told: Story) => Story)[] = [
    (told) => told.becomes('n2', { log: 'a@1' }),
    (told) => told.becomes('n2', { commitIndex: 1 }),
    (told) => told.cuts('n3', ['n1', 'n2']),
    (told) => told.suffers({ kind: 'diskSlowed', node: 3, syncMs: 9 }),
    (told) => told.stands('n3'),
  ];
  for (const [place, differs] of differing.entries()) {
    const told = differs(story(3, ['quiet-when-idle']).elects('n1').heals()).after(5 * TIMEOUT_MS);
    chatters(told, 1000).after(9 * WINDOW_MS);
    t.deepEqual(told.broken, [], `the difference at place ${place}`);
    t.is(told.exercised('quiet-when-idle'), 0, `the difference at place ${place}`);
  }
  const lost = story(3, ['quiet-when-idle']).elects('n1').crashes('n3').heals();
  t.is(lost.after(9 * TIMEOUT_MS).exercised('quiet-when-idle'), 1, 'a node that is down is quiet');
  const alone = story(1, ['quiet-when-idle']).stands('n1').leads('n1').heals();
  t.is(alone.after(9 * TIMEOUT_MS).exercised('quiet-when-idle'), 0);
});
