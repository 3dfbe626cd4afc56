/** The hunt in one target, in one stretch or several: what it finds is saved and told at once. */
import { Refusal } from '../adapters/refusal.ts';
import { FailedRuns } from '../campaign/findings/failed-runs.ts';
import { Statuses } from '../campaign/findings/statuses.ts';
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import { labelled, printPage } from '../reports/terminal/page.ts';
import { renderRun } from '../reports/terminal/run.ts';
import type { Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import type { Campaign } from './campaign.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { huntFor, type Hunted } from './hunting.ts';
import type { Interrupt } from './interrupt.ts';
import { keepFinding, type KeptFinding } from './keep-finding.ts';
import { shortfallOf } from './min-coverage.ts';
import { exitCodeOf } from './outcome.ts';
import { seedText } from './quantity.ts';
import { judgedOfHunt } from './run-cases.ts';
import type { TargetPlan } from './run-plan.ts';
import { remarksOf, summaryOf } from './run-summary.ts';
import type { Reporting } from './reporting.ts';
import { renderStoodStill } from './stood-still.ts';
import type { Turn } from './stretches.ts';
import { print, warn } from './terminal.ts';

/** What became of one target. */
export interface Outcome {
  readonly hunted: Hunted;
  readonly code: ExitCodeValue;
  readonly kept: readonly KeptFinding[];
}

export interface TargetHuntOptions extends ExecArguments {
  readonly out: string;
  readonly full?: boolean;
  readonly progress?: boolean;
}

/** Who is told. */
export interface Told {
  readonly style: Style;
  readonly reporting: Reporting;
}

export class TargetHunt {
  readonly #plan: TargetPlan;
  readonly #options: TargetHuntOptions;
  readonly #told: Told;
  readonly #failedRuns: FailedRuns;
  readonly #kept: KeptFinding[] = [];
  #hunted: Hunted | null = null;
  #outcome: Outcome | null = null;

  constructor(plan: TargetPlan, options: TargetHuntOptions, told: Told) {
    this.#plan = plan;
    this.#options = options;
    this.#told = told;
    this.#failedRuns = new FailedRuns(options.out, seedText(plan.request.seed), plan.entry.name);
  }

  get name(): string {
    return this.#plan.entry.name;
  }

  /** Null until the end, and if it has never begun. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** Hunts for one turn, from where the turn before it ended. */
  async goOn(turn: Turn, campaign: Campaign | null, interrupt: Interrupt): Promise<Hunted> {
    const setting = {
      stepLimitMs: stepLimitOf(this.#options),
      campaign,
      failedRuns: this.#failedRuns,
      isQuiet: this.#options.progress === false,
    };
    const stretch = { ...turn, before: this.#hunted };
    const hunted = await huntFor(this.#plan, stretch, setting, interrupt);
    campaign?.add(hunted);
    await this.take(hunted);
    return hunted;
  }

  /** Saves and prints what is found that was not before. */
  async take(hunted: Hunted): Promise<void> {
    this.#hunted = hunted;
    const { plan, result, traces } = hunted;
    const known = new Set(this.#kept.map(({ finding }) => finding.id));
    for (const finding of result.findings.filter(({ id }) => !known.has(id))) {
      const keeping = { ...this.#options, given: plan.given ?? undefined };
      const trace = traces.get(finding.id) ?? null;
      const one = await keepFinding(finding, trace, plan.entry.target, keeping, this.#told.style);
      const status = one.folder === null ? null : await statusOf(finding, this.#options.out);
      this.#kept.push({ ...one, status });
      this.#print(`${one.text}\n`);
    }
  }

  /** No turn will follow: the verdict. */
  end(): void {
    const hunted = this.#hunted;
    if (hunted === null || this.#outcome !== null) return;
    const { lost } = this.#failedRuns;
    if (lost !== null) warn(`logs of failed runs are not saved: ${lost}`);
    const code = codeOf(hunted);
    this.#outcome = { hunted, code, kept: this.#kept };
    this.#told.reporting.add(judgedOfHunt(hunted, code, this.#kept));
    this.#print(`${summaryText(hunted, code, this.#told.style)}\n`);
  }

  #print(text: string): void {
    if (!this.#told.reporting.takesStdout) print(text);
  }
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

function codeOf(hunted: Hunted): ExitCodeValue {
  const { plan, result, stoodStill, brokeDown } = hunted;
  if (brokeDown !== null) return ExitCode.harness;
  if (stoodStill !== null) return ExitCode.violation;
  const code = exitCodeOf(plan.entry.expected, result);
  const isTooLittle =
    code === ExitCode.expected && shortfallOf(hunted.plan.minCoverage, hunted.coverage) !== null;
  return isTooLittle ? ExitCode.notMeaningful : code;
}

/** What follows the findings. */
function summaryText(hunted: Hunted, code: ExitCodeValue, style: Style): string {
  const { stoodStill, brokeDown, plan } = hunted;
  if (stoodStill !== null) return renderStoodStill(stoodStill, remarksOf(hunted), style);
  if (brokeDown === null) {
    const shortfall = labelled(
      'Too little',
      shortfallOf(hunted.plan.minCoverage, hunted.coverage) ?? '',
    );
    const more = shortfall.length === 0 ? '' : `${printPage(shortfall, style)}\n`;
    return `${renderRun(summaryOf(hunted, code), style)}${more}`;
  }
  const headline = style.paint('broken', ` ✖ ${plan.entry.name}  not decided`);
  const { Runs = '' } = remarksOf(hunted);
  return `${headline}: whitewater broke down\n   Runs       ${Runs}\n`;
}
