/** The shards of a campaign as the one that they are, in whichever order they come. */
import { CoverageSum } from '../../search/hunting/coverage.ts';
import { NO_COUNTS, sumOf } from '../../search/hunting/counts.ts';
import type { Finding } from '../../search/finding.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import { oneOfEachStory } from './stories.ts';
import { FailureList, inOrderOfMeeting } from './failure-list.ts';
import type { CampaignRecord, TargetRecord } from './record.ts';

/** Why shards are no whole campaign; the first that applies, in words. */
export type Incomplete = { readonly kind: 'incomplete'; readonly why: string };

export type Merged =
  | Incomplete
  | { readonly kind: 'whole'; readonly targets: readonly TargetRecord[] };

/** A shard, and where it was read. */
export interface ShardFile {
  readonly file: string;
  readonly record: CampaignRecord;
}

export function mergeShards(shards: readonly ShardFile[], expected: number | null): Merged {
  const [first] = shards;
  if (first === undefined) return incomplete('no shard was given');
  const count = expected ?? first.record.shard.count;
  const why = foreignTo(first, shards) ?? doubled(shards) ?? missing(shards, count);
  if (why !== null) return incomplete(why);
  const targets = first.record.targets.map(({ target }) => {
    const parts = shards.flatMap(({ record }) => record.targets);
    return mergedTarget(parts.filter((part) => part.target === target));
  });
  return { kind: 'whole', targets };
}

function incomplete(why: string): Incomplete {
  return { kind: 'incomplete', why };
}

function foreignTo(first: ShardFile, shards: readonly ShardFile[]): string | null {
  const { identity, shard } = first.record;
  for (const { file, record } of shards) {
    if (record.identity.code !== identity.code) {
      return `${file} was made by other code than ${first.file}`;
    }
    if (record.identity.configuration !== identity.configuration) {
      return `${file} has another configuration than ${first.file}`;
    }
    if (record.shard.count !== shard.count) {
      return `${file} is one of ${record.shard.count} shards, and ${first.file} of ${shard.count}`;
    }
  }
  return null;
}

function doubled(shards: readonly ShardFile[]): string | null {
  const files = new Map<number, string>();
  for (const { file, record } of shards) {
    const { index } = record.shard;
    const other = files.get(index);
    if (other !== undefined) return `shard ${index} is there twice: ${other} and ${file}`;
    files.set(index, file);
  }
  return null;
}

function missing(shards: readonly ShardFile[], count: number): string | null {
  const there = new Set(shards.map(({ record }) => record.shard.index));
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const lacking = all.filter((index) => !there.has(index));
  if (lacking.length > 0) return `shard ${lacking.join(', ')} of ${count} is missing`;
  const [first] = shards;
  if (first === undefined || first.record.shard.count === count) return null;
  return `the campaign has ${first.record.shard.count} shards, and ${count} were expected`;
}

/** Whether a finding comes from no failure: that of a step that stood still. */
function isOfNone(parts: readonly TargetRecord[]): (finding: Finding) => boolean {
  const known = new Set(
    parts.flatMap(({ failures }) =>
      failures.flatMap(({ findings }) => findings.map(({ id }) => id)),
    ),
  );
  return ({ id }) => !known.has(id);
}

/** Sums, and of the failures those that one machine would have kept. */
function mergedTarget(parts: readonly TargetRecord[]): TargetRecord {
  const coverage = new CoverageSum();
  for (const { state } of parts) coverage.add(state.coverage);
  const counts = parts.reduce((sum, { state }) => sumOf(sum, state.counts), NO_COUNTS);
  const guided = parts.reduce((sum, { state }) => sumOf(sum, state.guided), NO_COUNTS);
  const shrunk = new Map<Failure, readonly Finding[]>();
  for (const part of parts) {
    for (const { failure, findings } of part.failures) shrunk.set(failure, findings);
  }
  const list = new FailureList();
  for (const failure of [...shrunk.keys()].sort(inOrderOfMeeting)) list.take(failure);
  const failures = list.all.map((failure) => ({
    failure,
    findings: shrunk.get(failure) ?? [],
  }));
  const ofFailures = failures.flatMap(({ findings }) => findings);
  const ofOthers = parts.flatMap(({ findings }) => findings.filter(isOfNone(parts)));
  const place = parts.reduce((sum, { state }) => sum + state.place, 0);
  // How coverage grew is known of each shard alone.
  const state = {
    place,
    counts,
    guided,
    failures: list.all,
    coverage: { ...coverage.seen, growth: [] },
  };
  return {
    target: parts[0]?.target ?? '',
    state,
    failures,
    findings: oneOfEachStory([...ofFailures, ...ofOthers]),
    wallMs: Math.max(...parts.map(({ wallMs }) => wallMs)),
  };
}
