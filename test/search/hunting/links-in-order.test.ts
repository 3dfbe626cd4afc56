// Hunts in targets that need the messages of each link in order, with both engines.
import test from 'ava';
import type { ActionKind } from '../../../faults/action.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { isGuidedChunk } from '../../../search/guiding/learning.ts';
import { BATCH } from '../../../search/hunting/batch.ts';
import { hunt } from '../../../search/hunting/hunt.ts';
import { performBatch } from '../../../search/hunting/perform-batch.ts';
import { labelOf } from '../../../search/label.ts';
import { overtakes } from '../../../search/overtaking.ts';
import { recordRun } from '../../../search/running/record.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import type { Effect, Identity, PureTarget, Transition } from '../../../simulator/target.ts';
import { appendCutsWhatMatches } from '../../../targets/mutants/append-cuts-what-matches.ts';
import { votesWithoutMemory } from '../../../targets/mutants/votes-without-memory.ts';
import { raft } from '../../../targets/raft.ts';
import type { NodeId } from '../../../trace/view.ts';
import { huntFor } from './hunt-for.ts';

/** How many messages have gone to each node, or which one has come from it last. */
type Numbers = Readonly<Record<NodeId, number>>;

interface Counting {
  readonly inner: unknown;
  readonly sent: Numbers;
  readonly heard: Numbers;
}

interface Numbered {
  readonly number: number;
  readonly message: unknown;
}

const core = raft as PureTarget;

/** Sends each message with the next number of its link. */
function numbered(
  { state: inner, effects }: Transition<unknown>,
  { sent: before, heard }: Omit<Counting, 'inner'>,
): Transition<Counting> {
  const sent: Record<NodeId, number> = { ...before };
  const counted = effects.map((effect): Effect => {
    if (effect.kind !== 'send') return effect;
    const number = (sent[effect.to] ?? 0) + 1;
    sent[effect.to] = number;
    return { ...effect, message: { number, message: effect.message } };
  });
  return { state: { inner, sent, heard }, effects: counted };
}

/** The core, which throws when a message comes after a later one of its link. It bears no crash. */
const strict: PureTarget<Counting> = {
  ...core,
  name: 'strict',
  capabilities: { ...core.capabilities, persistence: false, symmetric: false, reordering: false },
  boot: (identity: Identity, durable) =>
    numbered(core.boot(identity, durable), { sent: {}, heard: {} }),
  step(state, input, localTimeMs) {
    if (input.kind !== 'received')
      return numbered(core.step(state.inner, input, localTimeMs), state);
    const { number, message } = input.message as Numbered;
    const latest = state.heard[input.from] ?? 0;
    if (number < latest) throw new Error(`message ${number} comes after message ${latest}`);
    const heard = { ...state.heard, [input.from]: number };
    return numbered(core.step(state.inner, { ...input, message }, localTimeMs), {
      ...state,
      heard,
    });
  },
  view: ({ inner }) => core.view(inner),
  classify: (message) => core.classify((message as Numbered).message),
};

const ADVERSARIAL = { engines: ['adversarial'], schedulers: ['uniform', 'pct'] } as const;

test('nothing comes out of order in 20,000 adversarial runs, so that nothing breaks', (t) => {
  const options = huntFor(strict, null, { ...ADVERSARIAL, maxRuns: 2_000 });
  t.true(options.searchFaults.includes('duplicate'), 'copies come in order, too');
  const { outcome, progress, findings } = hunt(strict, options);
  t.is(progress.adversarialRuns, 20_000);
  t.deepEqual(findings, []);
  t.is(outcome.kind, 'held');
});

test('nothing comes out of order in runs that go on from others', (t) => {
  const options = huntFor(strict, null, { ...ADVERSARIAL, maxRuns: 200 });
  const guided = Array.from({ length: 50 }, (_, chunk) => chunk).find((chunk) =>
    isGuidedChunk(options.seed, chunk),
  );
  if (guided === undefined) return t.fail('none of the first chunks of this seed is guided');
  const chunk = { ...options, maxRuns: BATCH * (guided + 1), corpus: [] };
  const { isGuided, counts, failures } = performBatch(strict, chunk, guided);
  t.true(isGuided);
  t.is(counts.adversarialRuns, 2_000);
  t.deepEqual(failures, []);
});

test('in runs that shall delay messages, they do, and the finding says that this was asked', (t) => {
  const faults: readonly ActionKind[] = [...kindsFairTo(strict.capabilities), 'delayMessages'];
  const target = strict as PureTarget;
  const { findings } = hunt(target, huntFor(target, null, { ...ADVERSARIAL, faults }));
  const [finding] = findings;
  if (finding === undefined) return t.fail('a message that overtakes another breaks it');
  t.is(finding.property, 'never-throws');
  const { trace } = recordRun(target, finding.run, new Set([finding.property]));
  t.true(overtakes(trace));
  t.deepEqual(labelOf(finding, target.capabilities, trace), {
    kind: 'outside the promised transport',
    beyond: ['reordering'],
  });
});

for (const engine of ['timed', 'adversarial'] as const) {
  test(`what ${engine} runs find in a target that needs order is shrunk and replayed in order`, (t) => {
    const { target: given } = votesWithoutMemory;
    const target = { ...given, capabilities: { ...given.capabilities, reordering: false } };
    const { findings } = hunt(target, huntFor(target, 'one-vote-per-term', { engines: [engine] }));
    const [finding] = findings;
    if (finding === undefined) return t.fail('the defect of the mutant was not found');
    t.is(finding.foundBy, engine);
    t.is(finding.run.kind, 'schedule', 'it needs no clock');
    t.is(finding.shrinking.shrunk.decisions, 3);
    t.true(finding.ablation.every(({ needed }) => needed));
    const { same, trace } = replayFinding(target, finding);
    t.true(same);
    t.false(overtakes(trace));
    t.is(labelOf(finding, target.capabilities, trace).kind, 'bug');
  });
}

test('a defect that shows sooner out of order is told in order, and not called shortest', (t) => {
  const { target: given, shortest } = appendCutsWhatMatches;
  const target = { ...given, capabilities: { ...given.capabilities, reordering: false } };
  const options = huntFor(target, 'commit-is-durable', { engines: ['adversarial'] });
  const [finding] = hunt(target, options).findings;
  if (finding === undefined) return t.fail('the defect of the mutant was not found');
  const { trace } = replayFinding(target, finding);
  t.false(overtakes(trace));
  t.is(finding.shrinking.shrunk.decisions, (shortest?.decisions ?? 0) + 1);
  t.is(finding.shrinking.result, '1-minimal');
});

test('a hunt in order tells no bound of PCT, which speaks of any order', (t) => {
  const batchOf = (target: PureTarget): number => {
    const options = huntFor(target, null, { ...ADVERSARIAL, maxRuns: 10 });
    return performBatch(target, options, 0).counts.pctWidth;
  };
  t.is(batchOf(strict as PureTarget), 0);
  t.true(batchOf(core) > 0);
});
