/** The hunt in one target, in one stretch or several: what it finds is saved and told at once. */
import { FailedRuns } from '../campaign/findings/failed-runs.ts';
import { UnshrunkFindings } from '../campaign/findings/unshrunk.ts';
import { renderRun } from '../reports/terminal/run.ts';
import type { Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { Announced } from './announced.ts';
import type { Campaign } from './campaign.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { huntFor, type Hunted, type Stretch } from './hunting.ts';
import { againCommand } from './invocation.ts';
import type { Interrupt } from './interrupt.ts';
import { keepFinding, type KeptFinding } from './keep-finding.ts';
import { shortfallOf } from './min-coverage.ts';
import { judgedHunt } from './judged-hunt.ts';
import { tellNotShrunk } from './not-shrunk.ts';
import { knownStory, noteStory } from './note-story.ts';
import type { Performer } from './performing.ts';
import { recordedHunt, tracesOf } from './recorded-hunt.ts';
import type { ExternalTarget } from './external-target.ts';
import { FailureList } from '../campaign/ledger/failure-list.ts';
import type { ResumableState } from '../campaign/ledger/ledger.ts';
import type { TargetRecord } from '../campaign/ledger/record.ts';
import type { Trace } from '../trace/trace.ts';
import { isSameRun, type Failure } from '../search/hunting/failure.ts';
import type { PartOfCampaign } from '../search/hunting/outcome.ts';
import { exitCodeOf } from './outcome.ts';
import { seedText } from './quantity.ts';
import { judgedOfHunt } from './run-cases.ts';
import type { TargetPlan } from './run-plan.ts';
import { remarksOf, summaryOf } from './run-summary.ts';
import type { Reporting } from './reporting.ts';
import { renderStoodStill } from './stood-still.ts';
import { print, warn } from './terminal.ts';

/** What became of one target. */
export interface Outcome {
  readonly hunted: Hunted;
  readonly code: ExitCodeValue;
  readonly kept: readonly KeptFinding[];
  /** The files of what it met and did not shrink. */
  readonly unshrunk: readonly string[];
}

/** How far a hunt has come: in chunks, and in time of hunting. */
export interface Reached {
  readonly chunks: number;
  /** Without what begins anew. */
  readonly usedMs: number;
  /** With that. */
  readonly reachedMs: number;
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
  readonly #announced: Announced;
  readonly #kept: KeptFinding[] = [];
  /** Of findings that an earlier session has saved, and not shrunk to their ends. */
  readonly #cutStories = new Set<string>();
  #hunted: Hunted | null = null;
  #outcome: Outcome | null = null;
  #hadTurn = false;
  #hasShrunk = false;
  #isTold = false;

  constructor(plan: TargetPlan, options: TargetHuntOptions, told: Told) {
    this.#plan = plan;
    this.#options = options;
    this.#told = told;
    this.#failedRuns = new FailedRuns(options.out, seedText(plan.request.seed), plan.entry.name);
    const { setting, entry } = plan;
    const about = { target: entry.name, setting };
    this.#announced = new Announced(new UnshrunkFindings(options.out), about);
  }

  get name(): string {
    return this.#plan.entry.name;
  }

  /** Null until the end, and if it has never begun. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** Goes on from what an earlier session of the campaign has written down, and tells of it. */
  async resume(
    record: TargetRecord,
    performer: Performer,
    given: ExternalTarget | null,
  ): Promise<void> {
    const found = { entry: this.#plan.entry, externalTarget: given };
    const shrunk = this.#shrunkIn(record);
    const traces = await tracesOf(shrunk.findings, found, performer);
    await this.take({ ...recordedHunt(shrunk, this.#plan, this.#failedRuns), traces }, true);
  }

  /** Without what an interrupt cut short: it is shrunk again, and told of then. */
  #shrunkIn(record: TargetRecord): TargetRecord {
    const cut = record.failures.filter(({ isCutShort = false }) => isCutShort);
    const left = cut.flatMap(({ findings }) => findings);
    for (const { signature } of left) this.#cutStories.add(signature);
    const isLeft = ({ id }: Finding): boolean => left.some((one) => one.id === id);
    return { ...record, findings: record.findings.filter((one) => !isLeft(one)) };
  }

  /** Whether an earlier session has met what it did not shrink, and this one has had no turn. */
  get waitsForShrinking(): boolean {
    if (this.#hadTurn || this.#hunted === null) return false;
    const { failures, resumable } = this.#hunted;
    const shrunk = failures.filter(({ findings, isCutShort = false }) => {
      return findings.length > 0 && !isCutShort;
    });
    return metIn(resumable).some((one) => !shrunk.some(({ failure }) => isSameRun(one, failure)));
  }

  /** Whether this session has made findings of what was met. */
  get hasShrunk(): boolean {
    return this.#hasShrunk;
  }

  get reached(): Reached {
    const { usedMs, reachedMs } = this.#hunted ?? { usedMs: 0, reachedMs: 0 };
    return { chunks: this.#hunted?.resumable.place ?? 0, usedMs, reachedMs };
  }

  /** Hunts for one turn, from where the turn before it ended. */
  async goOn(
    turn: Omit<Stretch, 'before' | 'isTold'>,
    campaign: Campaign | null,
    interrupt: Interrupt,
  ): Promise<Hunted> {
    const setting = {
      stepLimitMs: stepLimitOf(this.#options),
      campaign,
      failedRuns: this.#failedRuns,
      announced: this.#announced,
      isQuiet: this.#options.progress === false,
    };
    const stretch = { ...turn, before: this.#before(turn), isTold: this.#hadTurn };
    this.#hadTurn = true;
    const hunted = await huntFor(this.#plan, stretch, setting, interrupt);
    campaign?.add(hunted);
    await this.take(hunted);
    return hunted;
  }

  /** The first turn of a session begins anew what could not be kept. */
  #before({ budgetMs }: Pick<Stretch, 'budgetMs'>): Hunted | null {
    if (this.#hunted === null || this.#hadTurn || budgetMs === 0) return this.#hunted;
    return { ...this.#hunted, reachedMs: this.#hunted.usedMs };
  }

  /** Shrinks what was met, and hunts no more. */
  shrinkLeft(campaign: Campaign | null, interrupt: Interrupt): Promise<Hunted> {
    const { maxRuns } = this.#plan.request;
    return this.goOn({ maxRuns, budgetMs: 0 }, campaign, interrupt);
  }

  /** Saves and prints what is found that was not before; `isKnown`: by this campaign. */
  async take(hunted: Hunted, isKnown = false): Promise<void> {
    this.#hunted = hunted;
    const { result, traces } = hunted;
    const known = new Set(this.#kept.map(({ finding }) => finding.id));
    for (const finding of result.findings.filter(({ id }) => !known.has(id))) {
      const trace = traces.get(finding.id) ?? null;
      const one = await this.#keep(finding, trace, isKnown);
      this.#hasShrunk ||= !isKnown;
      this.#kept.push(one);
      this.#print(`${one.text}\n`);
    }
    for (const { failure, findings } of hunted.failures) {
      const saved = this.#savedFor(findings);
      if (saved !== null) this.#announced.drop(failure, saved.finding.id);
    }
  }

  async #keep(finding: Finding, trace: Trace | null, isTold: boolean): Promise<KeptFinding> {
    const { out } = this.#options;
    const isKnown = isTold || this.#cutStories.has(finding.signature);
    const { entry, given, setting } = this.#plan;
    const again = againCommand('run', { target: entry.name, setting, given });
    const known = await knownStory(finding, out);
    const isRegressed = known === 'regressed' || (known === 'resolved' && !isKnown);
    const keeping = { ...this.#options, given: given ?? undefined, again, isRegressed };
    const one = await keepFinding(finding, trace, entry.target, keeping, this.#told.style);
    if (one.folder === null) return { ...one, status: null };
    return { ...one, status: isKnown ? known : await noteStory(finding, out) };
  }

  /** The first if all are saved, else null; one finding stands for all of its story. */
  #savedFor(findings: readonly Finding[]): KeptFinding | null {
    const saved = findings.map(({ signature }) => {
      return this.#kept.find(({ finding, folder }) => {
        return finding.signature === signature && folder !== null;
      });
    });
    return saved.includes(undefined) ? null : (saved[0] ?? null);
  }

  /** No turn will follow: the verdict. `isInterrupted`: some would have, here or elsewhere. */
  end(isInterrupted: boolean, part: PartOfCampaign | null = null): void {
    if (this.#hunted === null || this.#outcome !== null) return;
    const told = this.#kept.map(({ finding }) => finding);
    const hunted = judgedHunt(this.#hunted, told, isInterrupted, part);
    const { lost } = this.#failedRuns;
    if (lost !== null) warn(`logs of failed runs are not saved: ${lost}`);
    const unshrunk = this.#keepUnshrunk(hunted);
    tellNotShrunk(unshrunk, this.#options.out);
    this.#outcome = { hunted, code: codeOf(hunted), kept: this.#kept, unshrunk };
  }

  /** Tells the verdict once; false if there is none yet. */
  tell(): boolean {
    if (this.#outcome === null) return false;
    if (this.#isTold) return true;
    this.#isTold = true;
    const { hunted, code, kept } = this.#outcome;
    this.#told.reporting.add(judgedOfHunt(hunted, code, kept));
    this.#print(`${summaryText(hunted, code, this.#told.style)}\n`);
    return true;
  }

  /** What was announced is not lost, even if there was no time to shrink it. */
  #keepUnshrunk({ failures }: Hunted): readonly string[] {
    const left = failures.filter(({ findings }) => this.#savedFor(findings) === null);
    const found = this.#kept.filter(({ folder }) => folder !== null);
    return this.#announced.settle(
      left.map(({ failure }) => failure),
      new Set(found.map(({ finding }) => finding.property)),
    );
  }

  #print(text: string): void {
    if (!this.#told.reporting.takesStdout) print(text);
  }
}

/** All that is worth shrinking of what a campaign goes on from. */
function metIn({ failures, begun }: ResumableState): readonly Failure[] {
  const list = new FailureList();
  for (const failure of [...failures, ...begun.flatMap((chunk) => chunk.failures)]) {
    list.take(failure);
  }
  return list.all;
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
  if (brokeDown === null) return renderRun(summaryOf(hunted, code), style);
  const headline = style.paint('broken', ` ✖ ${plan.entry.name}  not decided`);
  const { Runs = '' } = remarksOf(hunted);
  return `${headline}: whitewater broke down\n   Runs       ${Runs}\n`;
}
