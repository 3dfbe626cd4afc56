/** A worker that takes a job, renews its lock as others do, and never ends. */
import { fleetAddress } from '../../campaign/fleet/address.ts';
import { connectFleet } from '../../campaign/fleet/connect.ts';
import { USUAL_PATIENCE } from '../../campaign/fleet/job-queue.ts';

const server = await connectFleet(fleetAddress(process.env['WHITEWATER_FLEET_URL']), {
  ...{ limitMs: 60_000, isPatient: true, refusesEviction: true },
  onReconnected: () => undefined,
});
await server.work(process.argv[2] ?? '', {
  ...{ concurrency: 1, patience: USUAL_PATIENCE },
  perform: () => new Promise(() => undefined),
  onError: console.error,
});
