import test from 'ava';
import { hunt } from '../../search/hunting/hunt.ts';
import { huntOptions } from '../../library/check-options.ts';
import { CheckFailed } from '../../library/check-failed.ts';
import { explore } from '../../library/explore.ts';
import { wasm } from '../../library/wasm.ts';
import { built } from './go.ts';

const EXAMPLE = 'go-hashicorp-raft';

/** Timed runs of each variant: goroutines take their time. */
const RUNS = { '': 5, prevote: 3, later: 3 } as const;

for (const [variant, runs] of Object.entries(RUNS)) {
  test(`hashicorp/raft ${variant} holds in timed runs with all fair faults`, (t) => {
    const file = built(t, EXAMPLE, { settings: { variant } });
    if (file === null) return;
    const target = wasm({ file });
    const options = { ...huntOptions(target, { runs, seed: 1 }), engines: ['timed'] as const };
    const { outcome, progress } = hunt(target, options);
    t.is(outcome.kind, 'held');
    t.true(progress.leaders > 0 && progress.faults > 0);
  });
}

test('a search of hashicorp/raft ends, and finds nothing', (t) => {
  const file = built(t, EXAMPLE);
  if (file === null) return;
  const { states } = explore(wasm({ file }), { nodes: 2, maxDecisions: 3 });
  t.true(states > 20);
});

test('a vote that hashicorp/raft does not write is found, and proven shortest', (t) => {
  const file = built(t, EXAMPLE, { settings: { defect: 'vote-not-written' } });
  if (file === null) return;
  const target = wasm({ file });
  const bounds = { nodes: 2, maxDecisions: 4, properties: ['one-vote-per-term'] } as const;
  const { finding } = t.throws(() => explore(target, bounds), { instanceOf: CheckFailed });
  t.is(finding?.property, 'one-vote-per-term');
  t.is(finding?.shrinking.result, 'proven shortest');
});

test('an entry that hashicorp/raft confirms before it is durable is found', (t) => {
  const file = built(t, EXAMPLE, { settings: { defect: 'log-not-awaited' } });
  if (file === null) return;
  const target = wasm({ file });
  const bounds = { nodes: 2, maxDecisions: 5, properties: ['commit-is-durable'] } as const;
  const { finding } = t.throws(() => explore(target, bounds), { instanceOf: CheckFailed });
  t.is(finding?.property, 'commit-is-durable');
  t.is(finding?.run.kind === 'schedule' ? finding.run.decisions.length : 0, 5);
});
