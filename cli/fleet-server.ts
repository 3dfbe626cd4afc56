/** What the commands of a fleet have in common: the server, the campaigns that it knows. */
import { Refusal } from '../adapters/refusal.ts';
import { fleetAddress, FLEET_VARIABLE } from '../campaign/fleet/address.ts';
import type { FleetCampaign } from '../campaign/fleet/fleet-campaign.ts';
import type { ResultStore } from '../campaign/fleet/result-store.ts';
import { connectFleet, USUAL_LIMIT_MS } from '../campaign/fleet/connect.ts';
import { uselessLine, type FleetServer } from '../campaign/fleet/server.ts';
import { quoted } from './choice.ts';
import { inOneLine } from './failure.ts';
import { warn } from './terminal.ts';

/** How a command goes about it. */
export interface FleetUse {
  /** It writes, so that a server that evicts is refused. */
  readonly writes: boolean;
  /** It waits for a server that went away. */
  readonly isPatient?: boolean;
  readonly onReconnected?: () => void;
  readonly onRefused?: (why: string) => void;
}

/** Runs `work` with the server of the environment, and lets go of it. Throws a {@link Refusal}. */
export async function withFleet<Result>(
  { writes, isPatient = false, onReconnected = () => undefined, onRefused }: FleetUse,
  work: (server: FleetServer) => Promise<Result>,
): Promise<Result> {
  const address = fleetAddress(process.env[FLEET_VARIABLE]);
  const connecting = {
    ...{ limitMs: USUAL_LIMIT_MS, isPatient, onReconnected, refusesEviction: writes },
    ...(onRefused && { onRefused }),
  };
  const server = await connectFleet(address, connecting);
  for (const remark of server.remarks) warn(remark);
  try {
    return await work(server);
  } catch (error) {
    const objection = server.objectionIn(error);
    if (objection === null) throw error;
    throw new Refusal(uselessLine(address, connecting, inOneLine(objection)));
  } finally {
    await server.close();
  }
}

/** A campaign as it was enqueued. */
export interface Known {
  readonly id: string;
  readonly campaign: FleetCampaign;
  readonly text: string;
}

/** Those of a store; what cannot be read is told of in one line each. */
export async function knownIn(
  store: ResultStore,
  tell: (id: string, why: string) => void = (id, why) => warn(`campaign ${quoted(id)}: ${why}`),
): Promise<readonly Known[]> {
  const { parseCampaign } = await import('../campaign/fleet/fleet-schema.ts');
  const known: Known[] = [];
  for (const [id, text] of await store.campaigns()) {
    try {
      known.push({ id, campaign: parseCampaign(text, id), text });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(id, error.message);
    }
  }
  return known.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Those that were named, or all; throws a {@link Refusal} for one that nobody knows. */
export function chosen(known: readonly Known[], ids: readonly string[]): readonly Known[] {
  const stranger = ids.find((id) => known.every((one) => one.id !== id));
  if (stranger !== undefined) throw new Refusal(`no campaign ${quoted(stranger)} is known here`);
  return ids.length === 0 ? known : known.filter(({ id }) => ids.includes(id));
}
