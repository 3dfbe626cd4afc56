import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { carefulElection, naiveElection } from '../../examples/bring-your-own/election.ts';
import { check, CheckFailed, replay, type Finding } from '../../library/index.ts';
import { idle } from './targets.ts';

// So many runs, however long they take on a busy machine.
const OPTIONS = { seed: 1, runs: 200, properties: ['election-safety'] } as const;

function found(out: string | null): Finding {
  try {
    check(naiveElection, { ...OPTIONS, out });
  } catch (error) {
    if (error instanceof CheckFailed && error.finding !== null) return error.finding;
  }
  throw new Error('naive-election holds: this test needs one that does not');
}

test('A finding breaks again, with the whole report, until the target is mended', async (t) => {
  const finding = found(null);
  const failure = await t.throwsAsync(replay(naiveElection, finding), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'violated');
  t.deepEqual(failure?.finding?.run, finding.run);
  t.regex(failure?.message ?? '', /n2 and n1 are both leader of term 1 \(detected at step 6\)/);
  const { skipped } = await replay(carefulElection, finding, { skipped: 2 });
  t.is(skipped, 2, 'a careful node gives no second vote, so it cannot arrive');
});

test('A finding can be named by its file or its folder', async (t) => {
  const out = mkdtempSync(join(tmpdir(), 'whitewater-replay-'));
  t.teardown(() => rmSync(out, { recursive: true, force: true }));
  const { id } = found(out);
  const folder = join(out, 'findings', `election-safety-${id}`);
  await t.throwsAsync(replay(naiveElection, folder), { instanceOf: CheckFailed });
  await t.notThrowsAsync(replay(carefulElection, join(folder, 'finding.json'), { skipped: 2 }));
});

test('A file that is none is refused in one line', async (t) => {
  await t.throwsAsync(replay(naiveElection, join('nowhere', 'finding.json')), {
    message: /there is no such file$/,
  });
});

test('Decisions that are not possible any more fail a replay, unless they are known', async (t) => {
  const finding = found(null);
  for (const skipped of [undefined, 1, 3]) {
    const options = skipped === undefined ? {} : { skipped };
    const failure = await t.throwsAsync(replay(carefulElection, finding, options), {
      instanceOf: CheckFailed,
    });
    t.is(failure?.reason, 'inconclusive');
    t.regex(
      failure?.message ?? '',
      /2 decisions could not be made, first number 4 \(deliver at n2\)\. If .*\{ skipped: 2 \}/,
    );
  }
  await t.throwsAsync(replay(carefulElection, finding, { skipped: -1 }), {
    instanceOf: RangeError,
    message: /^skipped: -1 is no whole number/,
  });
});

test('A run of which nothing can be done any more proves nothing', async (t) => {
  const failure = await t.throwsAsync(replay(idle, found(null)), { instanceOf: CheckFailed });
  t.is(failure?.reason, 'inconclusive');
  t.is(failure?.message, 'idle could make none of its decisions');
  const known = { skipped: found(null).shrinking.shrunk.decisions ?? 0 };
  await t.throwsAsync(replay(idle, found(null), known), { message: failure?.message ?? '' });
});
