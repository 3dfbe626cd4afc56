// A queue that has no room, and packages that are not there: one line, nothing is lost.
import { Redis } from 'ioredis';
import test, { type ExecutionContext } from 'ava';
import { optionalPackage } from '../../campaign/fleet/optional-package.ts';
import {
  CHUNKS,
  commandLine,
  connected,
  endOf,
  enqueued,
  isAsOfOneProcess,
  isComplete,
  underWay,
  until,
  worker,
  WORDS,
} from './fleet.ts';
import { temporaryFolder, testWith } from './servers.ts';

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
