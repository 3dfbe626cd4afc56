import test from 'ava';
import { nodeTable } from '../../../reports/page/parts/node-table.ts';
import { NodeStates } from '../../../reports/story/node-states.ts';
import { isCauseOf, statesOf } from '../../../reports/story/shown-run.ts';
import { showStory } from '../../../reports/story/show-story.ts';
import { buildStory } from '../../../reports/story/build.ts';
import { keptFaultsOf } from '../../../reports/story/kept-faults.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import type { FindingReport } from '../../../reports/terminal/finding-report.ts';
import { causalPast } from '../../../trace/causality.ts';
import { LIVENESS, SAFETY } from '../rendered.ts';
import { Scribe, view } from '../written.ts';

function shown(report: FindingReport) {
  const index = traceIndex(report.trace, report.finding.run.nodes);
  const story = buildStory(index, report.finding.witness, keptFaultsOf(report, index).by);
  return {
    index,
    story,
    run: showStory(index, story, { hasClock: true, rails: [], tested: null }),
  };
}

test('after the last step every node stands as at the end of the trace', (t) => {
  for (const report of [SAFETY, LIVENESS]) {
    const { run } = shown(report);
    const states = new NodeStates(run.nodes);
    for (const line of report.trace) states.read(line);
    t.deepEqual(statesOf(run).at(-1), states.all);
  }
});

test('one step is shown as a cause of another exactly if the trace says so', (t) => {
  const { run, story } = shown(SAFETY);
  const stepsOf = (number: number): readonly number[] => {
    return SAFETY.trace.map(({ step }) => step).filter((step) => story.rowOf(step) === number);
  };
  for (const later of run.steps) {
    const past = causalPast(SAFETY.trace, stepsOf(later.row.number).slice(-1));
    for (const earlier of run.steps) {
      if (earlier === later) continue;
      const [first = 0] = stepsOf(earlier.row.number);
      const names = `${earlier.row.number} before ${later.row.number}`;
      t.is(isCauseOf(earlier, later), past.has(first), names);
    }
  }
});

test('disk, clock, pause and side of a cut are read from events', (t) => {
  const disk = { currentTerm: 2, votedFor: 1, log: [] };
  const { trace } = new Scribe()
    .node({ kind: 'booted', node: 1, incarnation: 0 }, view('follower', 2, 1))
    .quiet({ kind: 'persisted', node: 1, durable: disk, synced: true })
    .quiet({ kind: 'clockJumped', node: 1, byMs: 30 })
    .quiet({ kind: 'clockDrifted', node: 1, rate: 1.5 })
    .quiet({ kind: 'paused', node: 1 })
    .quiet({
      kind: 'linksCut',
      links: [
        [1, 2],
        [2, 1],
        [1, 3],
      ],
    });
  const states = new NodeStates(3);
  for (const line of trace) states.read(line);
  const [first, , third] = states.all;
  t.deepEqual(first?.disk, disk);
  t.deepEqual(first?.clock, { setMs: 30, rate: 1.5 });
  t.true(first?.isPaused);
  t.deepEqual(first?.side, { both: [], to: [], from: [3] });
  t.deepEqual(third?.side, { both: [2], to: [1], from: [] });
});

test('what changed in a step is bold, and nothing else is', (t) => {
  const states = new NodeStates(2);
  const scribe = new Scribe()
    .node({ kind: 'booted', node: 1, incarnation: 0 }, view('follower', 1, null))
    .node({ kind: 'booted', node: 2, incarnation: 0 }, view('follower', 1, null));
  for (const line of scribe.trace) states.read(line);
  const before = states.all;
  const [, , voted] = scribe.node(
    { kind: 'timerFired', node: 2, timer: 'election' },
    view('follower', 1, 1),
  ).trace;
  if (voted !== undefined) states.read(voted);
  const html = nodeTable(states.all, before, { hasClock: false, timeMs: 0 });
  const bold = [...html.matchAll(/<b>(.*?)<\/b>/g)].map(([, text]) => text);
  t.deepEqual(bold, ['n1', 'election fired']);
});
