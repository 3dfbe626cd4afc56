import test from 'ava';
import { shrinkAgain } from '../../../search/shrinking/shrink-again.ts';
import { shrinkInThread } from '../../../campaign/threads/shrink-job.ts';
import { shrinkLimits, USUAL_SHRINK_BUDGET } from '../../../campaign/threads/shrink-budget.ts';
import type { Finding } from '../../../search/finding.ts';
import { crash } from '../../../simulator/decide.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { decidedFinding } from '../../reports/decided.ts';
import {
  VOTE_CLEARED,
  VOTE_COUNTED_TWICE,
  VOTE_NOT_PERSISTED,
} from '../../reports/decided-stories.ts';
import { TIMED, timedFinding } from './made-up-finding.ts';

const USUAL = shrinkLimits(USUAL_SHRINK_BUDGET, () => 0);

function afterwards(target: PureTarget, finding: Finding): Finding {
  return shrinkAgain(target, finding, USUAL).finding;
}

for (const story of [VOTE_CLEARED, VOTE_NOT_PERSISTED, VOTE_COUNTED_TWICE]) {
  test(`shrinking a finding of ${story.target.name} twice changes nothing the second time`, (t) => {
    const once = afterwards(story.target, decidedFinding(story));
    const twice = shrinkAgain(story.target, once, USUAL);
    t.is(twice.change, 'same');
    t.deepEqual(twice.finding, once);
    t.is(once.property, story.property, 'the property must not change');
  });
}

test('a run with needless decisions becomes smaller, and remembers where it came from', (t) => {
  const decisions = [crash(3), ...VOTE_CLEARED.decisions];
  const finding = decidedFinding({ ...VOTE_CLEARED, decisions });
  const { finding: smaller, change } = shrinkAgain(VOTE_CLEARED.target, finding, USUAL);
  t.is(change, 'smaller');
  t.is(smaller.shrinking.shrunk.decisions, 6);
  t.is(smaller.foundBy, finding.foundBy);
  t.deepEqual(smaller.shrinking.original, finding.shrinking.original);
});

test('a thread shrinks as well, and keeps what it has if it is told to stop', async (t) => {
  const decisions = [crash(3), ...VOTE_CLEARED.decisions];
  const finding = decidedFinding({ ...VOTE_CLEARED, decisions });
  const order = { target: finding.target, finding, budget: USUAL_SHRINK_BUDGET };
  const [whole, stopped] = [shrinkInThread(order), shrinkInThread(order)];
  stopped.stop();
  const end = await whole.done;
  if (end.kind !== 'done') return t.fail('our own code stands still');
  t.deepEqual(end.shrunk, shrinkAgain(VOTE_CLEARED.target, finding, USUAL));
  const early = await stopped.done;
  t.is(early.kind, 'done');
  t.deepEqual(
    'shrunk' in early && early.shrunk,
    { finding, change: 'same', others: [] },
    'ask whether to stop before the first attempt',
  );
});

test('the same run with a better proof is worth keeping, with a worse one it is not', (t) => {
  const { target } = VOTE_NOT_PERSISTED;
  const known = decidedFinding(VOTE_NOT_PERSISTED);
  const unproved: Finding = { ...known, shrinking: { ...known.shrinking, result: 'budget' } };
  const better = shrinkAgain(target, unproved, USUAL);
  t.is(better.change, 'better proved');
  t.is(better.finding.shrinking.result, 'proven shortest');
  const hurried = shrinkLimits({ ms: null, executions: 1 }, () => 0);
  t.is(shrinkAgain(target, known, hurried).change, 'same');
});

test('a scenario is shrunk again too, twice with the same result', (t) => {
  const finding = timedFinding();
  const once = afterwards(TIMED, finding);
  t.is(once.run.kind, 'scenario', 'it breaks with a clock only');
  t.is(once.shrinking.shrunk.actions, 2);
  t.is(once.shrinking.result, '1-minimal');
  t.deepEqual(shrinkAgain(TIMED, once, USUAL), { finding: once, change: 'same', others: [] });
});

test('a budget of time ends when its time is over', (t) => {
  let nowMs = 100;
  const { shouldStop } = shrinkLimits({ ms: 50, executions: null }, () => nowMs);
  t.false(shouldStop());
  nowMs = 150;
  t.true(shouldStop());
  t.false(USUAL.shouldStop());
  t.is(shrinkLimits({ ms: null, executions: 7 }, () => 0).maxExecutions, 7);
});
