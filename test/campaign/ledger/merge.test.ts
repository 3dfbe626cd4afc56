// Shards of a campaign, merged, are the campaign of one machine; what is not whole is refused.
import test from 'ava';
import type { ChunkResult } from '../../../campaign/ledger/chunk.ts';
import { Ledger } from '../../../campaign/ledger/ledger.ts';
import { mergeShards, type ShardFile } from '../../../campaign/ledger/merge.ts';
import { parseRecord } from '../../../campaign/ledger/record-schema.ts';
import { RECORD_VERSION } from '../../../campaign/ledger/record.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { kindsFairTo } from '../../../faults/catalogue.ts';
import { performBatch } from '../../../search/hunting/perform-batch.ts';
import { tutorial } from '../../../targets/tutorial/target.ts';

const CHUNKS = 3;

const RESULTS: readonly ChunkResult[] = Array.from({ length: CHUNKS }, (_, chunk) => {
  const options = {
    ...{ seed: 3, maxRuns: 410, nodes: [3], maxActions: 10, sought: null, timing: LAB_TIMING },
    engines: ['timed', 'adversarial'],
    faults: kindsFairTo(tutorial.capabilities),
    searchFaults: [],
    maxFindings: Infinity,
    shouldStop: () => false,
  } as const;
  return { chunk, ...performBatch(tutorial, options, chunk) };
});

const CODE = '0123456789abcdef';

function shardOf(index: number, count: number, code = CODE, isInterrupted = false): ShardFile {
  const ledger = new Ledger({ maxFindings: Infinity, shard: { index, count } });
  for (const result of RESULTS) {
    if (result.chunk % count === index - 1) ledger.record(result);
  }
  const { state } = ledger;
  const failures = state.failures.map((failure) => ({ failure, findings: [] }));
  const record = {
    whitewaterCampaign: RECORD_VERSION,
    identity: { code, configuration: CODE, names: ['raft'], options: {} },
    shard: { index, count },
    canaries: null,
    targets: [
      {
        ...{ target: 'raft', state, resumable: { ...state, begun: [] }, failures, findings: [] },
        ...{ wallMs: 1000, shrinkingMs: 100, usedMs: 900, reachedMs: 950, isInterrupted },
      },
    ],
  };
  // As another machine would read it.
  const sent = parseRecord(JSON.parse(JSON.stringify(record)));
  return { file: `shard-${index}`, record: sent };
}

test('two and three shards, in any order, are the campaign of one machine', (t) => {
  const one = mergeShards([shardOf(1, 1)], null);
  t.deepEqual(one.lacks, []);
  t.is(one.targets[0]?.state.counts.runs, 410);
  t.true((one.targets[0]?.failures.length ?? 0) > 1, 'with one failure, no order is tested');
  for (const shards of [
    [shardOf(1, 2), shardOf(2, 2)],
    [shardOf(2, 2), shardOf(1, 2)],
    [shardOf(3, 3), shardOf(1, 3), shardOf(2, 3)],
  ]) {
    const { targets, lacks } = mergeShards(shards, shards.length);
    t.deepEqual([targets, lacks], [one.targets, []]);
  }
});

const REFUSED: readonly (readonly [string, readonly ShardFile[], number | null, RegExp])[] = [
  ['missing', [shardOf(1, 3), shardOf(3, 3)], null, /^shard 2 of 3 is missing$/],
  ['doubled', [shardOf(1, 2), shardOf(1, 2)], 2, /^shard-1 is named twice, and counts once$/],
  [
    'there in two files',
    [shardOf(1, 2), { ...shardOf(1, 2), file: 'copy-1' }, shardOf(2, 2)],
    2,
    /^shard 1 is in several files: shard-1 counts, and copy-1 does not$/,
  ],
  [
    'interrupted',
    [shardOf(1, 2), shardOf(2, 2, CODE, true)],
    2,
    /^shard 2 was interrupted before its end, in raft: shard-2$/,
  ],
  ['of other code', [shardOf(1, 2), shardOf(2, 2, 'f'.repeat(16))], 2, /made by other code/],
  ['of another size', [shardOf(1, 2), shardOf(2, 3)], null, /one of 3 shards, and .+ of 2$/],
  ['fewer than expected', [shardOf(1, 1)], 2, /^shard 2 of 2 is missing$/],
];

for (const [what, shards, expected, why] of REFUSED) {
  test(`a shard that is ${what} is named`, (t) => {
    const { lacks, targets } = mergeShards(shards, expected);
    t.regex(lacks[0] ?? '', why);
    t.is(targets.length, 1, 'the others are not merged');
  });
}

test('of a foreign shard among three, and of a doubled one, only the others count', (t) => {
  const foreign = shardOf(1, 3, 'f'.repeat(16));
  const whole = mergeShards([shardOf(2, 3), shardOf(3, 3)], 3);
  const { targets, lacks } = mergeShards([foreign, shardOf(2, 3), shardOf(3, 3), shardOf(3, 3)], 3);
  t.deepEqual(targets, whole.targets);
  t.is(lacks.length, 3, lacks.join('\n'));
  t.regex(lacks[0] ?? '', /^shard-1 was made by other code than shard-2$/);
  t.regex(lacks[1] ?? '', /^shard-3 is named twice/);
  t.is(lacks[2], 'shard 1 of 3 is missing');
});

test('a campaign goes on from where it was written down, and comes to the same', (t) => {
  const [first, ...rest] = RESULTS;
  if (first === undefined) return t.fail('there are three chunks');
  const before = new Ledger({ maxFindings: Infinity });
  before.record(first);
  const from = shardOf(1, 1).record.targets[0]?.state;
  const after = new Ledger({ maxFindings: Infinity, from: before.resumable });
  for (const result of rest) after.record(result);
  t.deepEqual(JSON.parse(JSON.stringify(after.state)), JSON.parse(JSON.stringify(from)));
});
