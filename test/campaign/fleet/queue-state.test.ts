import test from 'ava';
import { isUnderWay } from '../../../campaign/fleet/queue-state.ts';

const JOBS = { waiting: 0, active: 0, failed: 0 };

test('A campaign is under way as long as jobs wait or are performed, unless it was stopped', (t) => {
  const state = { jobs: JOBS, failed: [], isStopped: false };
  t.false(isUnderWay(state), 'nobody is at it');
  t.true(isUnderWay({ ...state, jobs: { ...JOBS, waiting: 1 } }));
  t.true(isUnderWay({ ...state, jobs: { ...JOBS, active: 1 } }));
  t.false(isUnderWay({ ...state, jobs: { ...JOBS, active: 1 }, isStopped: true }));
});
