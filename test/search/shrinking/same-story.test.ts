import test from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { signatureOf } from '../../../search/identity.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import { findingOfSearch } from '../../../search/shrinking/found-by-exploring.ts';
import { findingOfSchedule } from '../../../search/shrinking/make-finding.ts';
import { shrinkAgain } from '../../../search/shrinking/shrink-again.ts';
import { USUAL_SHRINK_LIMITS } from '../../../search/shrinking/shrink-schedule.ts';
import { storyOf, tellsTheSame } from '../../../search/story.ts';
import { crash, deliver, fire } from '../../../simulator/decide.ts';
import { ownVoteNotRecorded } from '../../../targets/mutants/own-vote-not-recorded.ts';
import { decidedFinding } from '../../reports/decided.ts';
import { VOTE_NOT_PERSISTED } from '../../reports/decided-stories.ts';

const requestOfN2 = {
  kind: 'requestVote',
  term: 1,
  candidateId: 2,
  lastLogIndex: 0,
  lastLogTerm: 0,
};

/** A vote that is given twice, with a crash in between that has nothing to do with it. */
const WITH_CRASH = {
  nodes: 3,
  timing: LAB_TIMING,
  decisions: [
    fire(3, 'election'),
    fire(1, 'election'),
    crash(1),
    fire(2, 'election'),
    deliver(2, 1, requestOfN2),
  ],
};

const MET = {
  property: 'one-vote-per-term',
  foundBy: 'adversarial',
  original: { nodes: 3, actions: null, decisions: 5, events: 9, simulatedMs: null },
} as const;

const witness = (observed: string, ...because: readonly string[]) => ({
  observed,
  because: because.map((text, index) => ({ step: index + 1, text })),
  step: because.length,
  timeMs: 0,
});

test('a story is the same with other nodes, terms, commands and logs', (t) => {
  const one = witness(
    'n2 voted for both itself and n3 in term 1.',
    'n2 voted for itself in term 1',
    'n2 forgot its vote of term 1',
    'n2 voted for n3 in term 1',
  );
  const other = witness(
    'n1 voted for both n2 and n4 in term 7.',
    'n1 voted for n2 in term 7',
    'n1 forgot its vote of term 7',
    'n1 voted for n4 in term 7',
    'n1 forgot its vote of term 7',
  );
  t.is(signatureOf('one-vote-per-term', one), signatureOf('one-vote-per-term', other));
  const at = (index: number, command: string, held: string) =>
    witness(`At index ${index} n1 applied '${command}' of term 2, and n3 applied ${held}.`);
  t.is(
    signatureOf('state-machine-safety', at(1, 'x', "'y' of term 1")),
    signatureOf('state-machine-safety', at(12, 'by-n2', 'nothing')),
  );
});

test('another cause, another contradiction or another property is another story', (t) => {
  const lost = witness('n2 voted for both n1 and n3 in term 1.', 'n2 came back from a crash');
  const forgot = witness('n2 voted for both n1 and n3 in term 1.', 'n2 forgot its vote');
  const signatures = [
    signatureOf('one-vote-per-term', lost),
    signatureOf('one-vote-per-term', forgot),
    signatureOf('election-safety', lost),
    signatureOf('one-vote-per-term', { ...lost, observed: 'n2 took a vote back in term 1.' }),
  ];
  t.is(new Set(signatures).size, signatures.length, `two are the same: ${signatures.join()}`);
});

test('a simpler run may lack some of the unusual causes, but not all, and has no others', (t) => {
  const told = (...because: readonly string[]) =>
    storyOf('leader-has-quorum', witness('n1 became leader of term 1 with 1 vote.', ...because));
  const late = 'the vote of n2 for term 1 reached n1 in term 2';
  const again = 'the vote of n2 for term 1 reached n1 once more';
  const usual = 'the vote of n3 for term 2 reached n1';
  t.true(tellsTheSame(told(late, again, usual), told(late)));
  t.true(tellsTheSame(told(late), told(late, usual)), 'what sound runs have makes no difference');
  t.false(tellsTheSame(told(late), told(again)));
  t.false(tellsTheSame(told(late, again), told(usual)), 'a leader without any odd vote is odder');
});

test('a shorter run of another kind is kept beside the story that was found', (t) => {
  const { target } = ownVoteNotRecorded;
  const { finding, others } = findingOfSchedule(target, MET, WITH_CRASH, USUAL_SHRINK_LIMITS);
  t.is(finding.shrinking.shrunk.decisions, 4, 'only the candidacy of n3 is needless');
  t.true(JSON.stringify(finding.witness).includes('came back from a crash without its vote'));
  const [other] = others;
  if (other === undefined || others.length > 1) return t.fail(`${others.length} others, not one`);
  t.is(other.shrinking.shrunk.decisions, 3);
  t.is(other.shrinking.result, 'proven shortest');
  t.not(other.signature, finding.signature);
  for (const { id, run } of [finding, other]) t.true(run.kind === 'schedule', id);
  t.true(replayFinding(target, finding).same && replayFinding(target, other).same);
  t.not(finding.shrinking.result, 'proven shortest', 'a shorter run is known');
});

test('a run of the exhaustive search brings home the other story, too', (t) => {
  const { target } = ownVoteNotRecorded;
  const properties = [propertyNamed('one-vote-per-term')];
  const found = findingOfSearch(target, WITH_CRASH, properties, USUAL_SHRINK_LIMITS);
  const decisions = [found?.finding, ...(found?.others ?? [])].map((finding) => {
    return finding?.shrinking.shrunk.decisions;
  });
  t.deepEqual(decisions, [4, 3], 'the simpler run of another story is lost');
});

test('shrinking the same finding again still tells its story, and shows the other again', (t) => {
  const { target } = ownVoteNotRecorded;
  const { finding } = findingOfSchedule(target, MET, WITH_CRASH, USUAL_SHRINK_LIMITS);
  const again = shrinkAgain(target, finding, USUAL_SHRINK_LIMITS);
  t.is(again.change, 'same');
  t.is(again.others.length, 1);
  const alone = decidedFinding(VOTE_NOT_PERSISTED);
  t.deepEqual(shrinkAgain(VOTE_NOT_PERSISTED.target, alone, USUAL_SHRINK_LIMITS).others, []);
});
