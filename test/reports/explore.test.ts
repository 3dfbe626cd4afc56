import test from 'ava';
import { depthLine, renderExplore, type ExploreSummary } from '../../reports/terminal/explore.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { matchesAllWidths, matchesGolden } from './golden.ts';

const HELD: ExploreSummary = {
  target: 'raft',
  breaks: null,
  isAsExpected: true,
  bounds: {
    nodes: 3,
    maxDecisions: 9,
    maxTerm: 2,
    faults: ['duplicate', 'crash', 'crashWithin'],
    maxStates: 10_000_000,
  },
  properties: [
    'election-safety',
    'one-vote-per-term',
    'leader-has-quorum',
    'term-monotonic',
    'log-matching',
  ],
  isSymmetric: true,
  proposes: true,
  result: { kind: 'complete' },
  states: 1_234_567,
  decisions: 12_345_678,
  statesByDepth: [1, 1, 4, 17, 88, 409, 1705, 13_552, 70_125, 1_148_665],
  wallMs: 6789,
  cpuMs: 12_345,
  setting: '--nodes 3 --max-term 2 --max-decisions 9 --faults duplicate,crash,crashWithin',
  deadEnds: [
    { goal: 'leader-electable', tuples: 12_743, roundsNeeded: 2, undecided: 0, notJudged: 0 },
    { goal: 'proposal-committable', tuples: 12_743, roundsNeeded: 3, undecided: 0, notJudged: 0 },
  ],
  always: { kind: 'proven', states: 30, messages: 36, tuples: 802, rounds: 2 },
  notJudged: [],
};

const firstLine = (summary: ExploreSummary): string | undefined =>
  renderExplore(summary, PLAIN_STYLE).split('\n')[0];

test('a proof says exactly what is proved', (t) => {
  matchesAllWidths(t, 'explore-complete', (style) => renderExplore(HELD, style));
});

test('a search that ends early says how far it came, and what holds so far', (t) => {
  const why = 'it has seen as many states as it may';
  const result = { kind: 'limitReached', depth: 8, why } as const;
  const text = renderExplore({ ...HELD, isAsExpected: false, result }, PLAIN_STYLE);
  matchesGolden(t, 'explore-limit', text);
  const nothing = { ...HELD, result: { ...result, depth: 0 } };
  t.regex(renderExplore(nothing, PLAIN_STYLE), /So far {5}nothing is proved/);
});

test('what a search costs stands beside the time that it took', (t) => {
  const text = renderExplore(HELD, PLAIN_STYLE).replace(/\s+/g, ' ');
  const cost = '12,345,678 decisions tried in 6.8 s, 12.3 s of processor time; 100.0k states per ';
  t.true(text.includes(`${cost}second of processor time`), text);
  t.regex(text, /States 1,234,567: all nodes with their disks, the messages in flight, and what /);
});

test('what the limit of dead ends left out is said in a line of its own', (t) => {
  const deadEnds = [
    { goal: 'leader-electable', tuples: 700, roundsNeeded: 2, undecided: 0, notJudged: 0 },
    { goal: 'proposal-committable', tuples: 500, roundsNeeded: 3, undecided: 0, notJudged: 1200 },
  ] as const;
  const text = renderExplore({ ...HELD, deadEnds }, PLAIN_STYLE).replace(/\s+/g, ' ');
  t.regex(text, /Dead ends none found: /, 'a part was left out: none was found there');
  t.regex(
    text,
    /Not judged proposal-committable \(in 1,200 more combinations of node states: limit reached/,
  );
  t.notRegex(text, /Not judged leader-electable/);
});

test('a proof names only the trouble that was looked for', (t) => {
  const bounds = { ...HELD.bounds, maxTerm: null, faults: [] };
  const bare = renderExplore({ ...HELD, bounds, proposes: false }, PLAIN_STYLE).replace(
    /\s+/g,
    ' ',
  );
  t.regex(bare, /with 3 nodes breaks any of 5 safety properties/);
  t.regex(bare, /messages may come late or never Dead ends/);
});

test('each result says in its first line what was expected and what happened', (t) => {
  const property = 'election-safety';
  const violated = { ...HELD, result: { kind: 'violated', property, decisions: 6 } } as const;
  const broken = { ...HELD, isAsExpected: false };
  const unexpected = firstLine({ ...violated, isAsExpected: false });
  t.is(unexpected, ' ✖ raft  broke election-safety, in 6 decisions');
  t.is(
    firstLine({ ...violated, breaks: property }),
    ' ✔ raft  breaks election-safety, as it must, in 6 decisions',
  );
  t.is(
    firstLine({ ...violated, isAsExpected: false, breaks: 'log-matching' }),
    ' ✖ raft  was to break log-matching, and broke election-safety, in 6 decisions',
  );
  t.is(
    firstLine({ ...broken, breaks: property }),
    ' ✖ raft  was to break election-safety, and did not within these bounds',
  );
  const diverged = { kind: 'diverged' } as const;
  t.regex(firstLine({ ...broken, result: diverged }) ?? '', /went another way/);
});

test('progress is a line for each number of decisions', (t) => {
  const at = { depth: 5, states: 18_304, decisions: 40_000, statesByDepth: [1, 15_774] };
  t.is(
    depthLine({ ...at, wallMs: 250, cpuMs: 310 }, null),
    '5 decisions: 15,774 new states, 18,304 in all, 250 ms, 310 ms of processor time',
  );
});

test('progress says about how long the rest takes, if that is known', (t) => {
  const at = { depth: 5, states: 12_000, decisions: 40_000, statesByDepth: [4_000, 8_000] };
  const line = depthLine({ ...at, wallMs: 4000, cpuMs: 4200 }, 24_000);
  t.regex(line, /, 4\.0 s, 4\.2 s of processor time, about 24\.0 s left$/);
});
