import test from 'ava';
import fc from 'fast-check';
import type { Entry } from '../../../campaign/fleet/chunk-record.ts';
import {
  campaignId,
  chunksPerJob,
  isSpanOf,
  jobId,
  spansOf,
  type FleetCampaign,
} from '../../../campaign/fleet/fleet-campaign.ts';
import { rangesText, rollOf } from '../../../campaign/fleet/roll.ts';
import { holds } from '../../property-run.ts';

function campaignOf(...chunks: readonly number[]): FleetCampaign {
  const targets = chunks.map((count, place) => ({ name: `target-${place}`, chunks: count }));
  const hashes = { code: '0123456789abcdef', configuration: 'fedcba9876543210' };
  return { whitewaterFleet: 1, names: [], options: { seed: '0x00000001' }, ...hashes, targets };
}

function entry(target: number, chunk: number, more: Partial<Entry> = {}): Entry {
  return { target, chunk, hash: `${chunk}`.padStart(32, '0'), mark: 'whole', ...more };
}

test('Every chunk is in exactly one job, and every job is one of its campaign', (t) => {
  const counts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 3 });
  holds(
    t,
    fc.property(counts, (chunks) => {
      const campaign = campaignOf(...chunks);
      const spans = spansOf(campaign);
      for (const [target, count] of chunks.entries()) {
        const own = spans.filter((span) => span.target === target);
        const numbers = own.flatMap((span) => {
          return Array.from({ length: span.count }, (_, place) => span.first + place);
        });
        if (numbers.length !== count || numbers.some((number, at) => number !== at)) return false;
      }
      const ids = new Set(spans.map(jobId));
      return ids.size === spans.length && spans.every((span) => isSpanOf(campaign, span));
    }),
  );
});

test('A span that no job has is not of the campaign', (t) => {
  const campaign = campaignOf(10_000);
  const each = chunksPerJob({ name: '', chunks: 10_000 });
  t.true(each > 1, 'a large campaign has a job for each chunk');
  t.true(isSpanOf(campaign, { target: 0, first: each, count: each }));
  for (const span of [
    { target: 1, first: 0, count: each },
    { target: 0, first: 1, count: each },
    { target: 0, first: 0, count: each + 1 },
    { target: 0, first: 10_000, count: each },
  ]) {
    t.false(isSpanOf(campaign, span), JSON.stringify(span));
  }
});

test('The id of a campaign is that of its content', (t) => {
  t.is(campaignId(campaignOf(3, 4)), campaignId(campaignOf(3, 4)));
  t.not(campaignId(campaignOf(3, 4)), campaignId(campaignOf(4, 3)));
});

test('What is missing is known from the entries alone, in whichever order they come', (t) => {
  const campaign = campaignOf(5, 3);
  const entries = [entry(1, 2), entry(0, 4), entry(0, 0), entry(1, 0), entry(0, 1)];
  for (const some of [entries, [...entries].reverse(), [...entries, ...entries]]) {
    const { targets, isComplete, divergent } = rollOf(campaign, some);
    t.deepEqual(
      targets.map(({ missing }) => missing),
      [[2, 3], [1]],
    );
    t.deepEqual(
      targets.map(({ entries: there }) => there.map(({ chunk }) => chunk)),
      [
        [0, 1, 4],
        [0, 2],
      ],
    );
    t.false(isComplete);
    t.deepEqual(divergent, []);
  }
});

test('Chunks after the last one that counts are not missed', (t) => {
  const campaign = campaignOf(100);
  const before = rollOf(campaign, [entry(0, 2, { mark: 'last' }), entry(0, 0), entry(0, 50)]);
  t.deepEqual(before.targets[0]?.missing, [1]);
  const all = rollOf(campaign, [entry(0, 2, { mark: 'last' }), entry(0, 0), entry(0, 1)]);
  t.true(all.isComplete);
  t.is(all.targets[0]?.needed, 3);
});

test('Entries that no campaign has are left out', (t) => {
  const { targets } = rollOf(campaignOf(1), [entry(0, 1), entry(3, 0)]);
  t.deepEqual(targets[0]?.missing, [0]);
});

test('Two records of a chunk that differ are found, and all take the same one', (t) => {
  const [one, other] = [entry(0, 1), entry(0, 1, { hash: 'f'.repeat(32) })];
  for (const some of [
    [one, other],
    [other, one],
  ]) {
    const { divergent, targets } = rollOf(campaignOf(2), some);
    t.deepEqual(divergent, [{ address: { target: 0, chunk: 1 }, entries: [one, other] }]);
    t.deepEqual(targets[0]?.entries, [one]);
  }
});

test('Many numbers are told as ranges, and very many are cut short', (t) => {
  t.is(rangesText([3, 7, 8, 9, 11]), '3, 7–9, 11');
  t.is(rangesText([]), '');
  t.is(rangesText([0, 2, 4, 6], 3), '0, 2, 4, …');
});
