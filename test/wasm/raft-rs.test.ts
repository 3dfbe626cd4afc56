import test from 'ava';
import { CheckFailed } from '../../library/check-failed.ts';
import { explore } from '../../library/explore.ts';
import { wasm } from '../../library/wasm.ts';
import { built, testedCrate } from './rust.ts';
import { holds } from './holds.ts';
import { twinsAnswerAlike } from './twins.ts';

test('the crate of sdk/rust passes its own tests', testedCrate);

for (const variant of ['', 'prevote-checkquorum']) {
  test(`raft-rs ${variant} holds in runs with all fair faults`, (t) => {
    const file = built(t, { VARIANT: variant });
    if (file === null) return;
    holds(t, file, 40);
  });
}

test('a search of raft-rs ends, and finds nothing', (t) => {
  const file = built(t);
  if (file === null) return;
  const { states } = explore(wasm({ file }), { nodes: 3, maxDecisions: 5 });
  t.true(states > 300);
});

test('two states of raft-rs with one digest answer alike', (t) => {
  const file = built(t, { VARIANT: 'prevote-checkquorum' });
  if (file !== null) twinsAnswerAlike(t, wasm({ file }));
});

/** A mistake in the use of the library, what it breaks, and in how many decisions. */
const DEFECTS = [
  ['vote-not-written', 'one-vote-per-term', 4],
  ['send-before-persist', 'term-monotonic', 1],
] as const;

for (const [defect, property, length] of DEFECTS) {
  test(`${defect} in the use of raft-rs is found, and proven shortest`, (t) => {
    const file = built(t, { DEFECT: defect });
    if (file === null) return;
    const target = wasm({ file });
    const bounds = { nodes: 3, maxDecisions: 5, properties: [property] };
    const { finding } = t.throws(() => explore(target, bounds), { instanceOf: CheckFailed });
    t.is(finding?.property, property);
    t.is(finding?.shrinking.result, 'proven shortest');
    t.is(finding?.run.kind === 'schedule' ? finding.run.decisions.length : 0, length);
  });
}
