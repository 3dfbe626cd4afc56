/** `fleet collect`: what a fleet has found, as the report and the exit code of one hunt. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { FLEET_VARIABLE } from '../campaign/fleet/address.ts';
import { FolderStore } from '../campaign/fleet/folder-store.ts';
import { Gathered } from '../campaign/fleet/gathered.ts';
import { givenUpIn } from '../campaign/fleet/given-up.ts';
import { queueState } from '../campaign/fleet/queue-state.ts';
import type { ResultStore } from '../campaign/fleet/result-store.ts';
import type { FleetServer } from '../campaign/fleet/server.ts';
import { lockFolder } from '../campaign/ledger/lock.ts';
import { withExternalTargets } from './bring-targets.ts';
import { quoted } from './choice.ts';
import type { ExitCodeValue } from './exit-code.ts';
import { collected } from './fleet-collected.ts';
import type { FleetOptions } from './fleet-options.ts';
import { planEnqueued } from './fleet-plan.ts';
import { chosen, knownIn, withFleet, type Known } from './fleet-server.ts';
import { warn } from './terminal.ts';

export async function fleetCollect(
  ids: readonly string[],
  options: FleetOptions,
): Promise<ExitCodeValue> {
  const release = lockFolder(options.out);
  try {
    const folders = [options.out, ...recordFolders(options)].map((out) => new FolderStore(out));
    return await withServerIfAny(async (server) => {
      const stores = [...(server === null ? [] : [server.store]), ...folders];
      const known = await theOne(stores, ids);
      const queue = server === null ? null : await queueState(server, known.id);
      const gathered = await Gathered.of(known.id, known.campaign, stores);
      const givenUp = givenUpIn(known.campaign, gathered.roll, queue?.failed ?? []);
      return withExternalTargets(options, [], (externalTargets) => {
        const planned = planEnqueued(known.campaign, externalTargets);
        return collected({ planned, gathered, queue, givenUp, externalTargets }, options);
      });
    });
  } finally {
    release();
  }
}

/** Throws a {@link Refusal} for one without records: it is mistyped, or was not copied whole. */
function recordFolders({ from = [] }: FleetOptions): readonly string[] {
  const empty = from.find((folder) => !existsSync(join(folder, 'fleet')));
  if (empty === undefined) return from;
  throw new Refusal(`--from ${quoted(empty)}: there are no records of a fleet in it`);
}

/** Records outlive the queue: without one, those of folders are collected. */
async function withServerIfAny<Result>(
  work: (server: FleetServer | null) => Promise<Result>,
): Promise<Result> {
  if (isWithoutQueue()) return work(null);
  let hasBegun = false;
  try {
    return await withFleet({ writes: false }, (server) => {
      hasBegun = true;
      return work(server);
    });
  } catch (error) {
    if (hasBegun || !(error instanceof Refusal)) throw error;
    warn(`${error.message}; collecting from folders alone`);
    return work(null);
  }
}

function isWithoutQueue(): boolean {
  return (process.env[FLEET_VARIABLE] ?? '') === '';
}

/** One campaign is one report. Throws a {@link Refusal} if it is not clear which. */
async function theOne(stores: readonly ResultStore[], ids: readonly string[]): Promise<Known> {
  const all = new Map<string, Known>();
  for (const store of stores) {
    for (const known of await knownIn(store)) all.set(known.id, known);
  }
  const wanted = chosen([...all.values()], ids);
  const [first] = wanted;
  if (first === undefined) {
    const where = isWithoutQueue() ? `, and ${FLEET_VARIABLE} is not set` : '';
    throw new Refusal(`no campaign is known here${where}: there is nothing to collect`);
  }
  if (wanted.length === 1) return first;
  throw new Refusal(`name one campaign: ${wanted.map(({ id }) => id).join(', ')}`);
}
