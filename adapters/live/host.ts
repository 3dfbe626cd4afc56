/** Puts a live target into the world: the world's steps become turns of an incarnation. */
import type { NodeView } from '../../trace/view.ts';
import { completed, supports } from '../../simulator/capabilities.ts';
import { CannotRun, type LiveTarget } from '../../simulator/target.ts';
import type { Envelope } from './envelope.ts';
import type { Incarnation } from './incarnation.ts';
import type { LiveDefinition } from './live-target.ts';
import { AdapterFault, durableOf } from './seen.ts';
import { Stage } from './stage.ts';

const NOTHING_DURABLE = { currentTerm: 0, votedFor: null, log: [] } as const;

const NEEDED = ['create', 'deliver', 'view', 'classify'] as const;
const OPTIONAL = ['load', 'viewDurable', 'propose'] as const;

/**
 * The target as the world takes it through its steps. Throws {@link CannotRun} for one that lacks
 * a function.
 */
export function hosted<Instance, Message = unknown, Loaded = undefined>(
  live: LiveDefinition<Instance, Message, Loaded>,
): LiveTarget<Incarnation<Instance>> {
  checkFunctions(live);
  checkProposals(live);
  // Messages come back as they were sent, so that here they are what the target made them.
  const stage = new Stage(live as LiveDefinition<Instance, unknown, Loaded>);
  return {
    family: 'live',
    name: live.name,
    capabilities: completed(live.capabilities ?? {}),
    smallestCluster: live.smallestCluster ?? 1,
    load: () => void stage.load(),
    boot: (identity, durable, circumstances) => stage.boot(identity, durable, circumstances),
    step: (node, input, localTimeMs) => stage.step(node, input, localTimeMs),
    view: ({ view }) => view as NodeView,
    viewDurable(record) {
      if (live.viewDurable === undefined) return NOTHING_DURABLE;
      try {
        return durableOf(live.viewDurable(record));
      } catch (error) {
        throw AdapterFault.of(`${live.name}: viewDurable`, error);
      }
    },
    classify: (envelope) => (envelope as Envelope).meaning,
  };
}

function checkFunctions(live: object): void {
  const said = live as Readonly<Record<string, unknown>>;
  const name = typeof said['name'] === 'string' ? said['name'] : 'a live target without a name';
  for (const needed of NEEDED) {
    if (typeof said[needed] !== 'function')
      throw new CannotRun(`${name}: ${needed} is no function`);
  }
  for (const optional of OPTIONAL) {
    if (said[optional] !== undefined && typeof said[optional] !== 'function') {
      throw new CannotRun(`${name}: ${optional} is no function`);
    }
  }
}

/** What is promised is delivered; and what is written is used. */
function checkProposals({
  name,
  capabilities = {},
  propose,
}: Pick<LiveDefinition<never>, 'name' | 'capabilities' | 'propose'>): void {
  const takesProposals = supports(capabilities, 'proposals');
  if (takesProposals && propose === undefined) {
    throw new CannotRun(
      `${name}: capabilities.proposals is true, and there is no function ` +
        'propose(instance, command)',
    );
  }
  if (!takesProposals && propose !== undefined) {
    throw new CannotRun(
      `${name}: propose would never be called: state capabilities: { proposals: true }`,
    );
  }
}
