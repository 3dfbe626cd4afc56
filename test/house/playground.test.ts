// The playground in the repository is the one that its script would write.
import { readFileSync } from 'node:fs';
import test from 'ava';
import { runsIn } from '../../cli/playground-runs.ts';
import { inputsHash, PLAYGROUND } from '../../cli/playground.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import type { PropertyId } from '../../properties/property.ts';
import { performSchedule } from '../../search/running/perform-schedule.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';

const page = readFileSync(PLAYGROUND, 'utf8');

test('docs/playground.html is made from what the repository holds now', (t) => {
  const made = /<meta name="inputs" content="([0-9a-f]{64})">/.exec(page)?.[1];
  t.is(made, inputsHash(), 'it is stale: npm run docs:playground');
});

test('each run in the playground breaks what its mutant must break, and is a shortest one', (t) => {
  const runs = runsIn(page);
  const shown = MUTANTS.filter(({ id }) => runs[id] !== undefined);
  t.true(shown.length >= 30, `only ${shown.length} defects are in the playground`);
  for (const { id, target, breaks, shortest } of shown) {
    const decisions = runs[id] ?? [];
    if (shortest === null) return t.fail(`${id} has no shortest run`);
    t.is(decisions.length, shortest.decisions, id);
    const schedule = { nodes: shortest.nodes, timing: LAB_TIMING, decisions };
    const sought = new Set([breaks as PropertyId]);
    const { violations, skipped } = performSchedule(target, schedule, { sought });
    t.deepEqual(skipped, [], id);
    t.true(
      violations.some(({ property }) => property === breaks),
      id,
    );
  }
});
