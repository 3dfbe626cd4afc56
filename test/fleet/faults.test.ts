// Whatever happens to workers and servers, a fleet finds what a single process finds.
import { Queue } from 'bullmq';
import type { ExecutionContext } from 'ava';
import { spansOf } from '../../campaign/fleet/fleet-campaign.ts';
import {
  CHUNKS,
  chunksDone,
  connected,
  enqueued,
  isAsOfOneProcess,
  isComplete,
  PLANNED,
  underWay,
  until,
  worker,
} from './fleet.ts';
import { testWith, type ServerBody, type ServerKind, type TestServer } from './servers.ts';

const BOTH: readonly ServerKind[] = ['Redis', 'PostgreSQL'];

function testWithBoth(title: string, body: ServerBody): void {
  for (const kind of BOTH) testWith(kind, `${title}: ${kind}`, body);
}

testWithBoth('A worker that is killed has its chunk performed by another', async (t, at) => {
  const server = await connected(t, at);
  const first = worker(t, at, []);
  await underWay(server, [first]);
  first.kill('SIGKILL');
  t.is((await first.ended).code, null);
  t.true((await enqueued(t, server)).missing >= CHUNKS / 2);
  const second = await worker(t, at).ended;
  t.is(second.code, 0, second.stderr);
  await isAsOfOneProcess(t, server);
});

testWithBoth('A worker that stands still for a while does no harm later', async (t, at) => {
  const server = await connected(t, at);
  const first = worker(t, at, []);
  await underWay(server, [first]);
  first.kill('SIGSTOP');
  await enqueued(t, server);
  // If it holds a chunk, that one is done once its lock is over: six seconds, then two at most.
  const second = await worker(t, at).ended;
  t.is(second.code, 0, second.stderr);
  t.is(await chunksDone(server), CHUNKS);
  first.kill('SIGCONT');
  first.kill('SIGTERM');
  const late = await first.ended;
  t.is(late.code, 143, late.stderr);
  await isAsOfOneProcess(t, server);
});

/** Two workers live through it, and need nobody to start them again. */
async function survivesCrash(
  t: ExecutionContext,
  at: TestServer,
  signal: NodeJS.Signals,
): Promise<void> {
  const server = await connected(t, at);
  const workers = [worker(t, at, []), worker(t, at, [])];
  await underWay(server, workers);
  await at.kill(signal);
  await at.start();
  await enqueued(t, server);
  await until('all chunks are there', isComplete(server));
  for (const one of workers) one.kill('SIGTERM');
  for (const { ended } of workers) {
    const { code, stderr } = await ended;
    t.is(code, 143, stderr);
  }
  await isAsOfOneProcess(t, server);
}

testWith('Redis', 'Redis with a log may be killed while workers are at work', (t, at) => {
  return survivesCrash(t, at, 'SIGKILL');
});

testWith('PostgreSQL', 'PostgreSQL may be stopped at once while workers are at work', (t, at) => {
  return survivesCrash(t, at, 'SIGQUIT');
});

testWith(
  'Redis without a log',
  'Redis without a log comes back empty: workers offer their records again, enqueue fills the gap',
  async (t, at) => {
    const server = await connected(t, at);
    const workers = [worker(t, at, []), worker(t, at, [])];
    await underWay(server, workers);
    await at.kill('SIGKILL');
    await at.start();
    await until('the workers have offered their records again', async () => {
      return (await chunksDone(server)) >= 1;
    });
    const { waiting } = await server.queue(PLANNED.id).counts();
    t.is(waiting, 0, 'the queue has lost nothing: nothing is tested');
    const { done, missing } = await enqueued(t, server);
    t.true(missing >= CHUNKS / 2 && done >= 1, `${done} done, ${missing} enqueued again`);
    await until('the gap is filled', isComplete(server));
    for (const one of workers) one.kill('SIGTERM');
    for (const one of workers) t.is((await one.ended).code, 143);
    await isAsOfOneProcess(t, server);
  },
);

testWith('Redis', 'Chunks that are delivered twice count once', async (t, at) => {
  const server = await connected(t, at);
  await enqueued(t, server);
  const connection = { path: new URL(at.url).pathname };
  const queue = new Queue(PLANNED.id, { connection, prefix: 'whitewater-fleet' });
  t.teardown(() => queue.close());
  for (const [place, span] of spansOf(PLANNED.campaign).entries()) {
    await queue.add('chunks', span, { jobId: `again-${place}`, lifo: true });
  }
  const ends = await Promise.all([worker(t, at).ended, worker(t, at).ended]);
  for (const { code, stderr } of ends) t.is(code, 0, stderr);
  await isAsOfOneProcess(t, server);
});
