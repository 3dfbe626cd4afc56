import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { naiveElection } from '../../examples/bring-your-own/election.ts';
import { check, CheckFailed, explore, live, replay, type Target } from '../../library/index.ts';
import { thrower } from './targets.ts';

const HERE = fileURLToPath(import.meta.url);
const QUIET = { seed: 1, runs: 20, out: null } as const;

/** Leads from the start, whoever it is. */
const usurper = live({
  name: 'usurper',
  create: () => ({}),
  deliver: () => undefined,
  view: () => ({ role: 'leader', currentTerm: 1, votedFor: null }),
  classify: () => ({ kind: 'other', term: 0 }),
});

/** The lines of this file that a stack shows, the first line of the stack first. */
function pointsHere(t: ExecutionContext, error: unknown, from: string): void {
  const [, ...frames] = error instanceof Error ? stackOf(error) : [];
  t.regex(frames[0] ?? '', new RegExp(`${from} .*${HERE}:\\d+:\\d+`), 'the caller must come first');
  t.false(
    frames.some((frame) => frame.includes('/library/check')),
    'lines of whitewater itself say nothing to whoever wrote the test',
  );
}

/** Its head, then its frames. */
function stackOf(error: Error): readonly string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${error.name}: ${error.message}`, ...frames];
}

/** What the work throws or rejects with, named so that a stack shows who called. */
async function caught(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it passed: this test needs a target that breaks');
}

test('A check of a pure target points at the line that called it', async (t) => {
  const error = await caught(function mine() {
    check(naiveElection, QUIET);
  });
  t.true(error instanceof CheckFailed);
  pointsHere(t, error, 'mine');
  t.regex((error as Error).stack ?? '', /^CheckFailed: naive-election breaks .*\n\n ✖ /);
});

test('A check of a live target points at the line that called it', async (t) => {
  const error = await caught(function mine() {
    return check(usurper, QUIET);
  });
  t.true(error instanceof CheckFailed);
  pointsHere(t, error, 'mine');
});

test('A search and a replay point at the lines that called them', async (t) => {
  const broken = await caught(function mine() {
    explore(naiveElection, { out: null });
  });
  pointsHere(t, broken, 'mine');
  const { finding } = broken as CheckFailed;
  if (finding === null) return t.fail('the search must give a finding to be replayed');
  const again = await caught(function mine() {
    return replay(naiveElection, finding);
  });
  t.true(again instanceof CheckFailed);
  pointsHere(t, again, 'mine');
});

test('An option that cannot be used points at the line that gives it, in live code too', async (t) => {
  const targets: readonly Target[] = [naiveElection, usurper];
  for (const target of targets) {
    const error = await caught(function mine() {
      return check(target, { ...QUIET, runs: 0 });
    });
    t.true(error instanceof RangeError);
    pointsHere(t, error, 'mine');
  }
});

test('Any other error keeps the lines where it was thrown, and tells who called besides', async (t) => {
  const lost = live({
    name: 'lost',
    load: function loading(): never {
      throw new TypeError('no such file');
    },
    create: () => ({}),
    deliver: () => undefined,
    view: () => ({ role: 'follower', currentTerm: 0, votedFor: null }),
    classify: () => ({ kind: 'other', term: 0 }),
  });
  const error = await caught(function mine() {
    return check(lost, QUIET);
  });
  const [, first = '', ...frames] = stackOf(error as Error);
  t.true(first.includes('loading'), first);
  t.true(
    frames.some((frame) => frame.includes('mine') && frame.includes(HERE)),
    frames.join('\n'),
  );
});

test('What a target threw stays the cause, with its own lines', async (t) => {
  const error = await caught(function mine() {
    check(thrower, QUIET);
  });
  pointsHere(t, error, 'mine');
  t.regex(((error as Error).cause as Error).stack ?? '', /test\/library\/targets\.ts:\d+/);
});
