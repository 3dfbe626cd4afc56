// A queue that cannot be used, and jobs that nobody sent: one line each, and nothing is lost.
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { fleetAddress } from '../../campaign/fleet/address.ts';
import { givenUpIn } from '../../campaign/fleet/given-up.ts';
import { rollOf } from '../../campaign/fleet/roll.ts';
import { connectFleet } from '../../campaign/fleet/connect.ts';
import {
  CHUNKS,
  commandLine,
  connected,
  endOf,
  enqueued,
  isAsOfOneProcess,
  PLANNED,
  until,
  worker,
  WORDS,
} from './fleet.ts';
import { temporaryFolder, testWith, type TestServer } from './servers.ts';

/** A command that cannot do anything says why, in one line. */
async function isRefused(
  t: ExecutionContext,
  url: string,
  words: readonly string[],
  message: RegExp,
): Promise<void> {
  const { code, stdout, stderr } = await endOf(commandLine(t, url, ['fleet', ...words]));
  t.is(code, 2, stderr);
  t.is(stdout, '');
  t.regex(stderr, message);
  t.is(stderr.split('\n').length, 2, stderr);
}

test('A queue that is not there is named without its password, and nobody waits for ever', async (t) => {
  const socket = join(temporaryFolder(t), 'nobody.sock');
  await isRefused(
    t,
    `unix://${socket}`,
    ['work'],
    /^error: the queue at unix:\S+ cannot be used: .+\n$/,
  );
  const postgres = `postgresql://me:secret@localhost/fleet?host=${temporaryFolder(t)}`;
  await isRefused(
    t,
    postgres,
    ['work'],
    /^error: the queue at postgresql:[^@]+ cannot be used: .+\n$/,
  );
  await isRefused(
    t,
    '',
    ['enqueue', ...WORDS],
    /^error: a fleet needs a queue: set WHITEWATER_FLEET_URL/,
  );
  await isRefused(
    t,
    'ftp://me:secret@x',
    ['status'],
    /^error: WHITEWATER_FLEET_URL is no address of a/,
  );
});

/** Answers each command with the same. */
async function serverThatSays(t: ExecutionContext, answer: string): Promise<string> {
  const socket = join(temporaryFolder(t), 'server.sock');
  const open = new Set<Socket>();
  const server = createServer((connection) => {
    open.add(connection);
    connection.on('error', () => undefined);
    connection.setEncoding('utf8').on('data', (text: string) => {
      const commands = text.match(/\*\d+\r\n/g) ?? [];
      connection.write(answer.repeat(commands.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => {
    for (const connection of open) connection.destroy();
    server.close();
  });
  return `unix://${socket}`;
}

test('A server of another version, or of another kind, is refused', async (t) => {
  const info = '# Server\r\nredis_version:4.0.14\r\nloading:0\r\n';
  const old = await serverThatSays(t, `$${info.length}\r\n${info}\r\n`);
  const connecting = {
    ...{ limitMs: 60_000, isPatient: false, refusesEviction: true },
    onReconnected: () => undefined,
  };
  await t.throwsAsync(connectFleet(fleetAddress(old), connecting), {
    name: 'Refusal',
    message: /cannot be used: it is version 4\.0\.14, and Redis 6\.2 or Valkey is needed$/,
  });
  const web = await serverThatSays(t, 'HTTP/1.1 400 Bad Request\r\n\r\n');
  await t.throwsAsync(connectFleet(fleetAddress(web), connecting), {
    name: 'Refusal',
    message: /^the queue at unix:\S+ cannot be used: /,
  });
});

function clientOf(t: ExecutionContext, { url }: TestServer): Redis {
  const client = new Redis(new URL(url).pathname);
  t.teardown(() => client.disconnect());
  return client;
}

for (const kind of ['Redis', 'PostgreSQL'] as const) {
  testWith(kind, `A worker that has nothing to do tells that ${kind} went away`, async (t, at) => {
    const one = worker(t, at, []);
    await one.isReady;
    await at.kill('SIGKILL');
    await one.says('; going on\n');
    await at.start();
    one.kill('SIGTERM');
    const { code, stderr } = await one.ended;
    t.is(code, 143, stderr);
    t.regex(stderr, /^the queue: .+; going on$/m);
  });
}

testWith('Redis', 'What began to evict later is told in one line', async (t, at) => {
  const server = await connected(t, at);
  await enqueued(t, server);
  await clientOf(t, at).config('SET', 'maxmemory-policy', 'allkeys-lru');
  const { code, stdout, stderr } = await endOf(commandLine(t, at.url, ['fleet', 'status']));
  t.is(code, 5, stderr);
  t.regex(stderr, /^unix:\S+ evicts what it holds: .+ not allkeys-lru\n$/);
  t.regex(stdout, /jobs: 10 waiting/);
});

test('What is not there to be collected is named', async (t) => {
  const folder = temporaryFolder(t);
  await isRefused(
    t,
    '',
    ['collect'],
    /: no campaign is known here, and WHITEWATER_FLEET_URL is no/,
  );
  const from = ['collect', '--from', folder];
  await isRefused(t, '', from, /^error: --from '\S+': there are no records of a fleet in it\n$/);
});

testWith('Redis', 'A queue that evicts is refused before anything is written', async (t, at) => {
  const client = clientOf(t, at);
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  const evicts =
    /^error: unix:\S+ evicts what it holds: set maxmemory-policy noeviction, not allkeys-lru\n$/;
  await isRefused(t, at.url, ['enqueue', ...WORDS], evicts);
  await isRefused(t, at.url, ['work'], evicts);
  t.is(await client.dbsize(), 0);
});

testWith(
  'Redis without a log',
  'A queue that keeps no log is told of in one line',
  async (t, at) => {
    const { code, stderr } = await endOf(commandLine(t, at.url, ['fleet', 'status']));
    t.is(code, 5);
    t.regex(stderr, /^unix:\S+ has appendonly no: after a crash it is empty; .+\n$/);
  },
);

function rawQueue(t: ExecutionContext, { url }: TestServer): Queue {
  const connection = { path: new URL(url).pathname };
  const queue = new Queue(PLANNED.id, { connection, prefix: 'whitewater-fleet' });
  t.teardown(() => queue.close());
  return queue;
}

testWith(
  'Redis',
  'Jobs that were tampered with are refused, and enqueue fills the gap',
  async (t, at) => {
    const server = await connected(t, at);
    const queue = rawQueue(t, at);
    const tampered = [
      { jobId: '0-3', data: { target: 0, first: 3, count: 100_000 } },
      { jobId: '0-4', data: { target: 7, first: 4, count: 1 } },
      { jobId: 'else', data: 'rm -rf' },
      { jobId: 'more', data: { target: 0, first: 5, count: 1, module: './x.js' } },
    ];
    for (const { jobId, data } of tampered) await queue.add('chunks', data, { jobId });
    await enqueued(t, server);
    const first = await worker(t, at).ended;
    t.is(first.code, 5, first.stderr);
    for (const why of [
      'job: the campaign has no such chunks',
      'job: Invalid input',
      'job: Unrec',
    ]) {
      t.true(first.stderr.includes(`is refused: ${why}`), `${why} is not told: ${first.stderr}`);
    }
    t.regex(
      first.stderr,
      /2 chunks of candidate-forgets-vote missing \(3–4\), and nothing is queued/,
    );
    t.deepEqual(await enqueued(t, server), { done: CHUNKS - 2, missing: 2, givenUp: 4 });
    const second = await worker(t, at).ended;
    t.is(second.code, 0, second.stderr);
    await isAsOfOneProcess(t, server);
  },
);

testWith(
  'Redis',
  'A campaign that was tampered with, or is of other code, is refused',
  async (t, at) => {
    const server = await connected(t, at);
    const { id, campaign } = PLANNED;
    const { campaignId } = await import('../../campaign/fleet/fleet-campaign.ts');
    const other = { ...campaign, code: '0123456789abcdef' };
    await server.store.putCampaign(campaignId(other), JSON.stringify(other));
    await server.store.putCampaign(id, PLANNED.text.replace('adversarial', 'timed'));
    const { code, stderr } = await worker(t, at).ended;
    t.is(code, 2, stderr);
    t.regex(stderr, new RegExp(`campaign ${id} is refused: its content is not that of its id\n`));
    t.regex(stderr, /is refused: it is of other code \(0123456789abcdef; here is [0-9a-f]{16}\)\n/);
  },
);

testWith(
  'Redis',
  'A chunk that silences worker after worker is given up, with its runs',
  async (t, at) => {
    const server = await connected(t, at);
    await enqueued(t, server);
    const connection = { path: new URL(at.url).pathname };
    // It takes jobs, does not renew its lock, and never comes back: as if it were killed each time.
    const silent = new Worker(PLANNED.id, () => new Promise(() => undefined), {
      ...{ connection, prefix: 'whitewater-fleet', concurrency: 3 * CHUNKS, skipLockRenewal: true },
      ...{ lockDuration: 300, stalledInterval: 100, maxStalledCount: 1 },
    });
    silent.on('error', () => undefined);
    t.teardown(() => silent.close(true));
    const queue = server.queue(PLANNED.id);
    await until('a job is given up', async () => (await queue.failed()).length > 0);
    const roll = rollOf(PLANNED.campaign, await server.store.entries(PLANNED.id));
    const [one] = givenUpIn(PLANNED.campaign, roll, await queue.failed());
    t.regex(one?.reason ?? '', /stalled/);
    t.is(one?.firstRun, (one?.chunk ?? 0) * 200 + 1);
    const words = ['fleet', 'collect', '--out', temporaryFolder(t)];
    const { code, stderr } = await endOf(commandLine(t, at.url, words));
    t.is(code, 4, stderr);
    t.regex(
      stderr,
      /chunk \d of candidate-forgets-vote was given up \(job stalled .+\): timed runs \d+ to/,
    );
  },
);
