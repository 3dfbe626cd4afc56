/** `fleet`, and its options. */
import { Option, type Command } from 'commander';
import { Refusal } from '../adapters/refusal.ts';
import { oneOf } from './choice.ts';
import { addSettings, several } from './configuration/add-setting.ts';
import type { SettingName } from './configuration/settings.ts';
import type { ExitCodeValue } from './exit-code.ts';
import type { FleetOptions } from './fleet-options.ts';
import { withExamples } from './help-texts.ts';
import {
  withExternalTargetOptions,
  withOutputOptions,
  withReporterOption,
  type Finish,
} from './shared-options.ts';

const ACTIONS = ['enqueue', 'work', 'status', 'collect', 'stop'] as const;

/** Those that decide which runs are drawn are for `enqueue`. */
const SETTINGS: readonly SettingName[] = [
  ...(['runs', 'seed', 'profile', 'nodes', 'faults', 'property', 'engine', 'scheduler'] as const),
  ...([
    'recheck',
    'maxFindings',
    'keepGoing',
    'shrinkBudget',
    'timing',
    'minCoverage',
    'workers',
  ] as const),
  ...(['blob', 'out', 'full', 'progress'] as const),
];

/** What `run` takes and a fleet cannot: why, and what to do instead. */
const REFUSED = [
  ['budget', 'a fleet takes no --budget: its chunks are numbered beforehand; give --runs <count>'],
  ['corpus', 'a fleet keeps no --corpus: guided chunks need it on every machine; use run --shard'],
  [
    'shard',
    'a fleet takes no --shard: its queue hands out the chunks; run takes it, without a queue',
  ],
] as const;

export function addFleet(program: Command, finish: Finish): void {
  const command = program
    .command('fleet')
    .description('perform a campaign on many machines: docs/FLEET.md')
    .argument('<action>', ACTIONS.join(', '))
    .argument('[names...]', 'targets for enqueue; ids of campaigns for the others')
    .option('--until-done', 'work: end when all campaigns are complete')
    .option('--from <folder>', 'collect: the --out folder of a worker; may be repeated', several);
  for (const [name, why] of REFUSED) {
    command.addOption(new Option(`--${name} <value>`, why).hideHelp());
  }
  withExternalTargetOptions(withReporterOption(withOutputOptions(addSettings(command, SETTINGS))));
  command.action(async (typed: string, names: string[], options: FleetOptions) => {
    const action = oneOf('action', typed, ACTIONS);
    for (const [name, why] of REFUSED) if (options[name] !== undefined) throw new Refusal(why);
    finish(await performed(action, names, options));
  });
  withExamples(command, [
    ['enqueue raft --runs 100000', 'its chunks; WHITEWATER_FLEET_URL says where the queue is'],
    ['work', 'on each machine: all cores, until Ctrl-C'],
    ['collect', 'one report and one exit code; 5 if chunks are missing'],
  ]);
}

async function performed(
  action: (typeof ACTIONS)[number],
  names: readonly string[],
  options: FleetOptions,
): Promise<ExitCodeValue> {
  switch (action) {
    case 'enqueue':
      return (await import('./fleet-enqueue.ts')).fleetEnqueue(names, options);
    case 'work':
      return (await import('./fleet-work.ts')).fleetWork(names, options);
    case 'status':
      return (await import('./fleet-status.ts')).fleetStatus(names, options);
    case 'collect':
      return (await import('./fleet-collect.ts')).fleetCollect(names, options);
    case 'stop':
      return (await import('./fleet-status.ts')).fleetStop(names, options);
  }
}
