/**
 * `node --cpu-prof --import ./ts-register.mjs bench/schedulers/breakdown.ts guided`: what a second
 * of processor time brings, and (in the profile) where it goes. Without a word: uniform walks.
 */
import { SAFETY_PROPERTIES } from '../../search/running/perform-schedule.ts';
import { raft } from '../../targets/raft.ts';
import { Campaign, MODES } from './campaigns.ts';

/** Runs after which it is looked at. */
const MOMENTS = [1000, 2000, 4000, 8000, 12_000];

const [word] = process.argv.slice(2);
const name = word === 'guided' ? 'guided uniform' : 'uniform';
const mode = MODES.find((one) => one.name === name);

const warm = new Campaign(raft, optionsWith(0));
for (let run = 0; run < 1000; run += 1) warm.perform(run);

const campaign = new Campaign(raft, optionsWith(1));
const before = process.cpuUsage();
let run = 0;
for (const moment of MOMENTS) {
  for (; run < moment; run += 1) campaign.perform(run);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(`${name}: ${run} runs, ${campaign.seen} states, ${seconds.toFixed(2)} s`);
}

function optionsWith(seed: number): ConstructorParameters<typeof Campaign>[1] {
  if (mode === undefined) throw new RangeError(`there is no mode ${name}`);
  return { seed, mode, properties: SAFETY_PROPERTIES, countsStates: true };
}
