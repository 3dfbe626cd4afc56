import { BETWEEN_STEPS } from '../../trace/event.ts';
import test from 'ava';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { renderFinding } from '../../reports/terminal/finding.ts';
import { PLAIN_STYLE, styleFor, type Tone } from '../../reports/terminal/style.ts';
import { message, Scribe, view } from './written.ts';
import { matchesAllWidths, matchesGolden } from './golden.ts';
import { findingOf, reportOf, scenarioOf, type Story } from './performed.ts';

const TUTORIAL: Story = {
  target: 'tutorial',
  property: 'election-safety',
  nodes: 3,
  seed: 18,
  actions: [
    { kind: 'pause', node: 1 },
    { kind: 'elapse', ms: 1200 },
  ],
};

const SHORT_LOG: Story = {
  target: 'no-election-restriction',
  property: 'leader-completeness',
  nodes: 3,
  seed: 8,
  actions: [
    { kind: 'partition', groups: [[3], [1, 2]] },
    { kind: 'elapse', ms: 480 },
    { kind: 'propose', node: 1, command: 'x473' },
    { kind: 'elapse', ms: 290 },
  ],
};

const STALE_LEADER: Story = {
  target: 'leader-never-gives-up',
  property: 'stale-leader-steps-down',
  nodes: 2,
  seed: 20,
  actions: [
    { kind: 'elapse', ms: 479 },
    { kind: 'isolate', node: 1 },
    { kind: 'elapse', ms: 1000 },
  ],
};

const NO_PEACE: Story = {
  target: 'leader-forgets-contact',
  property: 'eventual-leader',
  nodes: 2,
  seed: 36,
  actions: [],
};

const SEVEN_NODES: Story = {
  target: 'votes-without-memory',
  property: 'election-safety',
  nodes: 7,
  seed: 2,
  actions: [
    { kind: 'bridge', node: 3 },
    { kind: 'elapse', ms: 1000 },
  ],
};

test('a finding of the tutorial fits on a screen, and its causes are rows', (t) => {
  matchesAllWidths(t, 'tutorial', (style) => renderFinding(reportOf(TUTORIAL), style));
});

test('entries, commits and proposals are told with the election that loses them', (t) => {
  matchesAllWidths(t, 'short-log', (style) => renderFinding(reportOf(SHORT_LOG), style));
});

test('what breaks because nothing happens has a row of its own, with where everyone stands', (t) => {
  matchesAllWidths(t, 'stale-leader', (style) => renderFinding(reportOf(STALE_LEADER), style));
});

test('of a long story the middle is hidden, but not its causes and their neighbours', (t) => {
  matchesAllWidths(t, 'no-peace', (style) => renderFinding(reportOf(NO_PEACE), style));
});

test('with --full nothing is hidden, and every row keeps its number', (t) => {
  const folded = renderFinding(reportOf(NO_PEACE), PLAIN_STYLE).split('\n');
  const full = renderFinding({ ...reportOf(NO_PEACE), isFull: true }, PLAIN_STYLE).split('\n');
  t.true(folded.some((line) => line.includes('steps hidden: replay with --full shows them')));
  t.false(full.some((line) => line.includes('steps hidden')));
  for (const line of folded.filter((row) => !row.includes('hidden'))) {
    t.true(full.includes(line), `--full lacks this line: ${line}`);
  }
});

test('with many nodes the text goes below the lanes', (t) => {
  matchesAllWidths(t, 'seven-nodes', (style) => renderFinding(reportOf(SEVEN_NODES), style));
});

test('a vote that was never synced is lost in a crash, and the report says so', (t) => {
  matchesGolden(t, 'unsynced-vote', renderFinding(unsyncedVote(), PLAIN_STYLE));
});

test('in ASCII everything stays in its column', (t) => {
  const wish = { color: 'never', environment: {}, isTerminal: false } as const;
  const ascii = renderFinding(unsyncedVote(), styleFor({ ...wish, ascii: true }));
  t.regex(ascii, /^[\x20-\x7e\n]*$/);
  matchesGolden(t, 'unsynced-vote-ascii', ascii);
  const widths = (text: string): number[] => text.split('\n').map((line) => [...line].length);
  t.deepEqual(widths(ascii), widths(renderFinding(unsyncedVote(), PLAIN_STYLE)));
});

/** Every tone, and whether it has a colour: the compiler asks for those that are missing. */
const TONES: Readonly<Record<Tone, boolean>> = {
  plain: false,
  quiet: true,
  strong: true,
  broken: true,
  held: true,
  fault: true,
  follower: true,
  candidate: true,
  leader: true,
};

test('colour changes no letter', (t) => {
  const wish = { color: 'always', ascii: false, environment: {}, isTerminal: false } as const;
  const colored = renderFinding(reportOf(TUTORIAL), styleFor(wish));
  t.true(colored.includes('\u001b['), 'there is no colour, though it was asked for');
  const bare = (text: string): string => text.replace(/\u001b\[\d+m/g, '');
  t.is(bare(colored), renderFinding(reportOf(TUTORIAL), PLAIN_STYLE));
  const text = 'n1 → L2 ✖';
  for (const [tone, isColored] of Object.entries(TONES) as [Tone, boolean][]) {
    const painted = styleFor(wish).paint(tone, text);
    t.is(painted !== text, isColored, `${tone}: ${isColored ? 'no colour' : 'a colour'}`);
    t.is(bare(painted), text, `${tone} changes the text itself`);
    t.is(PLAIN_STYLE.paint(tone, text), text, `${tone} has colour though none was asked for`);
  }
});

test('text from outside cannot speak to the terminal', (t) => {
  const report = reportOf(TUTORIAL);
  const hostile = '\u001b[2Jclear\u0007\u202eabc\u2066';
  const finding = { ...report.finding, target: hostile };
  const text = renderFinding({ ...report, finding, folder: hostile }, PLAIN_STYLE);
  t.notRegex(text, /[^\P{C}\n]/u);
});

/** The double vote of the classic: n2 votes, crashes before the sync, and votes again. */
test('what is no bug says which promise it would take; a bug needs no label', (t) => {
  const report = reportOf(TUTORIAL);
  t.notRegex(renderFinding(report, PLAIN_STYLE), /Label/);
  const labelled = (label: FindingReport['label']): string =>
    renderFinding({ ...report, label }, PLAIN_STYLE).replace(/\s+/g, ' ');
  const limitation =
    'Label limitation: it takes a node that crashes and restarts, and tutorial does not promise ' +
    'to remember anything through that';
  t.true(labelled({ kind: 'limitation', beyond: ['persistence'] }).includes(limitation));
  const transport =
    'Label outside the promised transport: it takes a message that arrives twice and messages ' +
    'that overtake each other, and tutorial does not promise to bear that';
  const beyond = ['duplicates', 'reordering'] as const;
  t.true(labelled({ kind: 'outside the promised transport', beyond }).includes(transport));
});

function unsyncedVote(): FindingReport {
  const scribe = new Scribe();
  const cut = [
    [1, 3],
    [3, 1],
  ] as const;
  const ask = { kind: 'requestVote', term: 1 } as const;
  const grant = { kind: 'voteReply', term: 1, voteGranted: true } as const;
  const boot = (node: number, incarnation: number) =>
    ({ kind: 'booted', node, incarnation }) as const;
  const timer = (node: number) => ({ kind: 'timerFired', node, timer: 'election' }) as const;
  const durable = { currentTerm: 0, votedFor: null, log: [] };
  for (const node of [1, 2, 3]) scribe.node(boot(node, 0), view('follower', 0, null));
  scribe.at(150).quiet({ kind: 'linksCut', links: cut });
  scribe.node(timer(1), view('candidate', 1, 1));
  scribe.sent(message(1, 2, ask, 150)).sent(message(1, 3, ask, 150));
  scribe.quiet({ kind: 'lost', node: 3, flight: message(1, 3, ask, 150), why: 'cut' });
  scribe.at(163).quiet({ kind: 'persisted', node: 2, durable, synced: false });
  const first = scribe.nextStep;
  scribe.node(message(1, 2, ask, 150), view('follower', 1, 1)).sent(message(2, 1, grant, 163));
  scribe.at(164).node({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 1 }, null);
  scribe.at(170).node(boot(2, 1), view('follower', 0, null));
  const elected = scribe.at(178).nextStep;
  scribe.node(message(2, 1, grant, 163), view('leader', 1, 1));
  scribe
    .at(205)
    .node(timer(3), view('candidate', 1, 3))
    .sent(message(3, 2, ask, 205));
  const second = scribe.at(218).nextStep;
  scribe.node(message(3, 2, ask, 205), view('follower', 1, 3)).sent(message(2, 3, grant, 218));
  const step = scribe.at(231).nextStep;
  scribe.node(message(2, 3, grant, 218), view('leader', 1, 3));
  const because = [
    { step: first, text: 'n2 voted for n1 in term 1' },
    { step: elected, text: 'n1 became leader of term 1' },
    { step: second, text: 'n2 voted for n3 in term 1' },
  ];
  const observed = 'n1 and n3 are both leader of term 1.';
  return byHand(scribe, { observed, because, step, timeMs: 231 });
}

function byHand(scribe: Scribe, witness: FindingReport['finding']['witness']): FindingReport {
  const frame = reportOf(TUTORIAL);
  const actions = [
    { kind: 'elapse', ms: 150 },
    { kind: 'partition', groups: [[1], [3]] },
    { kind: 'elapse', ms: 14 },
    { kind: 'crash', node: 2 },
    { kind: 'elapse', ms: 6 },
    { kind: 'rejoin', node: 2 },
  ] as const;
  const finding = findingOf(TUTORIAL);
  return {
    ...frame,
    finding: {
      ...finding,
      id: '0123456789ab',
      target: 'by-hand',
      run: { kind: 'scenario', ...scenarioOf(TUTORIAL), actions },
      ablation: actions.map((_, part) => ({ part, needed: part !== 5 })),
      witness,
    },
    trace: scribe.trace,
    actions: [
      { letter: 'E', text: 'wait 150 ms' },
      { letter: 'P', text: 'cut n1 from n3' },
      { letter: 'E', text: 'wait 14 ms' },
      { letter: 'X', text: 'crash n2' },
      { letter: 'E', text: 'wait 6 ms' },
      { letter: 'R', text: 'restart n2' },
    ],
    replayCommand: 'whitewater replay 0123456789ab',
    folder: null,
    isNew: false,
  };
}
