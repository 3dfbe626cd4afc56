import test from 'ava';
import { fleetAddress } from '../../../campaign/fleet/address.ts';
import { parseCampaign, parseSpan } from '../../../campaign/fleet/fleet-schema.ts';
import { campaignId } from '../../../campaign/fleet/fleet-campaign.ts';
import { givenUpIn } from '../../../campaign/fleet/given-up.ts';
import { rollOf } from '../../../campaign/fleet/roll.ts';
import { planEnqueued, planFleet } from '../../../cli/fleet-plan.ts';
import { programFor } from '../../../cli/program.ts';

const TIMED = { profile: 'quick', timing: 'lab', seed: '7' };
const TYPED = { ...TIMED, runs: '2000' };
const REFUSAL = { name: 'Refusal' } as const;

test('A worker that plans the same has the same campaign, whatever its machine', (t) => {
  const here = planFleet(['raft', 'tutorial'], { ...TYPED, workers: '3' }, []);
  t.deepEqual(here.campaign.targets, [
    { name: 'raft', chunks: 10 },
    { name: 'tutorial', chunks: 10 },
  ]);
  const there = planEnqueued(parseCampaign(here.text, here.id), []);
  t.is(there.id, here.id);
  t.is(there.text, here.text);
});

test('A campaign of other code, configuration or chunks is refused', (t) => {
  const { campaign } = planFleet(['raft'], TYPED, []);
  const message = (changed: Partial<typeof campaign>): string =>
    t.throws(() => planEnqueued({ ...campaign, ...changed }, []), REFUSAL).message;
  t.regex(message({ code: '0123456789abcdef' }), /^it is of other code \(0123456789abcdef; here/);
  t.regex(message({ options: { ...campaign.options, seed: '8' } }), /another configuration here$/);
  t.is(message({ targets: [{ name: 'raft', chunks: 9 }] }), 'it has other chunks here');
  t.regex(message({ names: ['./mine.js'] }), /mine\.js/);
  t.regex(message({ names: ['nobody'] }), /^unknown target 'nobody'/);
});

test('A budget of time has no number of chunks', (t) => {
  const message = /^a fleet needs --runs <count>: /;
  t.throws(() => planFleet(['raft'], TIMED, []), { ...REFUSAL, message });
  t.is(planFleet(['raft'], { ...TIMED, profile: 'pr' }, []).campaign.targets[0]?.chunks, 25);
});

test('What a fleet cannot do is refused in one line, before it looks for a queue', async (t) => {
  for (const [words, message] of [
    [['--budget', '10m'], /^a fleet takes no --budget: .+ --runs <count>$/],
    [['--corpus', 'kept'], /^a fleet keeps no --corpus: .+ run --shard$/],
    [['--shard', '1/8'], /^a fleet takes no --shard: .+$/],
  ] as const) {
    const program = programFor(() => t.fail('it was performed'));
    const all = ['fleet', 'enqueue', 'raft', '--runs', '1000', ...words];
    await t.throwsAsync(program.parseAsync(all, { from: 'user' }), { ...REFUSAL, message });
  }
});

test('Schedulers are part of a campaign of a fleet', (t) => {
  const both = planFleet(['raft'], { ...TYPED, scheduler: 'uniform,pct' }, []);
  const one = planFleet(['raft'], { ...TYPED, scheduler: 'pct' }, []);
  t.not(both.id, one.id);
  t.deepEqual(planEnqueued(one.campaign, []).plan.targets[0]?.request.schedulers, ['pct']);
});

test('What a queue holds is checked', (t) => {
  const { campaign, id, text } = planFleet(['raft'], TYPED, []);
  t.deepEqual(parseSpan({ target: 0, first: 9, count: 1 }, campaign), {
    ...{ target: 0, first: 9, count: 1 },
  });
  const odd = [
    null,
    'x',
    {},
    { target: 0, first: 10, count: 1 },
    { target: 0, first: -1, count: 1 },
  ];
  for (const data of [...odd, { target: 0, first: 0, count: 1, exec: 'x' }]) {
    t.throws(
      () => parseSpan(data, campaign),
      { ...REFUSAL, message: /^job/ },
      JSON.stringify(data),
    );
  }
  const changed = { ...campaign, names: ['tutorial'] };
  t.throws(() => parseCampaign(JSON.stringify(changed), id), { ...REFUSAL, message: /of its id$/ });
  t.throws(() => parseCampaign(text.slice(1), id), { ...REFUSAL, message: /^it is not JSON/ });
  const newer = JSON.stringify({ ...campaign, whitewaterFleet: 2 });
  const message = /^it is of version 2 of fleets, and here is 1$/;
  t.throws(() => parseCampaign(newer, id), { ...REFUSAL, message });
  const odder = { ...campaign, exec: 'rm' };
  t.throws(() => parseCampaign(JSON.stringify(odder), campaignId(odder)), REFUSAL);
});

test('A job that was given up names the first of its chunks that is missing, and its runs', (t) => {
  const { campaign } = planFleet(['raft'], { ...TYPED, runs: '200000' }, []);
  const done = { target: 0, chunk: 3, hash: '0'.repeat(32), mark: 'whole' } as const;
  const roll = rollOf(campaign, [done]);
  const reason = 'job stalled more than allowable limit';
  const failed = [
    { id: '0-3', data: { target: 0, first: 3, count: 3 }, reason },
    { id: 'x', data: 'nonsense', reason },
  ];
  t.deepEqual(givenUpIn(campaign, roll, failed), [
    { target: 'raft', chunk: 4, firstRun: 801, lastRun: 1000, reason },
  ]);
});

test('An address is read without ever being shown whole', (t) => {
  t.like(fleetAddress('rediss://me:secret@queue.example:6380/2'), {
    kind: 'redis',
    shown: 'rediss://queue.example:6380/2',
  });
  t.like(fleetAddress('valkey://queue.example'), { url: 'redis://queue.example' });
  t.like(fleetAddress('unix:///run/redis.sock'), { kind: 'redis', socket: '/run/redis.sock' });
  t.like(fleetAddress('postgres://me:secret@db.example/fleet?sslmode=verify-full'), {
    kind: 'postgres',
    shown: 'postgres://db.example/fleet',
  });
  for (const text of ['', 'secret', 'http://me:secret@x', 'unix://', 'unix://me:secret@x']) {
    const { message } = t.throws(() => fleetAddress(text), REFUSAL);
    t.false(message.includes('secret'), message);
  }
});
