import test from 'ava';
import type { Entry } from '../../campaign/fleet/chunk-record.ts';
import { spansOf } from '../../campaign/fleet/fleet-campaign.ts';
import type { FailedJob, JobCounts } from '../../campaign/fleet/job-queue.ts';
import type { FleetServer } from '../../campaign/fleet/server.ts';
import { standingOf, type Standing } from '../../cli/fleet-status.ts';

/** So many that a job has several. */
const CHUNKS = 5000;

/** What is there at one moment: how many chunks are done, and what the queue says. */
interface Moment {
  readonly done: number;
  readonly jobs: JobCounts;
  readonly failed: readonly FailedJob[];
}

const TARGETS = [{ name: 'raft', chunks: CHUNKS }];
const HASHES = { code: '0123456789abcdef', configuration: 'fedcba9876543210' };
const CAMPAIGN = {
  whitewaterFleet: 1,
  names: [],
  options: {},
  ...HASHES,
  targets: TARGETS,
} as const;
const LAST_JOB = spansOf(CAMPAIGN).at(-1) ?? { target: 0, first: 0, count: 0 };

const IDLE: JobCounts = { waiting: 0, active: 0, failed: 0 };

/** The last job is at its first chunk. */
const AT_WORK: Moment = { done: LAST_JOB.first, jobs: { ...IDLE, active: 1 }, failed: [] };

/** As standing is read, the first look comes before whatever happens, and the others after it. */
function standingAcross(before: Moment, after: Moment): Promise<Standing> {
  let moment = before;
  const look = <Seen>(seen: (at: Moment) => Seen): Promise<Seen> => {
    const result = seen(moment);
    moment = after;
    return Promise.resolve(result);
  };
  const server = {
    store: {
      entries: () => look(({ done }) => Array.from({ length: done }, (_, chunk) => entry(chunk))),
      stopped: () => Promise.resolve(new Set<string>()),
    },
    queue: () => ({
      counts: () => look(({ jobs }) => jobs),
      failed: () => look(({ failed }) => failed),
    }),
  };
  return standingOf({ id: 'one', campaign: CAMPAIGN, text: '' }, server as unknown as FleetServer);
}

function entry(chunk: number): Entry {
  return { target: 0, chunk, hash: `${chunk}`.padStart(32, '0'), mark: 'whole' };
}

test('A job that ends while one looks leaves no gap that nobody is at', async (t) => {
  const after = { ...AT_WORK, done: CHUNKS, jobs: IDLE };
  const { roll } = await standingAcross(AT_WORK, after);
  t.true(roll.isComplete, 'read the queue before the ledger: the job had done all when it ended');
});

test('A job that is given up while one looks is blamed for the chunk that it was at', async (t) => {
  const reached = LAST_JOB.first + 3;
  const failed = [{ id: 'job', data: LAST_JOB, reason: 'job stalled more than allowable limit' }];
  const after = { done: reached, jobs: { ...IDLE, failed: 1 }, failed };
  const { givenUp } = await standingAcross(AT_WORK, after);
  t.deepEqual(
    givenUp.map(({ chunk }) => chunk),
    [reached],
  );
});
