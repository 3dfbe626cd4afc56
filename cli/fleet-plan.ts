/** A campaign of a fleet from arguments, and from what an enqueued campaign says of itself. */
import { Refusal } from '../adapters/refusal.ts';
import { campaignId, FLEET_VERSION, type FleetCampaign } from '../campaign/fleet/fleet-campaign.ts';
import { canonicalJson } from '../search/canonical-json.ts';
import { batchesIn } from '../search/hunting/batch.ts';
import { registered } from '../targets/registry.ts';
import { identityOf } from './campaign.ts';
import { quoted } from './choice.ts';
import { howToBring, isPath, type ExternalTarget } from './external-target.ts';
import { planRun, UNLIMITED_RUNS, type RunArguments, type RunPlan } from './run-plan.ts';

export interface FleetPlan {
  readonly id: string;
  readonly campaign: FleetCampaign;
  /** As it is written down. */
  readonly text: string;
  readonly plan: RunPlan;
}

/** Throws a {@link Refusal} of one line. */
export function planFleet(
  names: readonly string[],
  options: RunArguments,
  externalTargets: readonly ExternalTarget[],
): FleetPlan {
  const plan = planRun(names, options, externalTargets);
  const isEndless = plan.targets.some(({ request, budgetMs }) => {
    return budgetMs !== null || request.maxRuns >= UNLIMITED_RUNS;
  });
  if (isEndless || plan.shared !== null) {
    throw new Refusal('a fleet needs --runs <count>: a budget of time has no number of chunks');
  }
  const identity = identityOf(plan, names, options);
  const campaign: FleetCampaign = {
    whitewaterFleet: FLEET_VERSION,
    ...identity,
    targets: plan.targets.map(({ entry: { name }, request }) => {
      return { name, chunks: batchesIn(request.maxRuns) };
    }),
  };
  return { id: campaignId(campaign), campaign, text: canonicalJson(campaign), plan };
}

/**
 * The plan of a campaign that somebody enqueued, made here. Throws a {@link Refusal} of one line if
 * it is not the same here: other code, other modules, or arguments that mean something else.
 */
export function planEnqueued(
  campaign: FleetCampaign,
  externalTargets: readonly ExternalTarget[],
): FleetPlan {
  const { names, options, targets } = campaign;
  refuseStrangers(campaign, externalTargets);
  const brought = externalTargets.filter(({ path, entry }) => {
    return path === null ? targets.some(({ name }) => name === entry.name) : names.includes(path);
  });
  const planned = planFleet(names, options as unknown as RunArguments, brought);
  const here = planned.campaign;
  if (here.code !== campaign.code) {
    throw new Refusal(`it is of other code (${campaign.code}; here is ${here.code})`);
  }
  if (here.configuration !== campaign.configuration) {
    const how = brought.length === 0 ? '' : ': its targets need the same --step-limit, too';
    throw new Refusal(`its arguments mean another configuration here${how}`);
  }
  if (planned.id !== campaignId(campaign)) throw new Refusal('it has other chunks here');
  return planned;
}

/** No code comes from the queue: whoever starts a worker brings it, and is told what it lacks. */
function refuseStrangers(
  { names, targets }: FleetCampaign,
  externalTargets: readonly ExternalTarget[],
): void {
  const file = names.find((name) => {
    return isPath(name) && externalTargets.every(({ path }) => path !== name);
  });
  if (file !== undefined) {
    const module = `the module ${quoted(file)}`;
    throw new Refusal(`the campaign is of ${module}: bring it by this path, with --target`);
  }
  const stranger = targets.find(({ name }) => {
    return (
      registered(name) === undefined && externalTargets.every(({ entry }) => entry.name !== name)
    );
  });
  if (stranger === undefined) return;
  throw new Refusal(`the campaign is of ${quoted(stranger.name)}: ${howToBring(stranger.name)}`);
}
