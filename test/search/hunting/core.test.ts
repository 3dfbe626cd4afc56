// The property runs of the reference core: nothing may break, and everything must be exercised.
import test from 'ava';
import { LAB_TIMING, PAPER_TIMING } from '../../../core/timing.ts';
import { PROPERTIES } from '../../../properties/catalogue.ts';
import { hunt } from '../../../search/hunting/hunt.ts';
import type { HuntOptions } from '../../../search/hunting/hunt-options.ts';
import { raft } from '../../../targets/raft.ts';
import { huntFor } from './hunt-for.ts';

function holds(title: string, changes: Partial<HuntOptions>): void {
  test(title, (t) => {
    const options = huntFor(raft, null, { maxRuns: 400, ...changes });
    const result = hunt(raft, options);
    const told = result.findings.map(({ property, witness }) => `${property}: ${witness.observed}`);
    t.is(result.outcome.kind, 'held', `seed ${options.seed}: ${told.join('; ')}`);
    t.is(result.diverged, 0, 'the same run went two ways');
    t.is(result.progress.runsWithLeader, options.maxRuns, 'a run without a leader proves nothing');
    // What is possible, no run can show: only searches judge it.
    const judged = PROPERTIES.filter(({ kind }) => kind !== 'possibility').map(({ id }) => id);
    const idle = judged.filter((id) => (result.exercised[id] ?? 0) === 0);
    t.deepEqual(idle, [], `seed ${options.seed}: these properties were never put to the test`);
  });
}

holds('the core keeps every property at the pace of the lab', { timing: LAB_TIMING });
holds('the core keeps every property at the pace of the paper', { timing: PAPER_TIMING });
holds('the core keeps every property in clusters of 4 to 9', { nodes: [4, 7, 9], maxRuns: 300 });

test('the core keeps every property in clusters of 1 and 2', (t) => {
  const { outcome, findings } = hunt(raft, huntFor(raft, null, { nodes: [1, 2], maxRuns: 200 }));
  t.is(outcome.kind, 'held', JSON.stringify(findings[0]?.witness));
});
