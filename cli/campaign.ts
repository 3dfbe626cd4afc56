/** `run` as a campaign that is written down: to go on with it later, or to merge it with others. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { movedAside } from '../campaign/findings/set-aside.ts';
import type { CanaryResult } from '../campaign/ledger/canaries.ts';
import { WHOLE_CAMPAIGN, type Shard } from '../campaign/ledger/chunk.ts';
import { codeVersion } from '../campaign/ledger/code-version.ts';
import type { ResumableState } from '../campaign/ledger/ledger.ts';
import { readRecord, writeRecord } from '../campaign/ledger/record-file.ts';
import {
  RECORD_VERSION,
  type CampaignIdentity,
  type CampaignRecord,
  type TargetRecord,
} from '../campaign/ledger/record.ts';
import { canonicalJson } from '../search/canonical-json.ts';
import { CAMPAIGN_SETTINGS, type SettingName } from './configuration/settings.ts';
import type { Hunted, Spent } from './hunting.ts';
import { seedText } from './quantity.ts';
import type { RunArguments, RunPlan, TargetPlan } from './run-plan.ts';
import { warn } from './terminal.ts';

/** The options of a campaign that is written down, as typed. */
export interface CampaignArguments {
  /** Keep the campaign in the folder of `--out`, and go on with it if it is there. */
  readonly resume?: boolean;
  /** A file for what this shard, or the whole campaign, came to. */
  readonly blob?: string;
}

/** No more of the work is lost to a `kill -9`. */
const WRITE_EVERY_MS = 5000;

export class Campaign {
  readonly #plan: RunPlan;
  readonly #identity: CampaignIdentity;
  readonly #shard: Shard;
  readonly #blob: string | null;
  /** Null if nothing is kept to go on with. */
  readonly #file: string | null;
  readonly #targets = new Map<string, TargetRecord>();
  /** Those that had a turn in this session. */
  readonly #done = new Set<string>();
  readonly #before: ReadonlyMap<string, TargetRecord>;
  /** Known defects that an earlier session has hunted for, or this one. */
  canaries: CanaryResult | null;
  #nextWriteMs = 0;
  #isLost = false;

  private constructor(plan: RunPlan, identity: CampaignIdentity, blob: string | null, kept: Kept) {
    this.#plan = plan;
    this.#identity = identity;
    this.#shard = plan.shard ?? WHOLE_CAMPAIGN;
    this.#blob = blob;
    this.#file = kept.file;
    this.#before = kept.before;
    this.canaries = kept.canaries;
    for (const [target, record] of kept.before) this.#targets.set(target, record);
  }

  /** Null for a run of which nothing is written down. Throws a {@link Refusal}. */
  static async of(
    plan: RunPlan,
    names: readonly string[],
    options: RunArguments & CampaignArguments & { readonly out: string },
  ): Promise<Campaign | null> {
    const { resume = false, blob = null, out } = options;
    if (!resume && blob === null) return null;
    const identity = identityOf(plan, names, options);
    if (!resume) return new Campaign(plan, identity, blob, NOTHING_KEPT);
    const file = fileOf(out, identity, plan.shard);
    const record = await recordIn(file);
    const before = new Map(record?.targets.map((one) => [one.target, one]));
    return new Campaign(plan, identity, blob, { file, before, canaries: record?.canaries ?? null });
  }

  /** What an earlier session has made of a target; undefined if none has. */
  recordOf(target: string): TargetRecord | undefined {
    return this.#before.get(target);
  }

  /** A hunt has got further. */
  note(plan: TargetPlan, state: () => ResumableState, spent: () => Spent): void {
    if (this.#file === null || performance.now() < this.#nextWriteMs) return;
    this.#nextWriteMs = performance.now() + WRITE_EVERY_MS;
    const target = plan.entry.name;
    const { failures, findings } = this.#targets.get(target) ?? { failures: [], findings: [] };
    const reached = state();
    const { place, counts, guided, coverage } = reached;
    const done = { place, counts, guided, failures: reached.failures, coverage };
    const made = { target, state: done, resumable: reached, failures, findings };
    this.#targets.set(target, { ...made, ...spent(), isInterrupted: true });
    this.#keep();
  }

  /** A hunt is over, or waits for another turn. */
  add(hunted: Hunted): void {
    const record = recordOf(hunted);
    this.#targets.set(record.target, record);
    this.#done.add(record.target);
    this.#keep();
  }

  /** Writes the blob, unless a target was left out. */
  end(): void {
    const isWhole = this.#plan.targets.every(({ entry: { name } }) => {
      return this.#done.has(name) || this.#before.has(name);
    });
    if (this.#blob !== null && isWhole) this.#write(this.#blob);
  }

  /** A campaign goes on where it cannot be kept: its findings matter more. */
  #keep(): void {
    if (this.#file === null) return;
    try {
      this.#write(this.#file);
      this.#isLost = false;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // A disk that is full stays so all night.
      if (!this.#isLost) warn(`the campaign is not kept: ${error.message}`);
      this.#isLost = true;
    }
  }

  #write(file: string): void {
    writeRecord(file, {
      whitewaterCampaign: RECORD_VERSION,
      identity: this.#identity,
      shard: this.#shard,
      canaries: this.canaries,
      targets: [...this.#targets.values()],
    });
  }
}

/** A step that stood still is in the result, and in no chunk that was counted. */
function recordOf({
  plan,
  result,
  counts,
  guided,
  coverage,
  resumable,
  ...hunted
}: Hunted): TargetRecord {
  const { failures, wallMs, shrinkingMs, usedMs, reachedMs, isInterrupted } = hunted;
  const { brokenRuns, rechecked, diverged, findings } = result;
  const { runs, adversarialRuns, failedRuns, events, simulatedMs } = result.progress;
  const made = {
    runs: runs + guided.runs,
    adversarialRuns: adversarialRuns + guided.adversarialRuns,
    failedRuns: failedRuns + guided.failedRuns,
    events: events + guided.events,
    simulatedMs: simulatedMs + guided.simulatedMs,
  };
  const all = { ...counts, ...made, brokenRuns, rechecked, diverged };
  const state = {
    place: resumable.place,
    counts: all,
    guided,
    failures: failures.map(({ failure }) => failure),
    coverage,
  };
  const target = plan.entry.name;
  const spent = { wallMs, shrinkingMs, usedMs, reachedMs };
  return { target, state, resumable, failures, findings, ...spent, isInterrupted };
}

/** What is there of a campaign. */
interface Kept {
  readonly file: string | null;
  readonly before: ReadonlyMap<string, TargetRecord>;
  readonly canaries: CanaryResult | null;
}

const NOTHING_KEPT: Kept = { file: null, before: new Map(), canaries: null };

/** Of all that decides which runs are drawn; the machine and its pace do not. */
export function identityOf(
  plan: RunPlan,
  names: readonly string[],
  options: RunArguments,
): CampaignIdentity {
  const modules = plan.targets.flatMap(({ request }) => request.module ?? []);
  const requests = plan.targets.map(({ request }) => {
    const module = request.module === undefined ? null : basename(request.module);
    const program = request.program !== undefined;
    const corpus = request.corpus?.digest;
    return { ...request, workers: null, shard: null, module, program, corpus };
  });
  const typed = Object.fromEntries(
    CAMPAIGN_SETTINGS.flatMap((name) => {
      const value = (options as Readonly<Partial<Record<SettingName, string | boolean>>>)[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return {
    code: codeVersion(modules),
    configuration: createHash('sha256').update(canonicalJson(requests)).digest('hex').slice(0, 16),
    names,
    options: { ...typed, seed: seedText(plan.seed) },
  };
}

function fileOf(out: string, { code, configuration }: CampaignIdentity, shard?: Shard): string {
  const part = shard === undefined ? '' : `-${shard.index}-of-${shard.count}`;
  return join(out, 'campaigns', `${configuration}-${code}${part}.json.gz`);
}

/** Where a campaign is kept; the plan is without its corpus. */
export function campaignFile(
  plan: RunPlan,
  names: readonly string[],
  options: RunArguments & { readonly out: string },
): string {
  return fileOf(options.out, identityOf(plan, names, options), plan.shard);
}

/** Where the runs are that a campaign with a corpus began with, whatever the corpus is by now. */
export function snapshotFile(
  plan: RunPlan,
  names: readonly string[],
  options: RunArguments & { readonly out: string },
): string {
  return campaignFile(plan, names, options).replace(/[.]json[.]gz$/, '.corpus.gz');
}

/** A file that is broken ends no night: it is set aside, and the campaign begins anew. */
async function recordIn(file: string): Promise<CampaignRecord | null> {
  try {
    return await readRecord(file);
  } catch (error) {
    if (!(error instanceof Refusal) || !existsSync(file)) throw error;
    warn(`${error.message}; the campaign begins anew, and the file is now ${movedAside(file)}`);
    return null;
  }
}
