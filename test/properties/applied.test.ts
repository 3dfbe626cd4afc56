// What becomes of commits: applies-committed, convergence.
import test from 'ava';
import { APPLIED_WITHIN_TIMEOUTS } from '../../properties/applies-committed.ts';
import { COMMIT_WITHIN_TIMEOUTS } from '../../properties/progress.ts';
import { story, TIMEOUT_MS, type Story } from './story.ts';

const LOOK_MS = APPLIED_WITHIN_TIMEOUTS * TIMEOUT_MS;
const COMMIT_MS = COMMIT_WITHIN_TIMEOUTS * TIMEOUT_MS;

/** Two nodes that hold three entries, and know of two commits. */
function committed(): Story {
  return story(2, ['applies-committed'])
    .becomes('n1', { currentTerm: 1, log: 'a@1 b@1 c@1', commitIndex: 2 })
    .becomes('n2', { currentTerm: 1, log: 'a@1 b@1 c@1' });
}

test('an entry that is left out is caught', (t) => {
  t.deepEqual(committed().applies('n1', 2, 'b@1').witness('applies-committed'), [
    '5: n1 applied entry 2, and had applied nothing before it.',
    '5: n1 applied entry 2',
  ]);
  const told = committed().applies('n1', 1, 'a@1').becomes('n1', { commitIndex: 3 });
  t.deepEqual(told.applies('n1', 3, 'c@1').witness('applies-committed'), [
    '7: n1 applied entry 3, and had applied entry 1 before it.',
    '5: n1 applied entry 1',
    '7: n1 applied entry 3',
  ]);
});

test('an entry that is applied twice is caught', (t) => {
  const told = committed().applies('n1', 1, 'a@1').applies('n1', 1, 'a@1');
  t.is(
    told.witness('applies-committed')[0],
    '6: n1 applied entry 1, and had applied entry 1 before it.',
  );
});

test('an entry that is not committed, or not that of the log, is caught', (t) => {
  t.deepEqual(committed().applies('n2', 1, 'a@1').witness('applies-committed'), [
    '5: n2 applied entry 1, though it knew of no commit behind index 0.',
    '5: n2 applied entry 1',
  ]);
  t.is(
    committed().applies('n1', 1, 'x@1').witness('applies-committed')[0],
    "5: n1 applied entry 1, 'x' of term 1, though its log held 'a' of term 1 there.",
  );
});

test('each entry once and in order is what is asked, in each life anew', (t) => {
  const told = committed().applies('n1', 1, 'a@1').applies('n1', 2, 'b@1').crashes('n1');
  const kept = { currentTerm: 1, log: 'a@1 b@1 c@1' };
  told.boots('n1', kept).becomes('n1', { commitIndex: 2 });
  told.applies('n1', 1, 'a@1').applies('n1', 2, 'b@1');
  t.deepEqual(told.broken, []);
  t.is(told.exercised('applies-committed'), 4);
  const twice = told.applies('n1', 1, 'a@1');
  t.deepEqual(twice.broken, ['applies-committed']);
});

test('a state machine that outlives its process goes on where it was', (t) => {
  const told = committed().applies('n1', 1, 'a@1').applies('n1', 2, 'b@1').crashes('n1');
  const kept = { currentTerm: 1, log: 'a@1 b@1 c@1' };
  told
    .boots('n1', kept)
    .becomes('n1', { commitIndex: 2 })
    .after(9 * LOOK_MS);
  t.deepEqual(told.broken, [], 'it has applied all that is committed');
  told
    .becomes('n1', { commitIndex: 3 })
    .applies('n1', 3, 'c@1')
    .after(9 * LOOK_MS);
  t.deepEqual(told.broken, []);
  const idle = committed().crashes('n1').boots('n1', kept).becomes('n1', { commitIndex: 2 });
  t.deepEqual(idle.after(2 * LOOK_MS).broken, ['applies-committed'], 'it has applied nothing yet');
});

test('what is committed and not applied in time is caught', (t) => {
  const told = committed().after(2 * LOOK_MS - 1);
  t.deepEqual(told.broken, []);
  t.deepEqual(told.after(1).witness('applies-committed'), [
    "4: n1 had not applied 'a' of term 1 at index 1, 200 ms or more after it had committed it.",
    '4: n1 had committed up to index 2',
    '4: n1 had applied nothing',
  ]);
  const half = committed()
    .applies('n1', 1, 'a@1')
    .after(2 * LOOK_MS);
  t.is(half.witness('applies-committed')[2], '5: n1 had applied entry 1');
});

test('who applies late, but in time, and goes on committing, is not accused', (t) => {
  const told = committed()
    .after(LOOK_MS + 1)
    .applies('n1', 1, 'a@1')
    .applies('n1', 2, 'b@1');
  told.becomes('n1', { commitIndex: 3 }).after(LOOK_MS).applies('n1', 3, 'c@1');
  t.deepEqual(told.after(9 * LOOK_MS).broken, []);
});

test('a node that is asleep, slow or down is given its time', (t) => {
  for (const event of [
    { kind: 'paused', node: 1 },
    { kind: 'diskSlowed', node: 1, syncMs: 500 },
  ] as const) {
    t.deepEqual(
      committed()
        .suffers(event)
        .after(9 * LOOK_MS).broken,
      [],
      event.kind,
    );
  }
  const awake = committed()
    .suffers({ kind: 'paused', node: 1 })
    .after(5 * LOOK_MS);
  awake.suffers({ kind: 'resumed', node: 1 }).after(LOOK_MS);
  t.deepEqual(awake.broken, []);
  t.deepEqual(awake.after(LOOK_MS).broken, ['applies-committed']);
  t.deepEqual(
    committed()
      .crashes('n1')
      .after(9 * LOOK_MS).broken,
    [],
  );
  const drowsy = committed().suffers({ kind: 'clockDrifted', node: 1, rate: 0.5 });
  t.deepEqual(drowsy.after(3 * LOOK_MS - 1).broken, []);
  t.deepEqual(drowsy.after(1).broken, ['applies-committed']);
});

/** Three nodes, healed, of which n1 has committed what the others hold. */
function settled(): Story {
  const told = story(3, ['convergence']).elects('n1').heals().proposes('n1', 'a');
  for (const name of ['n2', 'n3'] as const) told.becomes(name, { log: 'a@1' });
  return told.becomes('n1', { commitIndex: 1 });
}

test('nodes that do not learn what their leader has committed are caught', (t) => {
  const told = settled()
    .becomes('n2', { commitIndex: 1 })
    .after(1.01 * COMMIT_MS - 1);
  t.deepEqual(told.broken, []);
  t.false(told.check.isSettled);
  t.deepEqual(told.after(1).witness('convergence'), [
    '19: n3 did not commit within 1010 ms what n1, leader of term 1, had committed up to index 1.',
    '18: n1, leader of term 1, had committed up to index 1',
    '19: n3 had committed nothing',
  ]);
});

test('nodes that learn of it in time pass a test', (t) => {
  const told = settled().becomes('n2', { commitIndex: 1 }).after(COMMIT_MS);
  told.becomes('n3', { commitIndex: 1 });
  t.true(told.check.isSettled);
  t.is(told.exercised('convergence'), 1);
  t.deepEqual(told.after(9 * COMMIT_MS).broken, []);
});

test('what was committed before all was healed is owed, too', (t) => {
  const told = story(3, ['convergence']).elects('n1').proposes('n1', 'a');
  told.becomes('n1', { commitIndex: 1 }).after(9 * COMMIT_MS);
  t.deepEqual(told.broken, [], 'not yet');
  t.deepEqual(told.heals().after(2 * COMMIT_MS).broken, ['convergence']);
});

test('nothing is owed under a leader that falls, by who is down, or with a new fault', (t) => {
  t.deepEqual(
    settled()
      .stands('n2')
      .after(9 * COMMIT_MS).broken,
    [],
  );
  const lost = settled().becomes('n2', { commitIndex: 1 }).crashes('n3');
  t.deepEqual(lost.after(9 * COMMIT_MS).broken, []);
  const paused = settled()
    .suffers({ kind: 'paused', node: 3 })
    .after(9 * COMMIT_MS);
  t.deepEqual(paused.broken, []);
  t.true(paused.check.isSettled);
});

test('who has committed more than the new leader knows of owes nothing', (t) => {
  const told = settled().becomes('n3', { commitIndex: 1 }).crashes('n1').heals();
  told.stands('n2').votes('n3', 'n2', 2).getsVote('n2', 'n3', 2).leads('n2');
  t.deepEqual(told.after(9 * COMMIT_MS).broken, []);
});
