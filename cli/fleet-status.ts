/** `fleet status` and `fleet stop`. */
import { givenUpIn, type GivenUp } from '../campaign/fleet/given-up.ts';
import type { JobCounts } from '../campaign/fleet/job-queue.ts';
import { queueState } from '../campaign/fleet/queue-state.ts';
import { rangesText, rollOf, type Roll } from '../campaign/fleet/roll.ts';
import type { FleetServer } from '../campaign/fleet/server.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import type { FleetOptions } from './fleet-options.ts';
import { chosen, knownIn, withFleet, type Known } from './fleet-server.ts';
import { print, printJson } from './terminal.ts';

const NONE = `no campaign is enqueued: ${COMMAND} fleet enqueue <targets> --runs <count>\n`;

export interface Standing {
  readonly known: Known;
  readonly roll: Roll;
  readonly jobs: JobCounts;
  readonly givenUp: readonly GivenUp[];
  readonly isStopped: boolean;
}

/** Exit code 5 while a chunk of any of them is missing. */
export function fleetStatus(ids: readonly string[], options: FleetOptions): Promise<ExitCodeValue> {
  return withFleet({ writes: false }, async (server) => {
    const known = chosen(await knownIn(server.store), ids);
    const all: Standing[] = [];
    for (const one of known) all.push(await standingOf(one, server));
    const isComplete = all.length > 0 && all.every(({ roll }) => roll.isComplete);
    if (options.json === true) {
      printJson({ command: 'fleet status', complete: isComplete, campaigns: all.map(jsonOf) });
    } else {
      if (all.length === 0) print(NONE);
      for (const one of all) print(textOf(one));
    }
    return isComplete ? ExitCode.expected : ExitCode.notMeaningful;
  });
}

/** Where one campaign stands. */
export async function standingOf(
  known: Known,
  server: Pick<FleetServer, 'store' | 'queue'>,
): Promise<Standing> {
  const { id, campaign } = known;
  const { jobs, failed, isStopped } = await queueState(server, id);
  const roll = rollOf(campaign, await server.store.entries(id));
  return { known, roll, jobs, givenUp: givenUpIn(campaign, roll, failed), isStopped };
}

function jsonOf({ known: { id, campaign }, roll, jobs, givenUp, isStopped }: Standing): object {
  return {
    campaign: id,
    code: campaign.code,
    seed: campaign.options['seed'] ?? null,
    stopped: isStopped,
    complete: roll.isComplete,
    divergent: roll.divergent.map(({ address }) => address),
    targets: roll.targets.map(({ name, needed, entries, missing }) => {
      return { target: name, needed, done: entries.length, missing };
    }),
    jobs,
    givenUp,
  };
}

function textOf({ known, roll, jobs, givenUp, isStopped }: Standing): string {
  const { id, campaign } = known;
  const seed = String(campaign.options['seed']);
  const state = roll.isComplete ? 'complete' : isStopped ? 'stopped' : 'under way';
  const lines = [`campaign ${id}: ${state}, seed ${seed}, code ${campaign.code}`];
  for (const { name, needed, entries, missing } of roll.targets) {
    const gap = missing.length === 0 ? '' : `; missing: ${rangesText(missing)}`;
    lines.push(`   ${name}: ${entries.length} of ${counted(needed, 'chunk')} done${gap}`);
  }
  for (const { address } of roll.divergent) {
    lines.push(`   chunk ${address.chunk} has two records that differ: collect says more`);
  }
  const { waiting, active, failed } = jobs;
  lines.push(`   jobs: ${waiting} waiting, ${active} under way, ${failed} given up`);
  lines.push(...givenUp.map((one) => `   ${givenUpText(one)}`));
  const isIdle = waiting + active === 0;
  if (!roll.isComplete && isIdle)
    lines.push(`   nothing is queued: ${COMMAND} fleet enqueue, with the same arguments`);
  return `${lines.join('\n')}\n`;
}

/** One line. */
export function givenUpText({ target, chunk, firstRun, lastRun, reason }: GivenUp): string {
  const runs = `timed runs ${firstRun} to ${lastRun}, and the adversarial ones beside them`;
  return `chunk ${chunk} of ${target} was given up (${reason}): ${runs}`;
}

/** Takes all out of the queue that waits; records stay, and `enqueue` goes on from them. */
export function fleetStop(ids: readonly string[], options: FleetOptions): Promise<ExitCodeValue> {
  return withFleet({ writes: false }, async ({ store, queue }) => {
    const known = chosen(await knownIn(store), ids);
    for (const { id } of known) {
      await store.setStopped(id, true);
      await queue(id).clear();
    }
    if (options.json === true) {
      printJson({ command: 'fleet stop', campaigns: known.map(({ id }) => id) });
    } else {
      if (known.length === 0) print(NONE);
      for (const { id } of known) print(`campaign ${id}: stopped; its records stay\n`);
    }
    return ExitCode.expected;
  });
}
