// Code from outside that harms the thread it runs in: it is named, and the thread ends in time.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { describeInThread } from '../../../campaign/threads/describe-job.ts';
import { huntInThreads } from '../../../campaign/threads/hunting-threads.ts';
import type { Hunt, HuntRequest } from '../../../campaign/threads/hunt-request.ts';
import { stoodStillText } from '../../../campaign/threads/stood-still.ts';
import type { UnderWay } from '../../../campaign/threads/thread.ts';
import { tinyRaft } from '../../adapters/wasm/tiny-raft.ts';
import { moduleOf, moduleThat, slowModule } from './modules.ts';
import { smallHunt } from './requests.ts';

function huntIn(
  module: string,
  stepLimitMs: number,
  sought: HuntRequest['sought'] = ['never-throws'],
  more: Partial<HuntRequest> = {},
): UnderWay<Hunt> {
  const request = smallHunt('faulty', { module, stepLimitMs, maxRuns: 2, sought, ...more });
  return huntInThreads(request, { onProgress: () => undefined, onFailedRun: () => undefined });
}

async function errorOf(t: ExecutionContext, inTimer: string): Promise<string> {
  const { result, stoodStill } = await huntIn(moduleThat(t, inTimer), 5000).done;
  t.is(stoodStill, null);
  const observed = result.findings[0]?.witness.observed ?? '';
  t.regex(observed, /^n2 threw /, 'the node that did it is accused, not the one that steps next');
  return observed.replace(/^n2 threw /, '');
}

test('a step that never ends is told with its node, its timer and its time', async (t) => {
  const { stoodStill } = await huntIn(moduleThat(t, 'for (;;);'), 300, ['log-matching']).done;
  if (stoodStill === null) return t.fail('nobody has noticed');
  const { target, node, nodes, reason, limitMs, isInside } = stoodStill;
  t.deepEqual(
    { target, node, nodes, reason, limitMs, isInside },
    { target: 'faulty', node: 2, nodes: 3, reason: 'time', limitMs: 300, isInside: true },
  );
  t.is(
    stoodStillText(stoodStill),
    'n2 stands still in timer election at 100 ms of its clock: it has not returned within 0.3 s',
  );
});

test('told to stop, a hunt ends at once, though a step of its target would go on for an hour', async (t) => {
  const flag = join(mkdtempSync(join(tmpdir(), 'whitewater-')), 'entered');
  t.teardown(() => rmSync(dirname(flag), { recursive: true, force: true }));
  const raise = `writeFileSync(${JSON.stringify(flag)}, '')`;
  const file = moduleThat(t, `${raise}; for (;;);`, "import { writeFileSync } from 'node:fs'");
  const underWay = huntIn(file, 3_600_000);
  while (!existsSync(flag)) await new Promise((resolve) => setTimeout(resolve, 20));
  underWay.stop();
  const { stoodStill, result } = await underWay.done;
  t.is(stoodStill, null, 'a step that is within its limit is not accused');
  t.is(result.progress.runs, 0);
});

test('a run of slow steps does not outlast its hunt, and what was found before is shrunk', async (t) => {
  const steps = join(mkdtempSync(join(tmpdir(), 'whitewater-')), 'steps');
  t.teardown(() => rmSync(dirname(steps), { recursive: true, force: true }));
  const file = slowModule(t, steps);
  const more = { seed: 4, nodes: [2, 3], maxRuns: 200, maxFindings: 2 };
  const underWay = huntIn(file, 5000, ['never-throws'], more);
  const taken = (): number => (existsSync(steps) ? statSync(steps).size : 0);
  while (taken() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const before = taken();
  underWay.windDown();
  const { result, resumable } = await underWay.done;
  const after = taken() - before;
  t.true(after < 30, `${after} steps were taken when all was over`);
  t.is(resumable.begun[0]?.isWhole, false);
  t.is(resumable.begun[0]?.counts.runs, result.progress.runs, 'what was not cut short counts');
  t.is(result.progress.failedRuns, result.progress.runs, 'a run of three was counted');
  t.is(result.findings.length, 1, 'choose a seed whose first run has two nodes');
});

test('to end the process is an error of the step that tries, even if it hides it', async (t) => {
  t.is(await errorOf(t, 'process.exit(0);'), 'Error: it called process.exit(0)');
  const hidden = 'try { process.exit(3); } catch {}';
  t.is(await errorOf(t, hidden), 'Error: it called process.exit(3)');
  const killed = 'process.kill(process.pid, "SIGKILL");';
  t.is(await errorOf(t, killed), 'Error: it called process.kill(process.pid)');
});

test('to replace what all code shares is an error of the step that does it', async (t) => {
  const error = await errorOf(t, 'globalThis.Map = null; Array.prototype.map = null;');
  t.is(error, 'Error: it replaced Map, Array.prototype.map, which all code here needs');
});

test('a module that ends the process or never ends its import is refused in a line', async (t) => {
  const exits = moduleThat(t, '', 'process.exit(0)');
  await t.throwsAsync(describeInThread(exits, 5000), {
    name: 'Refusal',
    message: `${exits}: it cannot be imported: Error: it called process.exit(0)`,
  });
  const waits = moduleThat(t, '', 'await new Promise(() => {})');
  await t.throwsAsync(describeInThread(waits, 5000), {
    name: 'Refusal',
    message: `${waits}: its import never ends: it waits for something that never happens`,
  });
});

const ENDLESS_START: readonly (readonly [name: string, more: string])[] = [
  ['start function', '(func $on (loop $on (br $on))) (start $on)'],
  ['_initialize', '(func (export "_initialize") (loop $on (br $on)))'],
];

for (const [name, more] of ENDLESS_START) {
  test(`WebAssembly whose ${name} never returns is refused in a line that says so`, async (t) => {
    const file = moduleOf(t, '').replace(/\.mjs$/, '.wasm');
    writeFileSync(file, tinyRaft({ more }));
    await t.throwsAsync(describeInThread(file, 1000), {
      name: 'Refusal',
      message: `${file}: it stands still in its ${name}: it has not returned within 5 s`,
    });
  });
}

test('a promise that a module forgets while it is imported is refused in a line', async (t) => {
  const wait = 'await new Promise((resolve) => setTimeout(resolve, 500))';
  const forgets = moduleThat(t, '', `Promise.reject(new Error('no'));\n${wait}`);
  await t.throwsAsync(describeInThread(forgets, 5000), {
    name: 'Refusal',
    message: `${forgets}: its import breaks: Error: no`,
  });
});

test('a module is described without its code; what keeps a process alive ends with it', async (t) => {
  const described = await describeInThread(moduleThat(t, '', 'setInterval(() => {}, 1000)'), 5000);
  t.like(described, { family: 'pure', name: 'faulty' });
});
