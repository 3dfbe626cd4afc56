/** `run`: hunts for violations in all targets, and reports what it finds. */
import { Campaign, snapshotFile, type CampaignArguments } from './campaign.ts';
import { Corpora, type CorpusArguments } from './corpora.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { isPath } from './external-target.ts';
import { withExternalTargets } from './bring-targets.ts';
import { Interrupt } from './interrupt.ts';
import { seedText } from './quantity.ts';
import { planRun, type RunArguments, type RunPlan } from './run-plan.ts';
import { judgedOfLeftOut } from './run-cases.ts';
import { checkPinnedOf, NONE, type Brought } from './run-regressions.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { jsonOf, verdictOf, worstOf } from './run-summary.ts';
import { Stretches } from './stretches.ts';
import { TargetHunt } from './target-hunt.ts';
import { printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

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
  /** False after `--no-regressions`; undefined for commands that have no such option. */
  readonly regressions?: boolean;
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
    const brought = { externalTargets, stepLimitMs: stepLimitOf(options) };
    const campaign = await Campaign.of(plan, names, options);
    try {
      return await runAll(plan, options, { reporting, campaign, corpora, brought });
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
  readonly brought: Brought;
}

async function runAll(
  plan: RunPlan,
  options: RunOptions,
  { reporting, campaign, corpora, brought }: Telling,
): Promise<ExitCodeValue> {
  const told = { style: styleOf(options), reporting };
  const interrupt = new Interrupt();
  const { regressions = false } = options;
  const pinned = regressions ? await checkPinnedOf(plan, brought, interrupt, told) : NONE;
  const hunts = plan.targets.map((target) => new TargetHunt(target, options, told));
  const brokeDown = await allTurns(plan, hunts, campaign, interrupt);
  const outcomes = hunts.flatMap(({ outcome }) => outcome ?? []);
  for (const { hunted } of outcomes) await corpora?.keep(hunted);
  const left = hunts.filter(({ outcome }) => outcome === null).map(({ name }) => name);
  const isBroken = brokeDown !== null && !interrupt.hasStopped;
  const ended = interrupt.hasStopped ? 'interrupted' : 'the budget is used up';
  const why = isBroken ? 'whitewater broke down' : ended;
  if (left.length > 0) warn(`${why}; not run: ${left.join(', ')}`);
  for (const name of left) reporting.add(judgedOfLeftOut(name, why));
  const codes = outcomes.map(({ code }) => code);
  const lacking = left.map(() => ExitCode.notMeaningful);
  const reached = interrupt.code ?? gravest([...pinned.codes, ...codes, ...lacking]);
  const code = reporting.end(reached, interrupt.hasStopped);
  if (options.json === true) {
    printJson({
      command: 'run',
      verdict: worstOf(outcomes.map(({ hunted }) => verdictOf(hunted))),
      seed: seedText(plan.seed),
      interrupted: interrupt.hasStopped,
      regressions: pinned.json,
      targets: outcomes.map(({ hunted, code, kept }) => jsonOf(hunted, code, kept)),
    });
  }
  // What was found is told: now for what went wrong.
  if (brokeDown !== null) throw brokeDown;
  return code;
}

/** Returns the error of whitewater itself that ended them; null if there was none. */
async function allTurns(
  plan: RunPlan,
  hunts: readonly TargetHunt[],
  campaign: Campaign | null,
  interrupt: Interrupt,
): Promise<Error | null> {
  const stretches = new Stretches(plan);
  let brokeDown: Error | null = null;
  while (!interrupt.hasStopped && brokeDown === null) {
    const turn = stretches.next();
    const hunt = turn === null ? undefined : hunts[turn.share.target];
    if (turn === null || hunt === undefined) break;
    const hunted = await hunt.goOn(turn, campaign, interrupt);
    if (!stretches.took(turn, hunted)) hunt.end();
    ({ brokeDown } = hunted);
  }
  for (const hunt of hunts) hunt.end();
  return brokeDown;
}
