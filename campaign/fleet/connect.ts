/** Connects to the server of a fleet, whichever it is. */
import type { FleetAddress } from './address.ts';
import type { Connecting, FleetServer } from './server.ts';

/** How long a server may take to answer, if nobody says anything. */
export const USUAL_LIMIT_MS = 10_000;

/** Throws a Refusal of one line if there is none, or none that can be used. */
export async function connectFleet(
  address: FleetAddress,
  connecting: Connecting,
): Promise<FleetServer> {
  switch (address.kind) {
    case 'redis':
      return (await import('./redis-server.ts')).connectRedis(address, connecting);
    case 'postgres':
      return (await import('./postgres-server.ts')).connectPostgres(address, connecting);
  }
}
