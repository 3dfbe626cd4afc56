/** Which chunks of a campaign are there, which are missing, and which are there twice. */
import type { Entry } from './chunk-record.ts';
import type { ChunkAddress, FleetCampaign } from './fleet-campaign.ts';

/** The same for one target. */
export interface TargetRoll {
  readonly name: string;
  /** How many chunks count: all, unless one of them ends the hunt. */
  readonly needed: number;
  /** In the order of their chunks, the first of each; none that does not count. */
  readonly entries: readonly Entry[];
  /** In order. */
  readonly missing: readonly number[];
}

/** Two records of one chunk that say different things: a run went another way. */
export interface Divergent {
  readonly address: ChunkAddress;
  readonly entries: readonly Entry[];
}

export interface Roll {
  readonly targets: readonly TargetRoll[];
  readonly divergent: readonly Divergent[];
  readonly isComplete: boolean;
}

/** Takes entries from any number of ledgers, in any order. */
export function rollOf(campaign: FleetCampaign, entries: readonly Entry[]): Roll {
  const byTarget = campaign.targets.map(() => new Map<number, Map<string, Entry>>());
  for (const entry of entries) {
    const chunks = byTarget[entry.target];
    if (chunks === undefined || entry.chunk >= chunksOf(campaign, entry)) continue;
    const known = chunks.get(entry.chunk) ?? new Map<string, Entry>();
    chunks.set(entry.chunk, known.set(entry.hash, entry));
  }
  const divergent: Divergent[] = [];
  const targets = campaign.targets.map(({ name, chunks }, target): TargetRoll => {
    const known = byTarget[target] ?? new Map<number, Map<string, Entry>>();
    for (const [chunk, records] of known) {
      if (records.size < 2) continue;
      divergent.push({ address: { target, chunk }, entries: inOrderOfHashes(records) });
    }
    return targetRoll(name, chunks, known);
  });
  const isComplete = targets.every(({ missing }) => missing.length === 0);
  return { targets, divergent: divergent.sort(inOrder), isComplete };
}

function chunksOf(campaign: FleetCampaign, { target }: ChunkAddress): number {
  return campaign.targets[target]?.chunks ?? 0;
}

function targetRoll(
  name: string,
  chunks: number,
  known: ReadonlyMap<number, ReadonlyMap<string, Entry>>,
): TargetRoll {
  let needed = chunks;
  for (const [chunk, records] of known) {
    const isLast = [...records.values()].some(({ mark }) => mark === 'last');
    if (isLast) needed = Math.min(needed, chunk + 1);
  }
  const entries: Entry[] = [];
  const missing: number[] = [];
  for (let chunk = 0; chunk < needed; chunk += 1) {
    const [first] = inOrderOfHashes(known.get(chunk));
    if (first === undefined) missing.push(chunk);
    else entries.push(first);
  }
  return { name, needed, entries, missing };
}

/** So that all collectors take the same record, wherever they find it. */
function inOrderOfHashes(records: ReadonlyMap<string, Entry> | undefined): readonly Entry[] {
  return [...(records?.values() ?? [])].sort((one, other) => (one.hash < other.hash ? -1 : 1));
}

function inOrder(one: Divergent, other: Divergent): number {
  return one.address.target - other.address.target || one.address.chunk - other.address.chunk;
}

/** `3, 7–9`; of many, the first few. */
export function rangesText(numbers: readonly number[], most = 10): string {
  const ranges: { readonly from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  const shown = ranges
    .slice(0, most)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  return `${shown.join(', ')}${ranges.length > most ? ', …' : ''}`;
}
