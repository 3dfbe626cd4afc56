// A search in several threads comes to what one thread alone comes to, whatever their number.
import test from 'ava';
import {
  SEARCHED,
  searchedAlone,
  searchedInThreads,
  type SearchCase,
} from './searched-together.ts';

const CASES: readonly SearchCase[] = [
  { target: 'raft', maxDecisions: 7 },
  { target: 'raft', maxDecisions: 6, judgesDeadEnds: true },
  { target: 'raft', nodes: 2, maxDecisions: 7 },
  { target: 'raft', nodes: 4, maxDecisions: 5 },
  // The limit is reached on the way: what is judged before it is the same in any number of threads.
  { target: 'raft', maxDecisions: 6, judgesDeadEnds: true, maxDeadEndEffort: 3_000 },
  { target: 'raft', nodes: 4, maxDecisions: 5, judgesDeadEnds: true, maxDeadEndEffort: 6_000 },
  { target: 'vote-not-persisted', maxDecisions: 6 },
  { target: 'higher-term-keeps-vote', maxDecisions: 5, judgesDeadEnds: true },
  { target: 'raft', maxDecisions: 7, maxStates: 300 },
];

for (const threads of [2, 3]) {
  test.serial(`${threads} threads find what one finds, and count what it counts`, async (t) => {
    const results = await searchedInThreads(threads, CASES);
    for (const [place, one] of CASES.entries()) {
      t.deepEqual(results[place], [searchedAlone(one)], JSON.stringify(one));
    }
  });
}

test.serial('for one thread there is nothing to be divided', async (t) => {
  const [results] = await searchedInThreads(1, [{ target: 'raft', maxDecisions: 5 }]);
  t.deepEqual(results, [searchedAlone({ target: 'raft', maxDecisions: 5 })]);
});

test.serial('two threads find what is wrong with a mutant in the same run as one', async (t) => {
  const cases = SEARCHED.map((target) => ({ target, maxDecisions: 3, judgesDeadEnds: true }));
  const results = await searchedInThreads(2, cases);
  for (const [place, one] of cases.entries()) {
    t.deepEqual(results[place], [searchedAlone(one)], one.target);
  }
});
