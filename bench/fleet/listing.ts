/** How long it takes to say what is missing of 100,000 chunks, and what they take in memory. */
import { performance } from 'node:perf_hooks';
import { Redis } from 'ioredis';
import { recordOf } from '../../campaign/fleet/chunk-record.ts';
import { rollOf } from '../../campaign/fleet/roll.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';

const CHUNKS = 100_000;
const ID = '0123456789abcdef';
const AT_ONCE = 1000;

export async function listing({ store }: FleetServer, socket: string): Promise<void> {
  const campaign = {
    whitewaterFleet: 1,
    ...{ names: [], options: {}, code: ID, configuration: ID },
    targets: [{ name: 'raft', chunks: CHUNKS }],
  } as const;
  for (let at = 0; at < CHUNKS; at += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, place) => at + place);
    // A record without content: what is listed is the ledger.
    const records = some.map((chunk) => recordOf(ID, { target: 0, chunk }, { kind: 'stoodStill' }));
    await Promise.all(
      records.map(({ entry, body }) => store.put(ID, { entry: { ...entry, mark: 'whole' }, body })),
    );
  }
  const client = new Redis(socket);
  const memory = /^used_memory_human:(\S+)/m.exec(await client.info('memory'))?.[1] ?? '?';
  client.disconnect();
  const times: number[] = [];
  const cpuTimes: number[] = [];
  for (let repeat = 0; repeat < 5; repeat += 1) {
    const startMs = performance.now();
    const before = process.cpuUsage();
    const { isComplete } = rollOf(campaign, await store.entries(ID));
    times.push(performance.now() - startMs);
    const { user, system } = process.cpuUsage(before);
    cpuTimes.push((user + system) / 1000);
    if (!isComplete) throw new Error('the ledger lacks chunks that were put there');
  }
  const [wall, cpu] = [medianOf(times), medianOf(cpuTimes)];
  console.log(`${CHUNKS} chunks listed in ${wall} ms, ${cpu} ms of CPU time (medians of 5)`);
  console.log(`Redis holds ${memory} with so many entries and empty records`);
}

function medianOf(times: number[]): number {
  return Math.round(times.sort((one, other) => one - other)[2] ?? 0);
}
