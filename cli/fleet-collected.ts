/** What was gathered of a campaign: judged, shrunk, saved and told as `run` does it. */
import { join } from 'node:path';
import { writeAtomically } from '../campaign/findings/atomic-file.ts';
import { entryText } from '../campaign/fleet/chunk-record.ts';
import { collectedTarget, type Collected } from '../campaign/fleet/collected.ts';
import type { Gathered, OnDamaged } from '../campaign/fleet/gathered.ts';
import type { GivenUp } from '../campaign/fleet/given-up.ts';
import { isUnderWay, type QueueState } from '../campaign/fleet/queue-state.ts';
import { rangesText } from '../campaign/fleet/roll.ts';
import { COMMAND } from '../library/how-to-call.ts';
import type { CaseLine } from '../reports/events/run-line.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { partText } from '../reports/terminal/outcome.ts';
import type { PartOfCampaign } from '../search/hunting/outcome.ts';
import { BATCH } from '../search/hunting/batch.ts';
import { Campaign } from './campaign.ts';
import { stepLimitOf } from './exec.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import type { ExternalTarget } from './external-target.ts';
import type { FleetOptions } from './fleet-options.ts';
import type { FleetPlan } from './fleet-plan.ts';
import { givenUpText } from './fleet-status.ts';
import { Interrupt } from './interrupt.ts';
import { Reporting, type Content } from './reporting.ts';
import type { RunArguments, TargetPlan } from './run-plan.ts';
import { jsonOf, verdictOf, worstOf } from './run-summary.ts';
import { TargetHunt, type Outcome, type Told } from './target-hunt.ts';
import { printJson, styleOf, warn } from './terminal.ts';

/** What is collected. */
export interface Collecting {
  readonly planned: FleetPlan;
  readonly gathered: Gathered;
  /** Null if nobody could be asked. */
  readonly queue: QueueState | null;
  readonly givenUp: readonly GivenUp[];
  readonly externalTargets: readonly ExternalTarget[];
}

/** A line for people, and what it means for the exit code. */
interface Fault {
  readonly line: string;
  readonly code: ExitCodeValue;
}

export async function collected(
  collecting: Collecting,
  options: FleetOptions,
): Promise<ExitCodeValue> {
  const { planned, gathered, givenUp } = collecting;
  const reporting = new Reporting('run', options);
  const interrupt = new Interrupt();
  const {
    campaign: { names, options: typed },
    plan,
  } = planned;
  const { blob, out } = options;
  const settings = { ...(typed as unknown as RunArguments), out, ...(blob && { blob }) };
  const campaign = await Campaign.of(plan, names, settings);
  const told = { style: styleOf(options), reporting };
  const faults: Fault[] = await divergentIn(gathered, options.out);
  faults.push(...givenUp.map((one) => ({ line: givenUpText(one), code: ExitCode.harness })));
  const outcomes: Outcome[] = [];
  for (const [place, target] of plan.targets.entries()) {
    const all = await collectedTarget(gathered, place, target.request.maxFindings, tellDamaged);
    const part = partOf(all, collecting);
    if (part !== null) faults.push(missingFault(target.entry.name, all.missing, part, collecting));
    const hunt = await hunted(
      target,
      { ...all, part },
      { collecting, options, told, campaign, interrupt },
    );
    if (hunt.outcome !== null) outcomes.push(hunt.outcome);
  }
  for (const { line } of faults) warn(`not a whole campaign: ${line}`);
  if (faults.length === 0) campaign?.end();
  reporting.add({ cases: faults.map(faultCase) });
  const codes = [...outcomes, ...faults].map(({ code }) => code);
  const code = reporting.end(interrupt.code ?? gravest(codes), interrupt.hasStopped);
  if (options.json === true) printCollected(collecting, faults, outcomes);
  return code;
}

interface Hunting {
  readonly collecting: Collecting;
  readonly options: FleetOptions;
  readonly told: Told;
  readonly campaign: Campaign | null;
  readonly interrupt: Interrupt;
}

/** Goes on from what the fleet has met, as from an earlier session: only shrinking is left. */
async function hunted(
  target: TargetPlan,
  { record, part, standing }: Collected & { readonly part: PartOfCampaign | null },
  { collecting, options, told, campaign, interrupt }: Hunting,
): Promise<TargetHunt> {
  const { entry } = target;
  const external = collecting.externalTargets.find((one) => one.entry === entry) ?? null;
  const hunt = new TargetHunt(target, options, told);
  await hunt.resume(record, { interrupt, stepLimitMs: stepLimitOf(options) }, external);
  const isWhole = part === null;
  // A chunk that stood still is performed again: that is how its run is found.
  const chunks = standing === null ? record.state.place : standing + 1;
  const maxRuns = Math.min(target.request.maxRuns, chunks * BATCH);
  await hunt.goOn({ maxRuns, budgetMs: isWhole ? null : 0 }, campaign, interrupt);
  hunt.end(!isWhole || interrupt.hasStopped, interrupt.hasStopped ? null : part);
  hunt.tell();
  return hunt;
}

/** Both records are written beside each other, to be compared. */
async function divergentIn(gathered: Gathered, out: string): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const divergent of gathered.roll.divergent) {
    const bodies = await gathered.bodiesOf(divergent, tellDamaged);
    if (bodies.size < 2) continue;
    const { target, chunk } = divergent.address;
    const files = divergent.entries.flatMap((entry) => {
      const body = bodies.get(entry.hash);
      if (body === undefined) return [];
      const file = join(out, 'fleet', gathered.id, 'diverged', `${entryText(entry)}.json.gz`);
      writeAtomically(file, body);
      return [file];
    });
    const name = gathered.campaign.targets[target]?.name ?? '';
    const line = `chunk ${chunk} of ${name} diverged, its records differ: ${files.join(' and ')}`;
    faults.push({ line, code: ExitCode.notReproducible });
  }
  return faults;
}

const tellDamaged: OnDamaged = ({ chunk }, why) => {
  warn(`a record of chunk ${chunk} is damaged, and counts as missing: ${why}`);
};

/** Null if all chunks that count have come in. */
function partOf(
  { needed: chunks, missing }: Collected,
  { queue }: Collecting,
): PartOfCampaign | null {
  if (missing.length === 0) return null;
  const done = chunks - missing.length;
  return { done, chunks, isUnderWay: queue !== null && isUnderWay(queue) };
}

function missingFault(
  name: string,
  missing: readonly number[],
  part: PartOfCampaign,
  { queue }: Collecting,
): Fault {
  const code = ExitCode.notMeaningful;
  if (part.isUnderWay) return { line: `${name} is ${partText(part)}; collect again later`, code };
  const what = `${counted(missing.length, 'chunk')} of ${name} missing (${rangesText(missing)})`;
  const typed = `${COMMAND} fleet enqueue, with the same arguments`;
  const unless = queue === null ? ', unless workers are at it' : '';
  return { line: `${what}; fill the gap${unless}: ${typed}`, code };
}

function faultCase({ line }: Fault): Content<CaseLine> {
  const none = { property: null, details: '', finding: null } as const;
  return {
    suite: 'chunks',
    name: line.split(/[:;(]/)[0] ?? '',
    outcome: 'error',
    message: line,
    ...none,
  };
}

function printCollected(
  { planned, queue, givenUp }: Collecting,
  faults: readonly Fault[],
  outcomes: readonly Outcome[],
): void {
  printJson({
    command: 'fleet collect',
    campaign: planned.id,
    verdict: worstOf([
      ...outcomes.map(({ hunted: { ...one } }) => verdictOf(one)),
      ...(faults.length > 0 ? (['inconclusive'] as const) : []),
    ]),
    underWay: queue !== null && isUnderWay(queue),
    lacks: faults.map(({ line }) => line),
    givenUp,
    seed: planned.campaign.options['seed'] ?? null,
    targets: outcomes.map(jsonOf),
  });
}
