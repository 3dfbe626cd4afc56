// Whose turn it is on a budget, and what is left of it in a later session.
import test from 'ava';
import { planRun } from '../../cli/run-plan.ts';
import { Stretches, type SpentBefore } from '../../cli/stretches.ts';

const USUAL = { profile: 'quick', timing: 'lab', seed: '1' } as const;

/** The budgets of all turns, if each is used up. */
function turnsOf(budget: string, before: readonly SpentBefore[]): readonly (number | null)[] {
  const stretches = new Stretches(planRun(['raft', 'tutorial'], { ...USUAL, budget }), before);
  const budgets: (number | null)[] = [];
  for (let turn = stretches.next(); turn !== null; turn = stretches.next()) {
    const { budgetMs, share, plan } = turn;
    budgets.push(budgetMs);
    stretches.took(turn, { ...OVER, plan, huntedMs: share.amount, isTimeUp: true });
    if (budgets.length > 20) throw new Error('the budget is never used up');
  }
  return budgets;
}

type Hunted = Parameters<Stretches['took']>[1];
const OVER = { isEnough: false, brokeDown: null } as unknown as Hunted;

/** `cutMs` went into chunks that were cut short. */
function spent(usedMs: number, cutMs = 0): SpentBefore {
  return { usedMs, reachedMs: usedMs + cutMs };
}

test('a budget belongs to the campaign: what earlier sessions have used is gone', (t) => {
  t.deepEqual(turnsOf('10s', [spent(0), spent(0)]), [5000, 5000]);
  t.deepEqual(turnsOf('10s', [spent(3000), spent(1000)]), [3000, 3000]);
  t.deepEqual(turnsOf('10s', [spent(9000), spent(1000)]), []);
  const late = [spent(9000), spent(9000)];
  t.deepEqual(turnsOf('10s', late), [], 'the last run may take longer than is left');
});

test('a longer budget is not charged for chunks that are performed again', (t) => {
  const before = [spent(4200, 800), spent(4600, 400)];
  t.deepEqual(turnsOf('10s', before), [], 'this budget is used up, with all that it has made');
  t.deepEqual(turnsOf('12s', before), [1600, 1600], '12 s less 4.2 and 4.6 s');
  const own = new Stretches(planRun(['raft', 'raft-live'], USUAL), [spent(9000, 999), spent(1)]);
  t.deepEqual([own.next()?.budgetMs, own.next()?.budgetMs], [1000, 9999]);
});

test('each target has a first turn, however small the budget is', (t) => {
  t.deepEqual(turnsOf('30ms', []), [15, 15]);
  t.deepEqual(turnsOf('3ms', []), [2, 1]);
});

test('targets with a budget of their own have what is left of theirs', (t) => {
  const plan = planRun(['raft', 'raft-live'], USUAL);
  const stretches = new Stretches(plan, [spent(4000), spent(99_000)]);
  t.deepEqual([stretches.next()?.budgetMs, stretches.next()?.budgetMs], [6000, 0]);
  t.is(stretches.next(), null);
});

test('shards share a budget of runs alike: what one leaves is in whole chunks of the campaign', (t) => {
  const turnsIn = (shard: string): readonly (readonly [string, number])[] => {
    const stretches = new Stretches(
      planRun(['raft', 'tutorial'], { ...USUAL, budget: '800x', shard }),
    );
    const turns: (readonly [string, number])[] = [];
    for (let turn = stretches.next(); turn !== null; turn = stretches.next()) {
      const { plan, maxRuns } = turn;
      turns.push([plan.entry.name, maxRuns]);
      // The tutorial breaks in the first chunk of the shard.
      const isEnough = plan.entry.name === 'tutorial';
      stretches.took(turn, { ...OVER, plan, isEnough, resumable: PLACE_ONE });
      if (turns.length > 20) throw new Error('the budget is never used up');
    }
    return turns;
  };
  t.deepEqual(turnsIn('1/2'), [
    ['raft', 400],
    ['tutorial', 400],
    ['raft', 600],
  ]);
  t.deepEqual(turnsIn('2/2'), [
    ['raft', 400],
    ['tutorial', 400],
  ]);
});

const PLACE_ONE = { place: 1 } as Hunted['resumable'];
