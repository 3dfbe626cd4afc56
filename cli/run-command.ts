/** `run`: hunts for violations in one target after the other, and reports what it finds. */
import { Refusal } from '../adapters/refusal.ts';
import { Statuses } from '../campaign/findings/statuses.ts';
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import { renderRun } from '../reports/terminal/run.ts';
import type { Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { Campaign, snapshotFile, type CampaignArguments } from './campaign.ts';
import { Corpora, type CorpusArguments } from './corpora.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { isPath } from './external-target.ts';
import { withExternalTargets } from './bring-targets.ts';
import { huntFor, type Hunted } from './hunting.ts';
import { Interrupt } from './interrupt.ts';
import { keepFinding, type KeptFinding } from './keep-finding.ts';
import { exitCodeOf } from './outcome.ts';
import { seedText } from './quantity.ts';
import { planRun, type RunArguments, type RunPlan, type TargetPlan } from './run-plan.ts';
import { judgedOfHunt, judgedOfLeftOut } from './run-cases.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { jsonOf, remarksOf, summaryOf, verdictOf, worstOf } from './run-summary.ts';
import { renderStoodStill } from './stood-still.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `run`, as typed. */
export interface RunOptions
  extends RunArguments,
    ExecArguments,
    OutputArguments,
    CampaignArguments,
    CorpusArguments,
    ReporterArguments {
  readonly out: string;
  readonly full?: boolean;
  /** False after `--no-progress`. */
  readonly progress: boolean;
}

/** What became of one target. */
export interface Outcome {
  readonly hunted: Hunted;
  readonly code: ExitCodeValue;
  readonly kept: readonly KeptFinding[];
}

export async function runCommand(
  names: readonly string[],
  options: RunOptions,
): Promise<ExitCodeValue> {
  const reporting = new Reporting('run', options);
  return withExternalTargets(options, names.filter(isPath), async (externalTargets) => {
    const planned = planRun(names, options, externalTargets);
    const begun = options.resume === true ? snapshotFile(planned, names, options) : null;
    const corpora = await Corpora.of(options, begun);
    const plan = corpora?.addedTo(planned) ?? planned;
    const campaign = await Campaign.of(plan, names, options);
    try {
      return await runAll(plan, options, { reporting, campaign, corpora });
    } finally {
      campaign?.end();
    }
  });
}

/** What is told of a run while it goes on, and in the end. */
interface Telling {
  readonly reporting: Reporting;
  readonly campaign: Campaign | null;
  readonly corpora: Corpora | null;
}

async function runAll(
  plan: RunPlan,
  options: RunOptions,
  { reporting, campaign, corpora }: Telling,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const interrupt = new Interrupt();
  const outcomes: Outcome[] = [];
  let brokeDown: Error | null = null;
  for (const target of plan.targets) {
    if (interrupt.hasStopped || brokeDown !== null) break;
    const outcome = await runTarget(target, options, interrupt, {
      ...{ style, reporting, campaign, corpora },
    });
    outcomes.push(outcome);
    ({ brokeDown } = outcome.hunted);
  }
  const codes = outcomes.map(({ code }) => code);
  const left = plan.targets.slice(outcomes.length).map(({ entry }) => entry.name);
  if (left.length > 0) warn(`interrupted; not run: ${left.join(', ')}`);
  for (const name of left) reporting.add(judgedOfLeftOut(name));
  const reached = interrupt.code ?? gravest(codes);
  const code = reporting.end(reached, interrupt.hasStopped);
  if (options.json === true) {
    printJson({
      command: 'run',
      verdict: worstOf(outcomes.map(({ hunted }) => verdictOf(hunted))),
      seed: seedText(plan.seed),
      interrupted: interrupt.hasStopped,
      targets: outcomes.map(({ hunted, code, kept }) => jsonOf(hunted, code, kept)),
    });
  }
  // What was found is told: now for what went wrong.
  if (brokeDown !== null) throw brokeDown;
  return code;
}

async function runTarget(
  plan: TargetPlan,
  options: RunOptions,
  interrupt: Interrupt,
  { style, reporting, campaign, corpora }: Telling & { readonly style: Style },
): Promise<Outcome> {
  const hunting = { out: options.out, stepLimitMs: stepLimitOf(options), campaign };
  const hunted = await huntFor(plan, hunting, interrupt, !options.progress);
  campaign?.add(hunted);
  await corpora?.keep(hunted);
  return tellTarget(hunted, options, { style, reporting });
}

/** Saves what was found, and prints it with all that the hunt came to. */
export async function tellTarget(
  hunted: Hunted,
  options: Pick<RunOptions, 'out' | 'full'>,
  { style, reporting }: { readonly style: Style; readonly reporting: Reporting },
): Promise<Outcome> {
  const { plan, result, failedRuns, traces } = hunted;
  const isQuiet = reporting.takesStdout;
  if (failedRuns.lost !== null) warn(`logs of failed runs are not saved: ${failedRuns.lost}`);
  const code = codeOf(hunted);
  const kept: KeptFinding[] = [];
  for (const finding of result.findings) {
    const keeping = { ...options, given: plan.given ?? undefined };
    const trace = traces.get(finding.id) ?? null;
    const one = await keepFinding(finding, trace, plan.entry.target, keeping, style);
    kept.push({
      ...one,
      status: one.folder === null ? null : await statusOf(finding, options.out),
    });
    if (!isQuiet) print(`${one.text}\n`);
  }
  reporting.add(judgedOfHunt(hunted, code, kept));
  if (!isQuiet) print(`${summaryText(hunted, code, style)}\n`);
  return { hunted, kept, code };
}

/** Null if it cannot be written down. */
async function statusOf(finding: Finding, out: string): Promise<FindingStatus | null> {
  try {
    const status = (await Statuses.in(out, warn)).seen(finding, new Date());
    if (status === 'regressed') warn(`finding ${finding.id} has regressed: it was resolved before`);
    return status;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`the status of finding ${finding.id} is not kept: ${error.message}`);
    return null;
  }
}

function codeOf({ plan, result, stoodStill, brokeDown }: Hunted): ExitCodeValue {
  if (brokeDown !== null) return ExitCode.harness;
  return stoodStill === null ? exitCodeOf(plan.entry.expected, result) : ExitCode.violation;
}

/** What follows the findings. */
function summaryText(hunted: Hunted, code: ExitCodeValue, style: Style): string {
  const { stoodStill, brokeDown, plan } = hunted;
  if (stoodStill !== null) return renderStoodStill(stoodStill, remarksOf(hunted), style);
  if (brokeDown === null) return renderRun(summaryOf(hunted, code), style);
  const headline = style.paint('broken', ` ✖ ${plan.entry.name}  not decided`);
  const { Runs = '' } = remarksOf(hunted);
  return `${headline}: whitewater broke down\n   Runs       ${Runs}\n`;
}
