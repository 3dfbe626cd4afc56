// Logs that differ because of a leader that should not have been: the cause is how it was elected.
import test from 'ava';
import { crash, deliver, fire, propose } from '../../../simulator/decide.ts';
import type { Decision } from '../../../simulator/decision.ts';
import { Wires } from '../../targets/wires.ts';
import { PAPER_RULES } from '../../../core/rules.ts';
import { message, Scribe, view } from '../written.ts';
import { elect, raftWith, toldOf } from './broken-by-hand.ts';
import { boot, causesOf, timer, viewWith } from './told.ts';

const request = { kind: 'requestVote', term: 1, lastLogIndex: 0, lastLogTerm: 0 };
const vote = { kind: 'voteReply', term: 1, voteGranted: true };

/** n1 and n2 both lead term 1, by a vote of n3 that a crash took from it. */
const BY_A_FORGOTTEN_VOTE: readonly Decision[] = [
  fire(1, 'election'),
  fire(2, 'election'),
  deliver(1, 3, { ...request, candidateId: 1 }),
  crash(3),
  deliver(2, 3, { ...request, candidateId: 2 }),
  deliver(3, 2, vote),
  propose(2, 'two'),
  deliver(3, 1, vote),
  propose(1, 'one'),
];

test('two leaders of one term by a vote that a crash took: the vote, and that crash', (t) => {
  const target = raftWith({
    writes: (before, after) => {
      return PAPER_RULES.writes(before, after).map((write) => ({ ...write, synced: false }));
    },
  });
  const { causes } = toldOf(target, BY_A_FORGOTTEN_VOTE, 'log-matching');
  t.deepEqual(causes, ['n3 lost its vote for n1 in the crash at step 4: it had not been synced.']);
});

test('two leaders of one term by less than a majority: how many votes the first had', (t) => {
  const target = raftWith({ majority: (members) => Math.floor(members / 2) });
  const run = new Wires(target, 4);
  elect(run, 1, 2);
  run.propose(1, 'one');
  elect(run, 3, 4);
  run.propose(3, 'three');
  const { causes } = toldOf(target, run.decisions, 'log-matching', 4);
  t.deepEqual(causes, [
    'n1 became leader of term 1 at step 3 with 2 of 4 votes, where 3 are needed.',
  ]);
});

/** n3 votes for n1 and for n2 in term 1, and the logs differ; n2 leads, or it does not. */
function secondVote(elects: boolean): readonly string[] {
  const ask = { kind: 'requestVote', term: 1 } as const;
  const grant = { kind: 'voteReply', term: 1, voteGranted: true } as const;
  const scribe = new Scribe();
  for (const node of [1, 2, 3]) scribe.node(boot(node), view('follower', 0, null));
  for (const node of [1, 2]) {
    scribe.node(timer(node), view('candidate', 1, node)).sent(message(node, 3, ask));
    scribe.node(message(node, 3, ask), view('follower', 1, node)).sent(message(3, node, grant));
    const leads = node === 1 || elects;
    scribe.node(message(3, node, grant), view(leads ? 'leader' : 'candidate', 1, node));
  }
  const entries = message(2, 1, { kind: 'appendEntries', term: 1 });
  scribe.sent(entries).node(entries, viewWith('leader', 1, { log: 'x@1' }));
  return causesOf(scribe, 3, 'log-matching');
}

test('a vote that was given twice is no cause of differing logs if it made no second leader', (t) => {
  t.deepEqual(secondVote(true), ['n3 voted for n2 at step 5 although its votedFor was n1.']);
  t.deepEqual(secondVote(false), []);
});
