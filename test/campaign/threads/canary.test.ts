// What the canary comes to does not depend on how many threads evaluate it.
import test from 'ava';
import { canaryInThread, canaryInThreads } from '../../../campaign/threads/canary-job.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { MatrixRow } from '../../../search/canary/kill-matrix.ts';

/** Of each engine one that is found at once, and a dead end. */
const IDS = [
  'votes-without-memory',
  'half-is-a-quorum',
  'leader-forgets-contact',
  'candidate-stands-once',
];

async function rowsBy(workers: number, ids: readonly string[] = IDS): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  const request = { ids, seed: 1, maxRuns: 200, timing: LAB_TIMING };
  await canaryInThreads(request, workers, (row) => rows.push(row)).done;
  return rows;
}

/** All but the time that it took. */
function come(rows: readonly MatrixRow[]): unknown {
  const text = JSON.stringify(rows, (name, value: unknown) =>
    ['wallMs', 'huntMs', 'shrinkMs'].includes(name) ? undefined : value,
  );
  return JSON.parse(text) as unknown;
}

test('rows are the same, and come in the same order, whatever the number of threads', async (t) => {
  const one = await rowsBy(1);
  t.deepEqual(
    one.map(({ id }) => id),
    IDS,
  );
  t.true(
    one.every(({ kill }) => kill !== null),
    'a case that is not killed would say little',
  );
  for (const workers of [2, 7]) t.deepEqual(come(await rowsBy(workers)), come(one), `${workers}`);
});

test('a thread that breaks down ends all, and what it evaluated before is told first', async (t) => {
  const rows: MatrixRow[] = [];
  const ids = ['votes-without-memory', 'half-is-a-quorum', 'no-such-mutant'];
  const request = { ids, seed: 1, maxRuns: 50, timing: LAB_TIMING };
  const { done } = canaryInThreads(request, 1, (row) => {
    // Meanwhile the thread goes on, and breaks down: its error must not overtake its second row.
    if (rows.length === 0) setImmediate(() => sleepSync(1000));
    rows.push(row);
  });
  await t.throwsAsync(done, { any: true, message: /no-such-mutant/ });
  t.deepEqual(
    rows.map(({ id }) => id),
    ids.slice(0, 2),
  );
});

test('nothing is told of a thread whose outcome is known', async (t) => {
  const ids = ['votes-without-memory', 'half-is-a-quorum', 'leader-forgets-contact'];
  const request = { ids, seed: 1, maxRuns: 50, timing: LAB_TIMING };
  let told = 0;
  const { done } = canaryInThread(request, () => {
    told += 1;
    // Meanwhile the thread goes on: its other rows wait to be delivered.
    sleepSync(3000);
    throw new Error('enough');
  });
  await t.throwsAsync(done, { message: 'enough' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  t.is(told, 1, 'a listener that broke down was told more');
});

function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
