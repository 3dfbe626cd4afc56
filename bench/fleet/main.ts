/**
 * `npm run bench:fleet [part]`: what a fleet costs beside its simulations, on a Redis of its own.
 * The figures of docs/SCALE.md come from here.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetAddress } from '../../campaign/fleet/address.ts';
import { connectFleet } from '../../campaign/fleet/connect.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import { clock } from './clock.ts';
import { listing } from './listing.ts';
import { messages } from './messages.ts';
import { pace } from './pace.ts';
import { recoveries } from './recovery.ts';

const folder = mkdtempSync(join(tmpdir(), 'whitewater-bench-'));
const socket = join(folder, 'redis.sock');
const words = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--appendonly', 'yes'];
const redis = spawn('redis-server', [...words, '--save', ''], { stdio: 'ignore' });
const url = `unix://${socket}`;
const server: FleetServer = await connectFleet(fleetAddress(url), {
  ...{ limitMs: 60_000, isPatient: true, refusesEviction: true },
  onReconnected: () => undefined,
});
try {
  const [only] = process.argv.slice(2);
  if (only === undefined || only === 'messages') await messages(server, socket);
  if (only === undefined || only === 'recovery') await recoveries(server, url);
  if (only === undefined || only === 'pace') await pace(server);
  if (only === undefined || only === 'clock') await clock(server, url);
  if (only === undefined || only === 'listing') await listing(server, socket);
} finally {
  await server.close();
  redis.kill();
  rmSync(folder, { recursive: true, force: true });
}
