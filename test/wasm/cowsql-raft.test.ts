import test from 'ava';
import { huntOptions } from '../../library/check-options.ts';
import { CheckFailed } from '../../library/check-failed.ts';
import { explore } from '../../library/explore.ts';
import { wasm } from '../../library/wasm.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { overtakes } from '../../search/overtaking.ts';
import { replayFinding } from '../../search/running/replay.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { Wires } from '../targets/wires.ts';
import { built } from './c.ts';
import { holds } from './holds.ts';
import { twinsAnswerAlike } from './twins.ts';

for (const variant of ['', 'prevote']) {
  test(`cowsql/raft ${variant} holds in runs of both engines with all fair faults`, (t) => {
    const file = built(t, { VARIANT: variant });
    if (file === null) return;
    const { adversarialRuns } = holds(t, file, 200);
    t.is(adversarialRuns, 2_000, 'its messages are in order without a clock, too');
  });
}

test('a search of cowsql/raft ends, and finds nothing', (t) => {
  const file = built(t);
  if (file === null) return;
  const { states } = explore(wasm({ file }), { nodes: 3, maxDecisions: 7 });
  t.true(states > 5000);
});

for (const variant of ['', 'prevote']) {
  test(`two states of cowsql/raft ${variant} with one digest answer alike`, (t) => {
    const file = built(t, { VARIANT: variant });
    if (file !== null) twinsAnswerAlike(t, wasm({ file }));
  });
}

/** Hands in what has been sent on a link: in the order in which it was sent, or the other way. */
type Order = 'deliverOldest' | 'deliverNewest';

/** A leader replicates an entry to n2, loses touch with it, and hears of what n2 answered. */
function replicated(target: PureTarget, order: Order): void {
  const cluster = new Wires(target);
  cluster.fire(1, 'election');
  cluster.deliverOldest(1, 2);
  cluster.deliverOldest(2, 1);
  cluster.deliverOldest(1, 2);
  cluster.propose(1, 'x');
  cluster.deliverOldest(2, 1);
  cluster.fire(1, 'heartbeat');
  // The entry and a heartbeat after it are under way: a heartbeat that comes first is refused.
  cluster[order](1, 2);
  cluster[order](1, 2);
  cluster[order](2, 1);
  cluster.fire(1, 'heartbeat');
  cluster.fire(1, 'heartbeat');
  cluster[order](2, 1);
}

test('a leader of cowsql/raft bears answers in order, and dies of a late refusal', (t) => {
  const file = built(t, { VARIANT: 'unordered' });
  if (file === null) return;
  t.notThrows(() => replicated(wasm({ file }), 'deliverOldest'));
  t.throws(() => replicated(wasm({ file }), 'deliverNewest'), {
    message: /p->match_index < p->next_index \(src\/progress\.c: progressMaybeDecrement: 373\)/,
  });
});

test('adversarial runs of cowsql/raft find a vote that is not written, in order', (t) => {
  const file = built(t, { DEFECT: 'vote-not-written' });
  if (file === null) return;
  const target = wasm({ file });
  const options = huntOptions(target, { runs: 200, seed: 1, properties: ['one-vote-per-term'] });
  const [finding] = hunt(target, { ...options, engines: ['adversarial'] }).findings;
  if (finding === undefined) return t.fail('2,000 adversarial runs have not found it');
  t.is(finding.shrinking.shrunk.decisions, 4);
  const { same, trace } = replayFinding(target, finding);
  t.true(same);
  t.false(overtakes(trace));
});

/** A mistake in the use of the library, what it breaks, and in how many decisions. */
const DEFECTS = [
  ['vote-not-written', 'one-vote-per-term', 4],
  ['send-before-persist', 'term-monotonic', 1],
] as const;

for (const [defect, property, length] of DEFECTS) {
  test(`${defect} in the use of cowsql/raft is found, and proven shortest`, (t) => {
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
