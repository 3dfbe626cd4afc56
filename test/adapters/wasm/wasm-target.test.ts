import test from 'ava';
import { wasmTarget } from '../../../adapters/wasm/wasm-target.ts';
import { check } from '../../../library/check.ts';
import { explore } from '../../../library/explore.ts';
import { CheckFailed } from '../../../library/check-failed.ts';
import { tinyRaft } from './tiny-raft.ts';

test('an election in WebAssembly holds in timed and adversarial runs with all fair faults', (t) => {
  const { runs, adversarialRuns, leaders } = check(wasmTarget(tinyRaft()), { runs: 20, seed: 3 });
  t.is(runs, 20);
  t.true(adversarialRuns > 0 && leaders > 0, 'some runs must elect a leader');
});

test('a search of it ends, and finds nothing', (t) => {
  const explored = explore(wasmTarget(tinyRaft()), { nodes: 3, maxDecisions: 4 });
  t.true(explored.states > 500, `only ${explored.states} states: crashes and timers are missing`);
});

test('a vote that is answered before it is written is found, and proven shortest', (t) => {
  const target = wasmTarget(tinyRaft({ answersBeforeWriting: true }));
  const failed = t.throws(() => explore(target, { nodes: 3, maxDecisions: 5 }), {
    instanceOf: CheckFailed,
  });
  t.is(failed.finding?.property, 'one-vote-per-term');
  t.is(failed.finding?.shrinking.result, 'proven shortest');
  t.is(failed.finding?.run.kind === 'schedule' ? failed.finding.run.decisions.length : 0, 4);
});

test('an instruction that traps is a finding, with the text that the code wrote', (t) => {
  const target = wasmTarget(tinyRaft({ onPropose: 'unreachable' }));
  const failed = t.throws(() => check(target, { runs: 20, seed: 3, faults: ['propose'] }), {
    instanceOf: CheckFailed,
  });
  t.is(failed.reason, 'crashed');
  t.regex(failed.message, /propose \w+: it trapped \(unreachable\)/);
});
