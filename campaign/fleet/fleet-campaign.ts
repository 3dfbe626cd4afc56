/** What a fleet performs: the arguments of a hunt, and the chunks that it is made of. No code. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../search/canonical-json.ts';

/** A reader refuses any other. */
export const FLEET_VERSION = 1;

/** Plain JSON. Equal campaigns have equal ids, so to enqueue one twice is to enqueue it once. */
export interface FleetCampaign {
  readonly whitewaterFleet: typeof FLEET_VERSION;
  /** As typed, with the seed that was drawn: a worker plans the same from them. */
  readonly names: readonly string[];
  readonly options: Readonly<Record<string, string | boolean>>;
  /** Hashes that the plan of a worker must have, too. */
  readonly code: string;
  readonly configuration: string;
  readonly targets: readonly FleetTarget[];
}

export interface FleetTarget {
  readonly name: string;
  /** Numbered from 0. */
  readonly chunks: number;
}

/** A chunk of a campaign: `target` is a place in the list of its targets. */
export interface ChunkAddress {
  readonly target: number;
  readonly chunk: number;
}

/** Consecutive chunks of one target: what one job of the queue asks for. */
export interface Span {
  readonly target: number;
  readonly first: number;
  readonly count: number;
}

export function campaignId(campaign: FleetCampaign): string {
  return createHash('sha256').update(canonicalJson(campaign)).digest('hex').slice(0, 16);
}

/** Longer jobs cost fewer messages, and make more work to do again when a worker is lost. */
const MOST_PER_JOB = 8;

/** Jobs enough for hundreds of threads come before jobs that are long. */
const JOBS_WANTED = 256;

/** How many chunks one job has: it depends on the campaign alone. */
export function chunksPerJob({ chunks }: FleetTarget): number {
  return Math.min(MOST_PER_JOB, Math.max(1, Math.floor(chunks / JOBS_WANTED)));
}

/** All jobs of a campaign, target by target. */
export function spansOf({ targets }: FleetCampaign): readonly Span[] {
  return targets.flatMap((one, target) => {
    const each = chunksPerJob(one);
    return Array.from({ length: Math.ceil(one.chunks / each) }, (_, place) => {
      const first = place * each;
      return { target, first, count: Math.min(each, one.chunks - first) };
    });
  });
}

/** Whether a job of the campaign has exactly this span. */
export function isSpanOf({ targets }: FleetCampaign, { target, first, count }: Span): boolean {
  const one = targets[target];
  if (one === undefined || first >= one.chunks) return false;
  const each = chunksPerJob(one);
  return first % each === 0 && count === Math.min(each, one.chunks - first);
}

/** No job id may hold a colon. */
export function jobId({ target, first }: Span): string {
  return `${target}-${first}`;
}
