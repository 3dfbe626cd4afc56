// What a batch counts depends on its runs alone, not on who hears of them.
import test from 'ava';
import { performBatch } from '../../../search/hunting/perform-batch.ts';
import type { SchedulerName } from '../../../search/walking/scheduler.ts';
import { Walker } from '../../../search/walking/walker.ts';
import { commitsOlderTerms } from '../../../targets/mutants/commits-older-terms.ts';
import { votesWithoutMemory } from '../../../targets/mutants/votes-without-memory.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { SEARCH_FAULTS } from '../../../search/exploring/bounds.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { picksOf } from '../walking/picks-of.ts';
import { huntFor } from './hunt-for.ts';

for (const { id, target } of [commitsOlderTerms, votesWithoutMemory]) {
  test(`a batch of ${id} counts the same whether its failed runs are heard of or not`, (t) => {
    const schedulers: readonly SchedulerName[] = ['uniform', 'pct'];
    const hunted = huntFor(target, null, {
      ...{ engines: ['adversarial'], schedulers, maxRuns: 40, maxFindings: Infinity },
    });
    let heard = 0;
    const silent = performBatch(target, hunted, 0);
    const onFailedRun = (): void => void (heard += 1);
    t.deepEqual(performBatch(target, { ...hunted, onFailedRun }, 0), silent);
    t.is(heard, silent.counts.failedRuns);
    t.true(silent.failures.length > 0, 'no walk failed: nothing is compared');
  });
}

for (const scheduler of ['uniform', 'pct'] as const) {
  test(`a ${scheduler} walk that is told again is counted once`, (t) => {
    const options = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING, faults: SEARCH_FAULTS };
    const walker = new Walker(votesWithoutMemory.target, 3, { ...options, scheduler });
    for (let seed = 1; seed <= 20; seed += 1) walker.walk(picksOf(seed, 60));
    const counted = (): object =>
      structuredClone({
        ...{ leaders: walker.leaders, ordered: walker.ordered },
        ...{ exercised: walker.exercised, faultCounts: walker.faultCounts },
      });
    const before = counted();
    t.true(walker.leaders > 0 && walker.faultCounts.crashes > 0, 'nothing happened in any walk');
    const told = walker.decisions(picksOf(7, 60));
    t.deepEqual(walker.decisions(picksOf(7, 60)), told);
    t.true(told.length > 0);
    t.deepEqual(counted(), before);
  });
}
