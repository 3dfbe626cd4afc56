/** The shards of a campaign as the one that they are, in whichever order they come. */
import { CoverageSum } from '../../search/hunting/coverage.ts';
import { NO_COUNTS, sumOf } from '../../search/hunting/counts.ts';
import type { Finding } from '../../search/finding.ts';
import type { Failure } from '../../search/hunting/failure.ts';
import { oneOfEachStory } from './stories.ts';
import { FailureList, inOrderOfMeeting } from './failure-list.ts';
import type { CampaignRecord, TargetRecord } from './record.ts';

/** What the shards that belong together come to, and what keeps them from being whole. */
export interface Merged {
  readonly targets: readonly TargetRecord[];
  /**
   * One line for each shard that is missing, foreign, doubled or not whole; none for a whole
   * campaign.
   */
  readonly lacks: readonly string[];
  /** One of those that were merged; undefined if none was given. */
  readonly first: ShardFile | undefined;
}

/** A shard, and where it was read. */
export interface ShardFile {
  readonly file: string;
  readonly record: CampaignRecord;
}

/** Whatever is wrong with a shard, the others are merged. */
export function mergeShards(shards: readonly ShardFile[], expected: number | null): Merged {
  const [first] = mostAlike(shards);
  if (first === undefined) return { targets: [], lacks: ['no shard was given'], first };
  const lacks: string[] = [];
  const kept = new Map<number, ShardFile>();
  for (const shard of shards) {
    const { index } = shard.record.shard;
    const foreign = foreignTo(first, shard);
    const other = kept.get(index);
    const cut = shard.record.targets.filter(({ isInterrupted }) => isInterrupted);
    if (foreign !== null) lacks.push(foreign);
    else if (other === undefined) kept.set(index, shard);
    else lacks.push(doubled(index, other, shard));
    if (kept.get(index) === shard && cut.length > 0) {
      const names = cut.map(({ target }) => target).join(', ');
      lacks.push(`shard ${index} was interrupted before its end, in ${names}: ${shard.file}`);
    }
  }
  const missing = missingOf([...kept.keys()], first, expected);
  const parts = [...kept.values()].flatMap(({ record }) => record.targets);
  const names = new Set(parts.map(({ target }) => target));
  const targets = [...names].map((name) => {
    return mergedTarget(parts.filter(({ target }) => target === name));
  });
  return { targets, lacks: [...lacks, ...missing], first };
}

function doubled(index: number, one: ShardFile, other: ShardFile): string {
  if (one.file === other.file) return `${one.file} is named twice, and counts once`;
  return `shard ${index} is in several files: ${one.file} counts, and ${other.file} does not`;
}

/** One shard that is foreign must not make strangers of all others. */
function mostAlike(shards: readonly ShardFile[]): readonly ShardFile[] {
  const groups = shards.map((one) => shards.filter((other) => foreignTo(one, other) === null));
  return groups.reduce((most, group) => (group.length > most.length ? group : most), []);
}

function foreignTo(first: ShardFile, { file, record }: ShardFile): string | null {
  const { identity, shard } = first.record;
  if (record.identity.code !== identity.code) {
    return `${file} was made by other code than ${first.file}`;
  }
  if (record.identity.configuration !== identity.configuration) {
    return `${file} has another configuration than ${first.file}`;
  }
  if (record.shard.count === shard.count) return null;
  return `${file} is one of ${record.shard.count} shards, and ${first.file} of ${shard.count}`;
}

function missingOf(
  there: readonly number[],
  { record }: ShardFile,
  expected: number | null,
): readonly string[] {
  const made = record.shard.count;
  const count = expected ?? made;
  const all = Array.from({ length: count }, (_, place) => place + 1);
  const lacking = all.filter((index) => !there.includes(index));
  if (lacking.length > 0) return [missingText(lacking, count)];
  return made === count ? [] : [`the campaign has ${made} shards, and ${count} were expected`];
}

function missingText(lacking: readonly number[], count: number): string {
  const last = lacking.slice(-1).join('');
  if (lacking.length === 1) return `shard ${last} of ${count} is missing`;
  return `shards ${lacking.slice(0, -1).join(', ')} and ${last} of ${count} are missing`;
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
    // Of no use: nothing goes on from shards that are merged.
    resumable: { ...state, begun: [] },
    failures,
    findings: oneOfEachStory([...ofFailures, ...ofOthers]),
    wallMs: Math.max(...parts.map(({ wallMs }) => wallMs)),
    shrinkingMs: Math.max(...parts.map(({ shrinkingMs }) => shrinkingMs)),
    usedMs: Math.max(...parts.map(({ usedMs }) => usedMs)),
    reachedMs: Math.max(...parts.map(({ reachedMs }) => reachedMs)),
    isInterrupted: parts.some(({ isInterrupted }) => isInterrupted),
  };
}
