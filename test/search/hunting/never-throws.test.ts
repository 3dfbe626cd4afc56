// A target that throws is a finding like any other, wherever it throws and whoever meets it.
import test from 'ava';
import { hunt } from '../../../search/hunting/hunt.ts';
import type { HuntingEngine } from '../../../search/hunting/hunt-options.ts';
import { replayFinding } from '../../../search/running/replay.ts';
import type { Effect, PureTarget } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import { huntFor } from './hunt-for.ts';

const pure: PureTarget = raft;

function broken(name: string, changes: Partial<PureTarget>): PureTarget {
  return { ...pure, name, ...changes };
}

function fails(): never {
  throw new Error('no answer');
}

/** Where a target can throw, and the fewest decisions that make it do so. */
const PLACES: readonly (readonly [place: string, target: PureTarget, shortest: number])[] = [
  ['at its first boot', broken('no-boot', { boot: fails }), 0],
  [
    'at a restart',
    broken('no-restart', {
      boot: (identity, durable) => (durable === null ? pure.boot(identity, null) : fails()),
    }),
    2,
  ],
  ['in a step', broken('no-step', { step: fails }), 1],
  ['when it is looked at', broken('no-view', { view: fails }), 0],
  ['when a message is classified', broken('no-message', { classify: fails }), 1],
  ['when its disk is looked at', broken('no-disk', { viewDurable: fails }), 1],
];

const ENGINES: readonly HuntingEngine[] = ['timed', 'adversarial'];

for (const [place, target, shortest] of PLACES) {
  for (const engine of ENGINES) {
    test(`a target that throws ${place} is a finding of the ${engine} engine`, (t) => {
      const options = huntFor(target, null, { engines: [engine], maxRuns: 40 });
      const { outcome, findings } = hunt(target, options);
      t.deepEqual(outcome, { kind: 'crashed' }, `seed ${options.seed}`);
      const [finding] = findings;
      if (finding === undefined) return t.fail('the run that threw was not shrunk to a finding');
      t.is(finding.property, 'never-throws');
      t.regex(finding.witness.observed, /^n\d threw Error: no answer$/);
      const { shrunk, result } = finding.shrinking;
      t.deepEqual([shrunk.decisions, result], [shortest, 'proven shortest']);
      const replay = replayFinding(target, finding);
      t.true(replay.same, 'the finding replays');
      t.is(replay.trace.at(-1)?.event.kind, 'threw', 'nothing happens after the error');
    });
  }
}

test('the run that is saved holds the very step that threw, also a restart after a crash within a step', (t) => {
  const halfWritten = broken('half-written', {
    step: (state, input) => {
      const next = pure.step(state, input, null);
      const effects = next.effects.flatMap((effect): Effect[] =>
        effect.kind === 'persist'
          ? [{ ...effect, record: { ...(effect.record as object), half: true } }, effect]
          : [effect],
      );
      return { ...next, effects };
    },
    boot: (identity, durable) => {
      if ((durable as { half?: boolean } | null)?.half === true) throw new Error('half written');
      return pure.boot(identity, durable);
    },
  });
  const options = huntFor(halfWritten, null, { engines: ['adversarial'], maxRuns: 40 });
  const [finding] = hunt(halfWritten, options).findings;
  t.is(finding?.witness.observed, 'n1 threw Error: half written', `seed ${options.seed}`);
  const kinds =
    finding?.run.kind === 'schedule' ? finding.run.decisions.map(({ kind }) => kind) : [];
  t.deepEqual(kinds, ['crashWithin']);
  const replay = finding === undefined ? null : replayFinding(halfWritten, finding);
  const told = (replay?.trace ?? []).map(({ event }: TraceLine) => event.kind).slice(-2);
  t.deepEqual(told, ['crashed', 'threw'], 'the crash is told before the restart that throws');
});

test('who asks for one property is told of errors in one line, and judged by that property alone', (t) => {
  const [, , [, target]] = PLACES as readonly [unknown, unknown, readonly [string, PureTarget]];
  const options = huntFor(target, 'election-safety', { maxRuns: 5 });
  const { outcome, broken: all, findings } = hunt(target, options);
  t.deepEqual(findings, []);
  t.deepEqual(all, ['never-throws'], 'what else broke is told');
  t.is(outcome.kind, 'inconclusive', 'no run elected a leader');
});
