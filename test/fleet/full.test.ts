// A queue that has no room, and packages that are not there: one line, nothing is lost.
import { Redis } from 'ioredis';
import pg from 'pg';
import test, { type ExecutionContext } from 'ava';
import { fleetAddress } from '../../campaign/fleet/address.ts';
import { connectFleet } from '../../campaign/fleet/connect.ts';
import { USUAL_PATIENCE } from '../../campaign/fleet/job-queue.ts';
import { optionalPackage } from '../../campaign/fleet/optional-package.ts';
import {
  CHUNKS,
  commandLine,
  connected,
  endOf,
  enqueued,
  isAsOfOneProcess,
  isComplete,
  PLANNED,
  underWay,
  until,
  worker,
  WORDS,
} from './fleet.ts';
import { temporaryFolder, testWith, type TestServer } from './servers.ts';

const FULL = 'it is full (maxmemory), and writes nothing until it has room';

testWith('Redis', 'A worker waits while Redis is full, and nothing is lost', async (t, at) => {
  const server = await connected(t, at);
  const client = new Redis(new URL(at.url).pathname);
  t.teardown(() => client.disconnect());
  const one = worker(t, at, []);
  await underWay(server, [one]);
  // Whatever it holds is more.
  await client.config('SET', 'maxmemory', '1');
  await one.says(`the queue: ${FULL}; going on`);
  const words = ['fleet', 'enqueue', ...WORDS, '--out', temporaryFolder(t)];
  const { code, stderr } = await endOf(commandLine(t, at.url, words));
  t.is(code, 2, stderr);
  t.regex(stderr, /^error: the queue at unix:\S+ cannot be used: it is full \(maxmemory\), .+\n$/);
  await client.config('SET', 'maxmemory', '0');
  const { missing } = await enqueued(t, server);
  t.true(missing >= CHUNKS / 2);
  await until('all chunks are there', isComplete(server));
  one.kill('SIGTERM');
  const end = await one.ended;
  t.is(end.code, 143, end.stderr);
  await isAsOfOneProcess(t, server);
});

const NO_ROOM = 'it has no room (too many connections for role "small")';

interface Small {
  /** As a user who is not let in while there is no room. */
  readonly small: TestServer;
  /** Ends the connections that this user has, too. */
  readonly fill: () => Promise<void>;
  readonly empty: () => Promise<void>;
}

/**
 * A server that is full answers with class 53 of its errors, whether it lacks disk, memory or
 * connections. A superuser has connections in reserve, others have a limit that can be moved.
 */
async function smallServer(t: ExecutionContext, at: TestServer): Promise<Small> {
  const admin = new pg.Client(at.url);
  await admin.connect();
  t.teardown(() => admin.end());
  await admin.query('create role small login in role fleet');
  const theirs = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'small'";
  return {
    small: { ...at, url: at.url.replace('fleet@', 'small@') },
    fill: async () => {
      await admin.query('alter role small connection limit 0');
      await admin.query(theirs);
    },
    empty: async () => void (await admin.query('alter role small connection limit -1')),
  };
}

testWith('PostgreSQL', 'A worker waits while PostgreSQL has no connections left', async (t, at) => {
  const server = await connected(t, at);
  const { small, fill, empty } = await smallServer(t, at);
  const one = worker(t, small, []);
  await underWay(server, [one]);
  await fill();
  await one.says(`the queue: ${NO_ROOM}; going on`);
  for (const words of [['enqueue', ...WORDS, '--out', temporaryFolder(t)], ['stop']]) {
    const { code, stderr } = await endOf(commandLine(t, small.url, ['fleet', ...words]));
    t.is(code, 2, stderr);
    t.regex(stderr, /^error: the queue at postgresql:\S+ cannot be used: it has no room .+\n$/);
    t.true(stderr.includes(NO_ROOM), stderr);
  }
  await empty();
  await enqueued(t, server);
  await until('all chunks are there', isComplete(server));
  one.kill('SIGTERM');
  const end = await one.ended;
  t.is(end.code, 143, end.stderr);
  await isAsOfOneProcess(t, server);
});

testWith('PostgreSQL', 'A queue that could not be opened is opened later', async (t, at) => {
  await connected(t, at);
  const { small, fill, empty } = await smallServer(t, at);
  const refusals: string[] = [];
  const server = await connectFleet(fleetAddress(small.url), {
    ...{ limitMs: 60_000, isPatient: true, refusesEviction: true },
    onReconnected: () => undefined,
    onRefused: (why) => refusals.push(why),
  });
  t.teardown(() => server.close());
  await fill();
  const counts = server.queue(PLANNED.id).counts();
  const begun = server.work(PLANNED.id, {
    ...{ concurrency: 1, patience: USUAL_PATIENCE },
    perform: () => Promise.resolve(),
    onError: () => undefined,
  });
  const both = Promise.all([counts, begun]);
  const areRefused = until('both have been refused', () => Promise.resolve(refusals.length >= 4));
  await Promise.race([areRefused, both]);
  t.deepEqual([...new Set(refusals)], [NO_ROOM]);
  await empty();
  const [{ waiting }, working] = await both;
  t.is(waiting, 0);
  await working.close();
});

async function missingPackage(t: ExecutionContext, url: string): Promise<void> {
  const hidden = `data:text/javascript,export function resolve(name, context, next) {
    if (name !== 'bullmq') return next(name, context);
    throw Object.assign(new Error('no bullmq'), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
  const hook = `import { register } from 'node:module'; register(${JSON.stringify(hidden)});`;
  const hiding = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
  const child = commandLine(t, url, ['fleet', 'status'], { NODE_OPTIONS: hiding });
  const { code, stderr } = await endOf(child);
  t.is(code, 2, stderr);
  t.regex(
    stderr,
    /^error: a fleet needs packages that are not installed: npm install bullmq \S+\n$/,
  );
}

test('A package that is not installed is named, with what to type', async (t) => {
  await missingPackage(t, 'unix:///nowhere.sock');
  await missingPackage(t, 'postgresql://nowhere');
  const broken = new Error('it is broken');
  const error = await t.throwsAsync(optionalPackage(() => Promise.reject(broken), 'x'));
  t.is(error, broken, 'an error of a package that is there is its own');
});
