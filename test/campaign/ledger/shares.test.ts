// One budget for several targets: who gets how much, and what becomes of what is left.
import test from 'ava';
import fc from 'fast-check';
import { IN_MS, IN_RUNS, Shares, type Sharing } from '../../../campaign/ledger/shares.ts';
import { BATCH } from '../../../search/hunting/batch.ts';

/** Target `i` has a use for `uses[i]` in all. Returns what each of them used. */
function sharedOut(
  sharing: Omit<Sharing, 'targets'>,
  uses: readonly number[],
): { readonly used: readonly number[]; readonly turns: number } {
  const shares = new Shares({ ...sharing, targets: uses.length });
  const used = uses.map(() => 0);
  let turns = 0;
  for (let share = shares.next(); share !== null; share = shares.next()) {
    const { target, amount } = share;
    const wanted = (uses[target] ?? 0) - (used[target] ?? 0);
    const now = Math.min(amount, wanted);
    used[target] = (used[target] ?? 0) + now;
    shares.took(share, now, now < amount);
    turns += 1;
    if (turns > 1000) throw new Error('the budget is never used up');
  }
  return { used, turns };
}

const runs = (total: number): Omit<Sharing, 'targets'> => ({ ...IN_RUNS, total });

test('targets that use all they get share a budget equally, in whole chunks', (t) => {
  t.deepEqual(sharedOut(runs(6000), [1e9, 1e9, 1e9]), { used: [2000, 2000, 2000], turns: 3 });
  t.deepEqual(sharedOut(runs(1000), [1e9, 1e9, 1e9]).used, [400, 400, 200]);
  t.deepEqual(sharedOut({ ...IN_MS, total: 30_000 }, [1e9, 1e9]).used, [15_000, 15_000]);
});

test('what a target does not use is for the others, wherever it stands in the list', (t) => {
  t.deepEqual(sharedOut(runs(4000), [1e9, 200, 200]).used, [3600, 200, 200]);
  t.deepEqual(sharedOut(runs(4000), [200, 200, 1e9]).used, [200, 200, 3600]);
  t.deepEqual(
    sharedOut({ ...IN_MS, total: 30_000 }, [1e9, 0, 1000, 1e9]).used,
    [14_500, 0, 1000, 14_500],
  );
});

test('few runs are shared one by one, and a target that has its most gets no more', (t) => {
  t.deepEqual(sharedOut(runs(30), [1e9, 1e9, 1e9]).used, [10, 10, 10]);
  t.deepEqual(sharedOut(runs(1), [1e9, 1e9]).used, [1, 0]);
  t.deepEqual(sharedOut({ ...runs(9000), most: 600 }, [1e9, 1e9]).used, [600, 600]);
});

test('all of a budget is used if anyone has a use for it, and nobody ends far behind', (t) => {
  const uses = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(uses, fc.integer({ min: 1, max: 60 }), (chunks, more) => {
      // With less than a chunk for each, shares are parts of chunks, and no round follows.
      const total = chunks.length + more;
      const wanted = chunks.map((count) => count * BATCH);
      const { used } = sharedOut(runs(total * BATCH), wanted);
      const sum = used.reduce((all, one) => all + one, 0);
      const all = wanted.reduce((left, one) => left + one, 0);
      if (sum !== Math.min(all, total * BATCH)) throw new Error(`${sum} used of ${total * BATCH}`);
      const hungry = used.filter((one, index) => one < (wanted[index] ?? 0));
      // In each round, rounding to chunks costs a target one at most.
      const apart = Math.max(0, ...hungry) - Math.min(Infinity, ...hungry);
      if (apart > BATCH * chunks.length) throw new Error(`${apart} apart: ${used.join(', ')}`);
    }),
    { seed: 1 },
  );
  t.pass();
});
