// What a hunt comes to does not depend on how many threads perform it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import test from 'ava';
import { huntInThreads } from '../../../campaign/threads/hunting-threads.ts';
import type { Hunt, HuntRequest } from '../../../campaign/threads/hunt-request.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { ACTIONS } from '../../../faults/catalogue.ts';
import { isGuidedChunk } from '../../../search/guiding/learning.ts';
import { moduleThat } from './modules.ts';

const REQUEST: HuntRequest = {
  target: 'vote-not-persisted',
  seed: 5,
  engines: ['timed', 'adversarial'],
  maxRuns: 800,
  nodesAskedFor: null,
  nodes: [3],
  sought: ['one-vote-per-term'],
  faults: ACTIONS.map(({ kind }) => kind),
  searchFaults: ['crash'],
  timing: LAB_TIMING,
  maxFindings: Infinity,
  maxActions: 10,
  shrinkBudget: { ms: null, executions: 100 },
};

const SILENT = { onProgress: () => undefined, onFailedRun: () => undefined };

/** All but the time that it took. */
async function comesTo(more: Partial<HuntRequest>): Promise<Omit<Hunt, 'wallMs' | 'lostMs'>> {
  const { wallMs, lostMs, ...rest } = await huntInThreads({ ...REQUEST, ...more }, SILENT).done;
  if (wallMs <= 0) throw new Error('a hunt takes time');
  if (lostMs !== 0) throw new Error('all chunks were done, and some of their time is lost');
  return rest;
}

test.serial('one, two and three threads make the same runs and bring home the same', async (t) => {
  const one = await comesTo({ workers: 1 });
  t.is(one.result.progress.runs, 800);
  t.is(one.result.progress.adversarialRuns, 8000);
  t.true(one.result.findings.length > 0, 'with nothing found, this test compares nothing');
  for (const workers of [2, 3]) {
    t.deepEqual(await comesTo({ workers }), one, `with ${workers} threads`);
  }
});

test.serial('guided chunks, too: what they find and keep depends on no thread', async (t) => {
  const small = { maxRuns: 600, shrinkBudget: { ms: null, executions: 1 } } as const;
  const begin = { ...small, corpus: { runs: [], digest: '' } };
  const first = await comesTo({ ...begin, workers: 1 });
  t.true(first.learned.length > 20, 'with nothing kept, guided chunks have nothing to begin with');
  t.true(first.guided.runs > 0, 'choose a seed with a guided chunk');
  t.is(first.guided.runs + first.result.progress.runs, 600);
  const next = { ...small, corpus: { runs: first.learned, digest: 'first' } };
  const one = await comesTo({ ...next, workers: 1 });
  t.true(one.result.findings.length > 0, 'with nothing found, this test compares nothing');
  for (const workers of [2, 3]) {
    t.deepEqual(await comesTo({ ...next, workers }), one, `with ${workers} threads`);
  }
});

/** Winds down once it has made so many runs: within a chunk, or just behind one. */
async function cutHunt(more: Partial<HuntRequest>, most: number): Promise<Hunt> {
  const hunting = huntInThreads(
    { ...REQUEST, ...more },
    { ...SILENT, onProgress: ({ runs }) => void (runs > most && hunting.windDown()) },
  );
  return hunting.done;
}

test.serial('a hunt that is cut short again and again goes on where it stood', async (t) => {
  const shrinkBudget = { ms: null, executions: 1 };
  const less = { maxRuns: 400, engines: ['timed'], shrinkBudget } as const;
  const once = await comesTo({ ...less, workers: 1 });
  for (const workers of [1, 2]) {
    let hunt: Hunt | undefined;
    let pieces = 0;
    do {
      const before: Hunt | undefined = hunt;
      const going = { from: before?.resumable, shrunk: before };
      const most = (before?.counts.runs ?? 0) + 110;
      hunt = await cutHunt({ ...less, workers, ...going }, most);
      pieces += hunt.resumable.begun.some(({ isWhole }) => !isWhole) ? 1 : 0;
      const { counts, begun } = hunt.resumable;
      const kept = begun.reduce((sum, chunk) => sum + chunk.counts.runs, counts.runs);
      t.is(kept, hunt.counts.runs, 'a later hunt performs runs once more');
      t.is(hunt.lostMs, 0, 'all that was made is kept, and some of its time is lost');
    } while (hunt.resumable.place < 2);
    t.true(pieces > 0, 'no chunk was ever cut short');
    const { wallMs, lostMs, ...rest } = hunt;
    t.true(wallMs >= lostMs);
    t.deepEqual(rest, once, `with ${workers} threads`);
  }
});

test.serial('time that went into a guided chunk without an end is told apart', async (t) => {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);
  const seed = seeds.find((one) => isGuidedChunk(one, 0)) ?? 0;
  const more = { seed, workers: 1, sought: [], maxRuns: 200, corpus: { runs: [], digest: '' } };
  let isCut = false;
  // The end may come just behind the chunk: then nothing is lost.
  for (let attempt = 1; attempt <= 20 && !isCut; attempt += 1) {
    const { lostMs, wallMs, resumable, guided } = await cutHunt(more, 20);
    isCut = resumable.place === 0;
    t.true(lostMs <= wallMs, `${lostMs} of ${wallMs} ms`);
    if (!isCut) continue;
    t.true(guided.runs > 0, 'what was cut short counts');
    t.deepEqual(resumable.begun, [], 'what its runs have learned is not kept');
    t.true(lostMs > 0, 'runs are performed again, and their time is charged');
  }
  t.true(isCut, 'no chunk was ever cut short');
});

test.serial('a hunt that is over before its other threads have started starts none', async (t) => {
  const threads = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;
  const hunting = huntInThreads(
    { ...REQUEST, workers: 2 },
    { ...SILENT, onBegan: () => hunting.stop() },
  );
  await hunting.done;
  // Longer than other threads are waited for; those of earlier tests may take their time to go.
  await after(600);
  for (let tries = 1; tries <= 100 && threads() > 0; tries += 1) await after(100);
  t.is(threads(), 0, 'a thread was started when all was over, and nobody ends it');
});

test.serial('a hunt that stops at its first find stops at the same with two threads', async (t) => {
  const more = { maxFindings: 1, seed: 2 } as const;
  const one = await comesTo({ ...more, workers: 1 });
  t.is(one.result.findings.length, 1);
  t.deepEqual(await comesTo({ ...more, workers: 2 }), one);
});

test.serial('nothing is counted as found before it was handed out to be kept', async (t) => {
  let kept = 0;
  let most = 0;
  const listener = {
    ...SILENT,
    onFailure: () => void (kept += 1),
    onProgress({ found }: { readonly found: number }) {
      most = Math.max(most, found);
      t.true(found <= kept, `${found} are counted, and ${kept} are kept`);
    },
  };
  const shrinkBudget = { ms: null, executions: 1 };
  const more = { workers: 2, sought: null, maxRuns: 400, shrinkBudget } as const;
  const { failures } = await huntInThreads({ ...REQUEST, ...more }, listener).done;
  t.true(most > 0, 'with nothing found, nothing is tested');
  t.true(kept >= failures.length, 'one that was shrunk was never handed out');
});

test.serial(
  'a thread that breaks down is replaced, and its chunk is performed again',
  async (t) => {
    const flag = join(mkdtempSync(join(tmpdir(), 'whitewater-')), 'broken');
    t.teardown(() => rmSync(dirname(flag), { recursive: true, force: true }));
    const named = JSON.stringify(flag);
    // After the chunk: then the error belongs to no step, and so not to the target.
    const later = 'setImmediate(() => { throw new Error("out of order"); });';
    const once = `if (!existsSync(${named})) { writeFileSync(${named}, ''); ${later} }`;
    const module = moduleThat(t, once, "import { existsSync, writeFileSync } from 'node:fs'");
    const remarks: string[] = [];
    const more = { target: 'faulty', module, maxRuns: 201, nodes: [2], faults: [] } as const;
    const judged = { sought: ['never-throws'], engines: ['timed'] } as const;
    const listener = { ...SILENT, onRemark: (line: string) => remarks.push(line) };
    const { result } = await huntInThreads({ ...REQUEST, ...more, ...judged }, listener).done;
    t.is(result.progress.runs, 201, 'the chunk that broke down is missing');
    t.deepEqual(remarks, [
      'a thread broke down in chunk 1 (out of order); another performs the chunk again',
    ]);
  },
);

test.serial(
  'threads that break down again and again end the hunt, and what they did is kept',
  async (t) => {
    const throwing = 'setImmediate(() => { throw new Error("out of order"); });';
    const always = `if (!hasThrown) { hasThrown = true; ${throwing} }`;
    const module = moduleThat(t, always, 'let hasThrown = false');
    const more = { target: 'faulty', module, maxRuns: 1200, nodes: [2], faults: [] } as const;
    const judged = { sought: ['never-throws'], engines: ['timed'] } as const;
    const hunting = huntInThreads({ ...REQUEST, ...more, ...judged }, SILENT);
    await t.throwsAsync(hunting.done, { message: /^out of order/ });
    t.true(hunting.soFar().result.progress.runs > 0, 'what was done before is lost');
  },
);
