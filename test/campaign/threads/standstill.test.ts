// A step that stands still is a finding like any other: shrunk, and performed again.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exploreInThreads } from '../../../campaign/threads/explore-in-threads.ts';
import { huntInThreads } from '../../../campaign/threads/hunting-threads.ts';
import type { Hunt, HuntRequest } from '../../../campaign/threads/hunt-request.ts';
import { recordInThread } from '../../../campaign/threads/record-job.ts';
import { shrinkInThread } from '../../../campaign/threads/shrink-job.ts';
import { USUAL_SHRINK_BUDGET } from '../../../campaign/threads/shrink-budget.ts';
import type { UnderWay } from '../../../campaign/threads/thread.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { Finding } from '../../../search/finding.ts';
import { performBatch } from '../../../search/hunting/perform-batch.ts';
import { overtakes } from '../../../search/overtaking.ts';
import { replayOf } from '../../../search/running/replay.ts';
import { ACTIONS } from '../../../faults/catalogue.ts';
import type { BootCircumstances, Identity } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';
import { liveModuleThat, liveSource, moduleOf, moduleThat } from './modules.ts';

const STEP_LIMIT_MS = 600;

const ENDLESS = 'for (;;);';
const GROWING = 'const kept = []; for (;;) kept.push(new Array(1e6).fill(0));';
const PROMISES = 'const again = () => Promise.resolve().then(again); void again();';

const REQUEST: HuntRequest = {
  target: 'faulty',
  stepLimitMs: STEP_LIMIT_MS,
  seed: 1,
  engines: ['timed'],
  maxRuns: 400,
  nodesAskedFor: null,
  nodes: [3],
  sought: null,
  faults: ACTIONS.map(({ kind }) => kind),
  searchFaults: [],
  timing: LAB_TIMING,
  maxFindings: 1,
  maxActions: 20,
  shrinkBudget: USUAL_SHRINK_BUDGET,
};

function huntIn(module: string, more: Partial<HuntRequest> = {}): UnderWay<Hunt> {
  const request = { ...REQUEST, module, maxRuns: 5, ...more };
  return huntInThreads(request, { onProgress: () => undefined, onFailedRun: () => undefined });
}

/** The only finding of a hunt, which must be of a step that stood still. */
function standstillIn(t: ExecutionContext, { result, stoodStill, traces }: Hunt): Finding {
  t.is(stoodStill, null, 'the standstill was reported, and no finding was made of it');
  t.deepEqual(result.outcome, { kind: 'crashed', stoodStill: true });
  t.is(result.progress.failedRuns, 1);
  const [finding] = result.findings;
  if (finding === undefined) throw new Error('the hunt has no finding');
  t.is(finding.property, 'never-throws');
  t.is(traces.get(finding.id)?.at(-1)?.event.kind, 'threw', 'its story must end with that step');
  return finding;
}

async function replaysIn(t: ExecutionContext, module: string, finding: Finding): Promise<void> {
  const { run, property } = finding;
  const target = { target: 'faulty', module, stepLimitMs: STEP_LIMIT_MS };
  const ended = await recordInThread({ ...target, run, sought: [property] }).done;
  if (ended.kind !== 'done') return t.fail(`it does not replay: ${ended.kind}`);
  t.true(replayOf(finding, ended.recording).same, 'it replays in another way than it was saved');
}

const LIVE: readonly (readonly [name: string, inTimer: string])[] = [
  ['an endless loop', ENDLESS],
  ['endless promises', PROMISES],
  ['growing memory', GROWING],
];

for (const [name, inTimer] of LIVE) {
  test.serial(`${name} in live code is a finding, shrunk to its step, that replays`, async (t) => {
    const module = liveModuleThat(t, inTimer);
    const finding = standstillIn(t, await huntIn(module).done);
    t.is(finding.witness.observed, 'n2 stands still in timer callback');
    t.like(finding.shrinking.shrunk, { nodes: 2, actions: 0 });
    t.is(finding.shrinking.result, '1-minimal');
    await replaysIn(t, module, finding);
  });
}

test.serial('a standstill of a pure module needs no clock, whoever meets it', async (t) => {
  const module = moduleThat(t, ENDLESS);
  const ids: string[] = [];
  for (const engine of ['timed', 'adversarial'] as const) {
    const finding = standstillIn(t, await huntIn(module, { engines: [engine] }).done);
    t.like(finding, { foundBy: engine, run: { kind: 'schedule', nodes: 2 } });
    t.is(finding.witness.observed, 'n2 stands still in timer election');
    t.deepEqual(finding.run.kind === 'schedule' ? finding.run.decisions : [], [
      { kind: 'fire', node: 2, timer: 'election' },
    ]);
    ids.push(finding.id);
    await replaysIn(t, module, finding);
  }
  t.is(ids[0], ids[1], 'the same run has two ids');
});

test.serial(
  'a search makes a finding of it, too, and shrinking it again changes nothing',
  async (t) => {
    const module = moduleThat(t, ENDLESS);
    const target = { target: 'faulty', module, stepLimitMs: STEP_LIMIT_MS };
    const bounds = { nodes: 3, maxDecisions: 3, maxTerm: null, faults: [], maxStates: 1000 };
    const request = {
      ...target,
      bounds,
      nodesAskedFor: null,
      properties: ['never-throws'],
      timing: LAB_TIMING,
    } as const;
    const { outcome } = await exploreInThreads(request, () => undefined).done;
    if (outcome.kind !== 'violated') return t.fail(`the search ended as ${outcome.kind}`);
    const { finding } = outcome;
    t.like(finding, { foundBy: 'exhaustive', shrinking: { shrunk: { nodes: 2, decisions: 1 } } });
    await replaysIn(t, module, finding);
    const again = await shrinkInThread({ ...target, finding, budget: USUAL_SHRINK_BUDGET }).done;
    if (again.kind !== 'done') return t.fail(`shrinking ended as ${again.kind}`);
    t.is(again.shrunk?.change, 'same');
    t.is(again.shrunk?.finding.id, finding.id);
  },
);

/** n2 stands still once it hears `b` before `a`; n1 sends both, `a` first, whenever it is time. */
const NEEDS_ORDER = `
const view = {
  role: 'follower', currentTerm: 0, votedFor: null, log: [], commitIndex: 0, matchIndex: null,
};
const both = { kind: 'setTimer', timer: 'both', minMs: 100, maxMs: 100 };
const toOther = (message) => ({ kind: 'send', to: 2, message });
export default {
  family: 'pure',
  name: 'faulty',
  capabilities: { persistence: false, proposals: false, reordering: false },
  smallestCluster: 2,
  boot: ({ self }) => ({ state: { self, heard: '' }, effects: self === 1 ? [both] : [] }),
  step({ self, heard }, input) {
    if (input.kind !== 'received') {
      return { state: { self, heard }, effects: [both, toOther('a'), toOther('b')] };
    }
    while (heard.includes('b') && input.message === 'a');
    return { state: { self, heard: heard + input.message }, effects: [] };
  },
  view: () => view,
  viewDurable: () => ({ currentTerm: 0, votedFor: null, log: [] }),
  classify: () => ({ kind: 'other', term: 0 }),
};
`;

test.serial('a standstill that was met in order is shrunk in order', async (t) => {
  const module = moduleOf(t, NEEDS_ORDER);
  const hunt = await huntIn(module, { engines: ['adversarial'] }).done;
  const finding = standstillIn(t, hunt);
  const { run, shrinking } = finding;
  const decisions = run.kind === 'schedule' ? run.decisions : [];
  const sendings = decisions.filter(({ kind }) => kind === 'fire');
  t.is(sendings.length, 2, 'b and a of one sending would do, out of order');
  t.is(decisions.length, 4);
  t.false(overtakes(hunt.traces.get(finding.id) ?? []));
  t.is(shrinking.result, '1-minimal');
  await replaysIn(t, module, finding);
});

test.serial(
  'a step that stands still once and not again is no finding: the run diverges',
  async (t) => {
    const flag = JSON.stringify(join(tmpdir(), `whitewater-once-${process.pid}`));
    t.teardown(() => rmSync(JSON.parse(flag) as string, { force: true }));
    const once = `if (!existsSync(${flag})) { writeFileSync(${flag}, ''); for (;;); }`;
    const files = "import { existsSync, writeFileSync } from 'node:fs'";
    const { result, stoodStill } = await huntIn(moduleThat(t, once, files)).done;
    t.is(stoodStill, null);
    t.is(result.outcome.kind, 'diverged');
    t.deepEqual(result.findings, []);
  },
);

/** All nodes lead from the beginning, so every run fails; node 2 stands still in one of some 70. */
const ALWAYS_FAILING = liveSource('faulty', 'if (Math.random() < 1 / 70) for (;;);').replace(
  "role: 'follower', currentTerm: 0",
  "role: 'leader', currentTerm: 1",
);

test.serial('what a chunk came to before it stood still is counted to its last run', async (t) => {
  const module = moduleOf(t, ALWAYS_FAILING);
  const counted: unknown[] = [];
  for (const workers of [1, 2]) {
    const sought = ['never-throws'] as const;
    const { result } = await huntIn(module, { sought, maxRuns: 1000, workers }).done;
    const { runs, failedRuns } = result.progress;
    t.is(result.outcome.kind, 'crashed');
    t.true(runs > 1, 'nothing ran before the standstill: choose another seed');
    t.is(failedRuns, runs, 'every run fails, and not all of them are counted as failed');
    t.is(result.brokenRuns['election-safety'], runs - 1);
    counted.push({ ...result, findings: result.findings.map(({ id }) => id) });
  }
  t.deepEqual(counted[0], counted[1], 'the counts depend on the number of threads');
});

/** The lucks with which nodes boot in a chunk, in order. */
function lucksIn(chunk: number, seed: number): readonly number[] {
  const lucks: number[] = [];
  const target = {
    ...raft,
    boot(identity: Identity, durable: unknown, circumstances?: BootCircumstances) {
      lucks.push(circumstances?.luck ?? 0);
      return raft.boot(identity, durable);
    },
  };
  const silent = { shouldStop: () => false, onFailedRun: () => undefined };
  performBatch(target, { ...REQUEST, ...silent, seed, sought: null, corpus: null }, chunk);
  return lucks;
}

/** A hunt in which a node boots with a luck that none before its second chunk had. */
function newInSecondChunk(): { readonly seed: number; readonly luck: number } {
  for (let seed = 1; seed < 50; seed += 1) {
    const [luck = 0] = lucksIn(1, seed);
    if (!lucksIn(0, seed).includes(luck)) return { seed, luck };
  }
  throw new Error('in all of these hunts, the second chunk begins with a luck of the first');
}

test.serial(
  'a standstill in the first run of a chunk comes after the chunks before it',
  async (t) => {
    const { seed, luck } = newInSecondChunk();
    const core = new URL('../../../targets/raft.ts', import.meta.url).href;
    const source = `import { raft } from '${core}'; export default {
    ...raft, name: 'faulty', boot(identity, durable, circumstances) {
      if (circumstances?.luck === ${luck}) for (;;);
      return raft.boot(identity, durable, circumstances);
    },
  };`;
    const { result } = await huntIn(moduleOf(t, source), { maxRuns: 400, seed }).done;
    t.like(result, { outcome: { kind: 'crashed' }, progress: { runs: 201, failedRuns: 1 } });
  },
);

test.serial('told to stop, it is written down as it was met, and nothing is tried', async (t) => {
  const module = liveModuleThat(t, ENDLESS);
  const underWay = huntInThreads(
    {
      ...{ target: 'faulty', module, stepLimitMs: STEP_LIMIT_MS, seed: 1, engines: ['timed'] },
      ...{ maxRuns: 5, nodesAskedFor: null, nodes: [3], sought: null, faults: [] },
      ...{ searchFaults: [], timing: LAB_TIMING, maxFindings: 1, maxActions: 5 },
      shrinkBudget: USUAL_SHRINK_BUDGET,
    },
    {
      onProgress: ({ phase }) => {
        if (phase === 'shrinking') underWay.stop();
      },
      onFailedRun: () => undefined,
    },
  );
  const finding = standstillIn(t, await underWay.done);
  t.is(finding.shrinking.result, 'budget');
  t.is(finding.shrinking.executions, 0);
  t.is(finding.run.nodes, 3);
});
