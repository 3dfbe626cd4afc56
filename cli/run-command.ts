/** `run`: hunts for violations in all targets, and reports what it finds. */
import { Refusal } from '../adapters/refusal.ts';
import { InUse, lockFolder } from '../campaign/ledger/lock.ts';
import type { CanaryResult } from '../campaign/ledger/canaries.ts';
import { Campaign, snapshotFile, type CampaignArguments } from './campaign.ts';
import { campaignOverText, keptCampaignText, type CampaignOver } from './campaign-over.ts';
import { seedToResume } from './campaign-seed.ts';
import { canariesOf } from './canary-option.ts';
import { canaryCodeOf, checkCanaries } from './run-canaries.ts';
import { Corpora, type CorpusArguments } from './corpora.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { isPath } from './external-target.ts';
import { withExternalTargets } from './bring-targets.ts';
import { Interrupt } from './interrupt.ts';
import { tellNotShrunkBefore } from './not-shrunk.ts';
import { seedText } from './quantity.ts';
import { planRun, type RunArguments, type RunPlan } from './run-plan.ts';
import { judgedOfLeftOut } from './run-cases.ts';
import { checkPinnedOf, NONE, type Brought } from './run-regressions.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { jsonOf, verdictOf, worstOf } from './run-summary.ts';
import { Stretches } from './stretches.ts';
import { TargetHunt, type Outcome, type Reached, type Told } from './target-hunt.ts';
import type { Performer } from './performing.ts';
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
  /** Names of known defects, or `all`; false after `--no-canaries`; undefined: see the profile. */
  readonly canaries?: string | false;
}

export async function runCommand(
  names: readonly string[],
  options: RunOptions,
): Promise<ExitCodeValue> {
  const reporting = new Reporting('run', options);
  return withExternalTargets(options, names.filter(isPath), async (externalTargets) => {
    // Everything is refused before anything is written.
    const planned = planRun(names, options, externalTargets);
    canariesOf(options.canaries, options.profile, planned.shard);
    const release = lockedFor(options);
    try {
      const isSeeded = options.resume !== true || options.seed !== undefined;
      const seed = options.resume === true ? seedToResume(planned, names, options) : options.seed;
      const seeded = seed === undefined ? options : { ...options, seed };
      const plan = isSeeded ? planned : planRun(names, seeded, externalTargets);
      return await runPlanned({ plan, names, options: seeded, externalTargets, reporting });
    } finally {
      release();
    }
  });
}

/** One that need not be kept goes on where nothing can be written, but not beside another. */
function lockedFor({ out, resume = false }: RunOptions): () => void {
  try {
    return lockFolder(out);
  } catch (error) {
    if (resume || error instanceof InUse || !(error instanceof Refusal)) throw error;
    return () => undefined;
  }
}

interface Planned {
  readonly plan: RunPlan;
  readonly names: readonly string[];
  readonly options: RunOptions;
  readonly externalTargets: Brought['externalTargets'];
  readonly reporting: Reporting;
}

async function runPlanned(planned: Planned): Promise<ExitCodeValue> {
  const { names, options, externalTargets, reporting } = planned;
  const begun = options.resume === true ? snapshotFile(planned.plan, names, options) : null;
  const corpora = await Corpora.of(options, begun);
  const plan = corpora?.addedTo(planned.plan) ?? planned.plan;
  const brought = { externalTargets, stepLimitMs: stepLimitOf(options) };
  const campaign = await Campaign.of(plan, names, options);
  try {
    return await runAll(plan, options, { reporting, campaign, corpora, brought });
  } finally {
    campaign?.end();
  }
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
  const canaries = await knownDefects(plan, options, campaign, interrupt, told);
  const hunts = plan.targets.map((target) => new TargetHunt(target, options, told));
  const before = await resumed(plan, hunts, campaign, { ...brought, interrupt });
  if (options.resume === true) warn(keptCampaignText(before));
  const brokeDown = await allTurns(plan, hunts, campaign, interrupt);
  const over = interrupt.hasStopped ? null : overIn(before, hunts);
  if (over !== null) warn(campaignOverText(over));
  const outcomes = hunts.flatMap(({ outcome }) => outcome ?? []);
  tellNotShrunkBefore(
    outcomes.flatMap(({ unshrunk }) => unshrunk),
    options.out,
  );
  for (const { hunted } of outcomes) await corpora?.keep(hunted);
  const left = leftOut(hunts, brokeDown !== null, interrupt, reporting);
  if (interrupt.hasStopped) warn(goingOn(options));
  const codes = outcomes.map(({ code }) => code);
  const canaryCodes = canaries === null ? [] : [canaryCodeOf(canaries)];
  const lacking = left.map(() => ExitCode.notMeaningful);
  const reached =
    interrupt.code ?? gravest([...pinned.codes, ...canaryCodes, ...codes, ...lacking]);
  const code = reporting.end(reached, interrupt.hasStopped);
  if (options.json === true) {
    const all = { regressions: pinned.json, canaries, ...targetsJson(outcomes, left) };
    const ended = { interrupted: interrupt.hasStopped, wasOver: over !== null };
    printJson({ command: 'run', seed: seedText(plan.seed), ...ended, ...all });
  }
  // What was found is told: now for what went wrong.
  if (brokeDown !== null) throw brokeDown;
  return code;
}

/** `left` had no turn: whatever the others came to, nothing is known of these. */
function targetsJson(outcomes: readonly Outcome[], left: readonly string[]): object {
  const verdicts = outcomes.map(({ hunted }) => verdictOf(hunted));
  return {
    verdict: worstOf([...verdicts, ...left.map(() => 'inconclusive' as const)]),
    targets: outcomes.map(jsonOf),
    notRun: left,
  };
}

/** Hunted for once in a campaign, however many sessions it has. */
async function knownDefects(
  { seed, shard }: RunPlan,
  options: RunOptions,
  campaign: Campaign | null,
  interrupt: Interrupt,
  told: Told,
): Promise<CanaryResult | null> {
  const ids = canariesOf(options.canaries, options.profile, shard);
  const result = campaign?.canaries ?? (await checkCanaries(ids, seed, interrupt, told));
  if (campaign !== null) campaign.canaries = result;
  return result;
}

/** Tells of the targets that had no turn, and returns their names. */
function leftOut(
  hunts: readonly TargetHunt[],
  isBroken: boolean,
  { hasStopped }: Interrupt,
  reporting: Reporting,
): readonly string[] {
  const left = hunts.filter(({ outcome }) => outcome === null).map(({ name }) => name);
  const ended = hasStopped ? 'interrupted' : 'the budget is used up';
  const why = isBroken && !hasStopped ? 'whitewater broke down' : ended;
  if (left.length > 0) warn(`${why}; not run: ${left.join(', ')}`);
  for (const name of left) reporting.add(judgedOfLeftOut(name, why));
  return left;
}

function goingOn({ resume = false }: RunOptions): string {
  return resume
    ? 'interrupted: the same command goes on from here'
    : 'interrupted: with --resume, a run can be gone on with';
}

/** Returns the error of whitewater itself that ended them; null if there was none. */
async function allTurns(
  plan: RunPlan,
  hunts: readonly TargetHunt[],
  campaign: Campaign | null,
  interrupt: Interrupt,
): Promise<Error | null> {
  const reached = hunts.map((hunt) => hunt.reached);
  const stretches = new Stretches(plan, reached);
  let brokeDown: Error | null = null;
  while (!interrupt.hasStopped && brokeDown === null) {
    const turn = stretches.next();
    const hunt = turn === null ? undefined : hunts[turn.share.target];
    if (turn === null || hunt === undefined) break;
    const hunted = await hunt.goOn(turn, campaign, interrupt);
    if (!stretches.took(turn, hunted)) hunt.end(hunted.isInterrupted);
    // In the order of the command, however they end; the first that goes on holds up the others.
    hunts.every((one) => one.tell());
    ({ brokeDown } = hunted);
  }
  for (const hunt of hunts) {
    // Its time was used up before it was interrupted: what it had met is still shrunk.
    if (!interrupt.hasStopped && brokeDown === null && hunt.waitsForShrinking) {
      ({ brokeDown } = await hunt.shrinkLeft(campaign, interrupt));
    }
    hunt.end(interrupt.hasStopped);
    hunt.tell();
  }
  return brokeDown;
}

/** Null unless an earlier session was written down: then how far it had come, by target. */
async function resumed(
  { targets }: RunPlan,
  hunts: readonly TargetHunt[],
  campaign: Campaign | null,
  { externalTargets, ...performer }: Brought & Performer,
): Promise<readonly Reached[] | null> {
  let isResumed = false;
  for (const [place, hunt] of hunts.entries()) {
    const { entry } = targets[place] ?? {};
    const record = campaign?.recordOf(hunt.name);
    if (record === undefined) continue;
    const external = externalTargets.find((one) => one.entry === entry) ?? null;
    await hunt.resume(record, performer, external);
    isResumed = true;
  }
  return isResumed ? hunts.map(({ reached }) => reached) : null;
}

/**
 * Null unless nothing was left to run: a budget belongs to the campaign, and not to the sessions in
 * which it is spent.
 */
function overIn(
  before: readonly Reached[] | null,
  hunts: readonly TargetHunt[],
): CampaignOver | null {
  const isOver = hunts.every(({ reached: { chunks, reachedMs } }, place) => {
    const then = before?.[place];
    return chunks === then?.chunks && reachedMs === then.reachedMs;
  });
  if (!isOver) return null;
  const outcomes = hunts.flatMap(({ outcome }) => outcome ?? []);
  return {
    reachedMs: hunts.reduce((sum, { reached }) => sum + reached.reachedMs, 0),
    isEnough: outcomes.every(({ hunted }) => hunted.isEnough),
    hasShrunk: hunts.some((hunt) => hunt.hasShrunk),
    unshrunk: outcomes.reduce((sum, { unshrunk }) => sum + unshrunk.length, 0),
  };
}
