/** `merge`: the shards of a campaign as one report with one exit code. */
import { FailedRuns } from '../campaign/findings/failed-runs.ts';
import { mergeShards, type ShardFile } from '../campaign/ledger/merge.ts';
import { readRecord } from '../campaign/ledger/record-file.ts';
import type { CampaignRecord, TargetRecord } from '../campaign/ledger/record.ts';
import { Refusal } from '../adapters/refusal.ts';
import type { CaseLine } from '../reports/events/run-line.ts';
import { withExternalTargets, type ExternalTargetArguments } from './bring-targets.ts';
import { stepLimitOf } from './exec.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { isPath } from './external-target.ts';
import { parseCount } from './quantity.ts';
import { canaryCodeOf, canaryFaults } from './run-canaries.ts';
import { recordedHunt, tracesOf } from './recorded-hunt.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting, type Content } from './reporting.ts';
import { TargetHunt, type Outcome } from './target-hunt.ts';
import { planRun, type RunArguments } from './run-plan.ts';
import { jsonOf, verdictOf, worstOf } from './run-summary.ts';
import { printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `merge`, as typed. */
export interface MergeOptions extends OutputArguments, ExternalTargetArguments, ReporterArguments {
  readonly out: string;
  readonly full?: boolean;
  readonly expectShards?: string;
}

export async function mergeCommand(
  files: readonly string[],
  options: MergeOptions,
): Promise<ExitCodeValue> {
  const { expectShards } = options;
  const expected =
    expectShards === undefined ? null : parseCount('--expect-shards', expectShards, 9999);
  const reporting = new Reporting('run', options);
  const { shards, unread } = await shardsIn(files);
  const { targets, lacks, first } = mergeShards(shards, expected);
  const canaries = shards.flatMap(({ record }) => record.canaries ?? []);
  const wrong = [...unread, ...(first === undefined ? [] : lacks)];
  for (const line of wrong) warn(`not a whole campaign: ${line}`);
  const outcomes = first === undefined ? [] : await told(first.record, targets, options, reporting);
  reporting.add({ cases: wrong.map(lackingCase) });
  const codes = outcomes.map((outcome) => outcome.code);
  for (const line of canaries.flatMap(canaryFaults)) warn(line);
  const lacking = wrong.length > 0 ? [ExitCode.notMeaningful] : [];
  const code = reporting.end(gravest([...codes, ...canaries.map(canaryCodeOf), ...lacking]), false);
  if (options.json === true) {
    printJson({
      command: 'merge',
      verdict: worstOf([
        ...outcomes.map(({ hunted }) => verdictOf(hunted)),
        ...(wrong.length > 0 ? (['inconclusive'] as const) : []),
      ]),
      shards: shards.length,
      lacks: wrong,
      canaries: canaries[0] ?? null,
      seed: first?.record.identity.options['seed'] ?? null,
      targets: outcomes.map(jsonOf),
    });
  }
  return code;
}

/** What keeps the shards from being a whole campaign, as reporters are told of it. */
function lackingCase(message: string): Content<CaseLine> {
  const none = { property: null, details: '', finding: null } as const;
  return { suite: 'shards', name: message.split(':')[0] ?? '', outcome: 'error', message, ...none };
}

/** A file that cannot be read is named, and the others are merged. */
async function shardsIn(
  files: readonly string[],
): Promise<{ readonly shards: readonly ShardFile[]; readonly unread: readonly string[] }> {
  const shards: ShardFile[] = [];
  const unread: string[] = [];
  for (const file of files) {
    try {
      const record = await readRecord(file);
      if (record === null) unread.push(`${file}: there is no such file`);
      else shards.push({ file, record });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      unread.push(error.message);
    }
  }
  return { shards, unread };
}

/** As `run` tells of what it has hunted in itself. */
function told(
  { identity }: CampaignRecord,
  targets: readonly TargetRecord[],
  options: MergeOptions,
  reporting: Reporting,
): Promise<readonly Outcome[]> {
  const { names } = identity;
  return withExternalTargets(options, names.filter(isPath), async (externalTargets) => {
    const typed = identity.options as unknown as RunArguments;
    const plan = planRun(names, typed, externalTargets);
    const style = styleOf(options);
    const outcomes: Outcome[] = [];
    for (const target of plan.targets) {
      const record = targets.find((one) => one.target === target.entry.name);
      if (record === undefined) {
        warn(`no shard has hunted in ${target.entry.name}`);
        continue;
      }
      const { entry } = target;
      const failedRuns = new FailedRuns(options.out, String(typed.seed), entry.name);
      const merged = recordedHunt(record, target, failedRuns);
      const externalTarget = externalTargets.find((one) => one.entry === entry) ?? null;
      const performer = { interrupt: null, stepLimitMs: stepLimitOf(options) };
      const traces = await tracesOf(record.findings, { entry, externalTarget }, performer);
      const hunted = { ...merged, traces };
      const hunt = new TargetHunt(target, options, { style, reporting });
      await hunt.take(hunted);
      hunt.end(record.isInterrupted);
      hunt.tell();
      if (hunt.outcome !== null) outcomes.push(hunt.outcome);
    }
    return outcomes;
  });
}
