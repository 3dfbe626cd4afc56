/** `merge`: the shards of a campaign as one report with one exit code. */
import { FailedRuns } from '../campaign/findings/failed-runs.ts';
import { mergeShards, type ShardFile } from '../campaign/ledger/merge.ts';
import { readRecord } from '../campaign/ledger/record-file.ts';
import type { CampaignRecord, TargetRecord } from '../campaign/ledger/record.ts';
import { Refusal } from '../adapters/refusal.ts';
import { progressOf, progressWithout, resultOf } from '../search/hunting/counts.ts';
import { withExternalTargets, type ExternalTargetArguments } from './bring-targets.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { isPath } from './external-target.ts';
import type { Hunted } from './hunting.ts';
import { parseCount } from './quantity.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { tellTarget, type Outcome } from './run-command.ts';
import { planRun, type RunArguments, type TargetPlan } from './run-plan.ts';
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
  const shards: ShardFile[] = [];
  for (const file of files) shards.push({ file, record: await shardIn(file) });
  const merged = mergeShards(shards, expected);
  const [first] = shards;
  if (merged.kind === 'incomplete' || first === undefined) {
    const why = merged.kind === 'incomplete' ? merged.why : 'no shard was given';
    const message = `the shards are not one whole campaign: ${why}`;
    warn(message);
    if (options.json === true) printJson({ command: 'merge', verdict: 'inconclusive', message });
    return reporting.end(ExitCode.notMeaningful, false);
  }
  const outcomes = await told(first.record, merged.targets, options, reporting);
  const code = reporting.end(gravest(outcomes.map((outcome) => outcome.code)), false);
  if (options.json === true) {
    printJson({
      command: 'merge',
      verdict: worstOf(outcomes.map(({ hunted }) => verdictOf(hunted))),
      shards: shards.length,
      seed: first.record.identity.options['seed'],
      targets: outcomes.map(({ hunted, code: one, kept }) => jsonOf(hunted, one, kept)),
    });
  }
  return code;
}

async function shardIn(file: string): Promise<CampaignRecord> {
  const record = await readRecord(file);
  if (record === null) throw new Refusal(`${file}: there is no such file`);
  return record;
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
      if (record === undefined) throw new Refusal(`no shard has hunted in ${target.entry.name}`);
      const hunted = huntedOf(record, target, options.out, String(typed.seed));
      outcomes.push(await tellTarget(hunted, options, { style, reporting }));
    }
    return outcomes;
  });
}

function huntedOf(
  { target, state, failures, findings, wallMs }: TargetRecord,
  plan: TargetPlan,
  out: string,
  seed: string,
): Hunted {
  const { counts, guided, coverage } = state;
  const { sought } = plan.request;
  const [first] = state.failures;
  const result = resultOf(
    counts,
    progressWithout(progressOf({ ...counts, phase: 'hunting', found: findings.length }), guided),
    {
      sought: sought === null ? null : new Set(sought),
      firstFind: first === undefined ? null : { engine: first.foundBy, runs: first.number },
      findings,
    },
  );
  return {
    plan,
    result,
    counts,
    guided,
    learned: [],
    coverage,
    failures,
    wallMs,
    resumable: state,
    stoodStill: null,
    brokeDown: null,
    traces: new Map(),
    failedRuns: new FailedRuns(out, seed, target),
  };
}
