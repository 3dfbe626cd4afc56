// What breaks in whitewater itself: one line, exit code 4, and the report of what was found so far.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { emptyFolder, whitewater, type Ended } from './whitewater.ts';

/** A module that breaks the main thread once stderr says so. */
function breakingAt(text: string, how: string): string {
  const source = `
    import { isMainThread } from 'node:worker_threads';
    const write = process.stderr.write;
    let isBroken = !isMainThread;
    process.stderr.write = function (said, ...rest) {
      if (!isBroken && String(said).includes(${JSON.stringify(text)})) {
        isBroken = true;
        ${how}
      }
      return write.call(this, said, ...rest);
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

const WAYS = {
  'an error in a timer': "setTimeout(() => { throw new Error('boom\\nand more'); });",
  'a promise that no one waits for': "void Promise.reject(new Error('boom\\nand more'));",
};

for (const [name, how] of Object.entries(WAYS)) {
  test(`${name} ends a hunt with exit code 4, one line and the report`, async (t) => {
    const folder = emptyFolder(t);
    const words = ['run', 'votes-without-memory', 'raft', '--seed', '1', '--budget', '60s'];
    const breaks = [breakingAt('hunting in raft', how)];
    const { code, stdout, stderr } = await whitewater(folder, words, () => undefined, breaks);
    t.is(code, 4, stderr);
    t.regex(stderr, /\nerror: whitewater broke down: boom and more; please report it[^\n]*\n/);
    t.notRegex(stderr, /\n {4}at /, 'a stack trace is for those who ask for it');
    t.regex(stdout, /✔ votes-without-memory {2}breaks one-vote-per-term/);
    t.regex(stdout, / raft {2}(interrupted|not decided)/, 'the report so far is missing');
    t.is(readdirSync(join(folder, '.whitewater', 'findings')).length, 1);
  });
}

test('--json is one object still, also where nothing was found yet', async (t) => {
  const breaks = (text: string): Promise<Ended> => {
    const words = text === '' ? ['explore', 'raft', '--json'] : ['run', 'raft', '--json'];
    const at = breakingAt(text, "setTimeout(() => { throw new Error('boom'); });");
    return whitewater(emptyFolder(t), words, () => undefined, [at]);
  };
  const [explored, ran] = await Promise.all([breaks(''), breaks('hunting in raft')]);
  t.deepEqual([explored.code, ran.code], [4, 4], `${explored.stderr}${ran.stderr}`);
  t.like(JSON.parse(explored.stdout), { command: 'explore' });
  t.like(JSON.parse(ran.stdout), { command: 'run', interrupted: true });
});

test('a thread that breaks down ends its hunt, and what earlier targets came to is told', async (t) => {
  const source = `
    import { isMainThread, parentPort } from 'node:worker_threads';
    import { performance } from 'node:perf_hooks';
    if (!isMainThread) performance.now = () => { throw new Error('boom'); };`;
  const folder = emptyFolder(t);
  const words = ['run', 'raft', '--runs', '20', '--seed', '1', '--json'];
  const breaks = [`data:text/javascript,${encodeURIComponent(source)}`];
  const { code, stdout, stderr } = await whitewater(folder, words, () => undefined, breaks);
  t.is(code, 4, stderr);
  const told = /\nerror: whitewater broke down: (boom; twice, .+); please report it[^\n]*\n$/;
  t.is(told.exec(stderr)?.[1], 'boom; twice, in chunk 0 (timed runs 1 to 200)', stderr);
  const [target] = (JSON.parse(stdout) as { targets: object[] }).targets;
  t.like(target, { target: 'raft', verdict: 'inconclusive', asExpected: false });
  const twice = 'boom; twice, in chunk 0 (timed runs 1 to 200)';
  t.like(target, { error: `whitewater broke down: ${twice}` });
});
