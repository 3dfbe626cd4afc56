/** `fleet enqueue`: puts a campaign into the queue, or what is missing of it. */
import { enqueueMissing } from '../campaign/fleet/enqueue.ts';
import { FolderStore } from '../campaign/fleet/folder-store.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { counted } from '../reports/terminal/numbers.ts';
import { withExternalTargets } from './bring-targets.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { isPath, type ExternalTarget } from './external-target.ts';
import type { FleetOptions } from './fleet-options.ts';
import { planFleet } from './fleet-plan.ts';
import { withFleet } from './fleet-server.ts';
import { print, printJson } from './terminal.ts';

export function fleetEnqueue(
  names: readonly string[],
  options: FleetOptions,
): Promise<ExitCodeValue> {
  return withExternalTargets(options, names.filter(isPath), async (externalTargets) => {
    const planned = planFleet(names, options, externalTargets);
    const { id, campaign } = planned;
    const own = new FolderStore(options.out);
    const enqueued = await withFleet({ writes: true }, (server) => {
      return enqueueMissing(server, own, planned);
    });
    const { done, missing, givenUp } = enqueued;
    const seed = String(campaign.options['seed']);
    if (options.json === true) {
      printJson({ command: 'fleet enqueue', campaign: id, seed, ...enqueued });
      return ExitCode.expected;
    }
    const targets = campaign.targets.map(({ name }) => name).join(', ');
    const again = givenUp === 0 ? '' : `; ${counted(givenUp, 'job')} given up before, tried again`;
    print(`campaign ${id}: ${targets}, seed ${seed}\n`);
    print(`${counted(missing, 'chunk')} enqueued, ${done} done before${again}\n`);
    const bring = bringingAgain(externalTargets, options);
    const [work, collect] = [`fleet work${bring}`, `fleet collect ${id}${bring}`];
    print(`next: ${COMMAND} ${work}, on each machine; then: ${COMMAND} ${collect}\n`);
    return ExitCode.expected;
  });
}

/** What the other commands must be given: targets of the user, how long a step may take. */
function bringingAgain(
  externalTargets: readonly ExternalTarget[],
  { stepLimit }: FleetOptions,
): string {
  const words = externalTargets.map(({ option }) => option);
  const hasModules = externalTargets.some(({ path }) => path !== null);
  if (hasModules && stepLimit !== undefined) words.push(`--step-limit ${stepLimit}`);
  return words.map((word) => ` ${word}`).join('');
}
