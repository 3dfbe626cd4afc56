// Failing runs that nobody had the time to shrink.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { keepUnshrunk } from '../../../campaign/findings/unshrunk.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { performBatch } from '../../../search/hunting/perform-batch.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';

test('failures that are not shrunk are kept whole, in one file; without any, there is none', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const { failures } = performBatch(
    tutorial,
    {
      ...{ seed: 3, maxRuns: 50, nodes: [3], maxActions: 10, sought: null, timing: LAB_TIMING },
      engines: ['timed'],
      faults: kindsFairTo(tutorial.capabilities),
      searchFaults: [],
      maxFindings: Infinity,
      shouldStop: () => false,
    },
    0,
  );
  t.true(failures.length > 0, 'with no failure, nothing is tested');
  const of = { target: 'tutorial', setting: '--seed 3' };
  t.is(keepUnshrunk(folder, of, []), null);
  const file = keepUnshrunk(folder, of, failures);
  if (file === null) return t.fail('nothing was written');
  const kept = JSON.parse(readFileSync(file, 'utf8')) as object;
  const expected = JSON.parse(JSON.stringify({ ...of, failures })) as object;
  t.like(kept, expected);
});
