import test from 'ava';
import { literal, textLiteral } from '../../reports/source/literal.ts';
import { nameMessages } from '../../reports/source/message-names.ts';
import { testSource } from '../../reports/source/test-source.ts';
import { crash, crashWithin, deliver, duplicate, propose } from '../../simulator/decide.ts';
import { raft } from '../../targets/raft.ts';
import { decidedFinding } from './decided.ts';
import { SENT_BEFORE_WRITTEN, VOTE_CLEARED } from './decided-stories.ts';
import { matchesGolden } from './golden.ts';
import { findingOf } from './performed.ts';

const options = {
  classify: (message: unknown) => raft.classify(message),
  isBroken: true,
  isLive: false,
  path: '../..',
};

const STALE_LEADER = {
  target: 'leader-never-gives-up',
  property: 'stale-leader-steps-down',
  nodes: 2,
  seed: 20,
  actions: [
    { kind: 'elapse', ms: 479 },
    { kind: 'partition', groups: [[1], [2]] },
    { kind: 'elapse', ms: 1000 },
  ],
} as const;

test('decisions become code, one short line each, with their messages named above', (t) => {
  matchesGolden(t, 'test-of-decisions', testSource(decidedFinding(VOTE_CLEARED), options), 100);
});

test('actions become code, and a test of what was mended asserts that it holds', (t) => {
  const finding = findingOf(STALE_LEADER);
  matchesGolden(t, 'test-of-actions', testSource(finding, { ...options, isBroken: false }), 100);
});

test('a live target is performed where its promises can move on', (t) => {
  const finding = findingOf(STALE_LEADER);
  const source = testSource(finding, { ...options, isLive: true });
  t.regex(source, /, async \(t\) => \{/);
  t.regex(source, /import \{ inMacrotask \}/);
  t.regex(source, /= await inMacrotask\(\(\) =>\n {4}performScenario\(/);
});

test('a program of the user is started by the test, from where the tests run', (t) => {
  const command = "python3 'my raft.py'";
  const source = testSource(decidedFinding(VOTE_CLEARED), { ...options, command });
  t.regex(source, /^import \{ program \} from '..\/..\/library\/program.ts';$/m);
  t.regex(source, /^const command = 'python3 \\'my raft.py\\'';\nconst entry = .*program\(/m);
  t.notRegex(source, /registered/, 'it is no target of ours');
});

test('every kind of decision has its call, and only what is called is imported', (t) => {
  const finding = decidedFinding(SENT_BEFORE_WRITTEN);
  if (finding.run.kind !== 'schedule') return t.fail('the story must be one without a clock');
  const vote = { kind: 'voteReply', term: 1, voteGranted: true };
  const decisions = [crash(1), crashWithin(duplicate(2, 1, vote), 3), propose(2, "it's")];
  const source = testSource({ ...finding, run: { ...finding.run, decisions } }, options);
  t.regex(source, /^import \{ crash, crashWithin, duplicate, propose \} from/m);
  t.regex(source, /^ {4}crash\(1\),\n {4}crashWithin\(duplicate\(2, 1, voteInTerm1\), 3\),$/m);
  t.regex(source, /^ {4}propose\(2, 'it\\'s'\),$/m);
});

test('messages are told apart by what they say, then by their sender, then by a number', (t) => {
  const ask = { kind: 'requestVote', term: 1, candidateId: 1, lastLogIndex: 0, lastLogTerm: 0 };
  const decisions = [
    deliver(1, 2, ask),
    deliver(1, 3, ask),
    deliver(1, 3, { ...ask, lastLogIndex: 7 }),
    deliver(2, 3, { ...ask, candidateId: 2 }),
    deliver(2, 1, { kind: 'voteReply', term: 1, voteGranted: false }),
  ];
  const names = nameMessages(decisions, (message) => raft.classify(message));
  t.deepEqual(
    names.map(({ name }) => name),
    [
      'requestVoteInTerm1OfN1',
      'requestVoteInTerm1OfN1No2',
      'requestVoteInTerm1OfN2',
      'refusalInTerm1',
    ],
  );
});

test('whatever a message holds, it stays data', (t) => {
  t.is(textLiteral('a\'b"c\\d\u001b\u2028'), "'a\\'b\"c\\\\d\\u001b\\u2028'");
  const hostile: unknown = JSON.parse('{"__proto__": {"x": 1}, "a-b": [1, null], "ok": {}}');
  t.is(literal(hostile, 0, 0), "{ ['__proto__']: { x: 1 }, 'a-b': [1, null], ok: {} }");
  const long = literal({ first: 'x'.repeat(60), second: ['y'.repeat(40)] }, 0, 0);
  t.is(long.split('\n').length, 4, 'what does not fit on a line has a line per field');
});
