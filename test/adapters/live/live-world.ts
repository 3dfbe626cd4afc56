/** Worlds of small live targets, for tests of the host. */
import { LAB_TIMING } from '../../../core/timing.ts';
import { hosted } from '../../../adapters/live/host.ts';
import type { Host, LiveDefinition, LiveView } from '../../../adapters/live/live-target.ts';
import { inMacrotask } from '../../../adapters/live/macrotask.ts';
import { DEFAULT_NETWORK, type Settings } from '../../../simulator/settings.ts';
import type { Target } from '../../../simulator/target.ts';
import { World } from '../../../simulator/world.ts';
import { Digest } from '../../../trace/digest.ts';
import { allOf, type Observer } from '../../../trace/observer.ts';

const CAPABILITIES = { persistence: false, proposals: false, symmetric: false };

const IDLE: LiveView = { role: 'follower', currentTerm: 0, votedFor: null };

interface Restless {
  readonly term: number;
}

type RestlessClass = new (host: Host) => Restless;

/** What all the targets of these tests have in common. What they say decides its meaning. */
const SHARED = {
  capabilities: CAPABILITIES,
  deliver: () => undefined,
  classify: (message: unknown) =>
    ({ kind: 'other', term: wordOf(JSON.stringify(message)) }) as const,
};

/** A package that uses every clock and every die it can reach, in a realm. */
export const restless: Target = hosted<Restless, unknown, RestlessClass>({
  ...SHARED,
  name: 'restless',
  load: (realm) =>
    realm.require('./fixtures/restless.cjs', import.meta.filename, '') as RestlessClass,
  create: (host, Class) => new Class(host),
  view: ({ term }) => ({ role: 'follower', currentTerm: term, votedFor: null }),
});

/** The same in this process. */
export function restlessHere(Class: RestlessClass): Target {
  return hosted<Restless>({
    ...SHARED,
    name: 'restless',
    create: (host) => new Class(host),
    view: ({ term }) => ({ role: 'follower', currentTerm: term, votedFor: null }),
  });
}

/** A target of a few lines, in this process: `act` is called when it boots. */
export function tamed(
  name: string,
  act: (host: Host) => unknown,
  other: Partial<LiveDefinition<object>> = {},
): Target {
  return hosted<object>({
    ...SHARED,
    name,
    create(host) {
      act(host);
      return {};
    },
    view: () => IDLE,
    ...other,
  });
}

interface LiveWorld {
  readonly world: World;
  readonly digest: Digest;
}

interface Wanted {
  readonly seed?: number;
  readonly nodes?: number;
  readonly settings?: Partial<Settings>;
  readonly observer?: Observer;
}

/** the default network, a fingerprint of what happens, and three nodes by default. */
export function liveWorld(target: Target, wanted: Wanted = {}): LiveWorld {
  const { seed = 1, nodes = 3, settings = {}, observer } = wanted;
  const digest = new Digest();
  const limits = { maxSteps: 1e6, maxTimeMs: 1e6 };
  const water = { ...DEFAULT_NETWORK, ...settings };
  const setup = { nodes, seed, timing: LAB_TIMING, settings: water, limits };
  const watching = observer === undefined ? digest : allOf([digest, observer]);
  return { world: new World(target, setup, watching), digest };
}

/** Such a world after what is done to it, or after so many ms, where live targets can run. */
export function lived(
  target: Target,
  done: number | ((world: World) => void),
  wanted: Wanted = {},
): Promise<LiveWorld> {
  return inMacrotask(() => {
    const made = liveWorld(target, wanted);
    if (typeof done === 'number') made.world.elapse(done);
    else done(made.world);
    return made;
  });
}

/** What the code under test was blamed for: `n2 TypeError: …`. */
export async function blameOf(target: Target, ms = 100): Promise<string> {
  const { world } = await lived(target, ms);
  const { ending } = world;
  return ending?.kind === 'targetThrew' ? `n${ending.node} ${ending.error}` : 'nothing';
}

/** A number that differs with the text, so that the digest sees what is said. */
function wordOf(text: string): number {
  let word = 0;
  for (const letter of text) word = (word * 31 + letter.charCodeAt(0)) % 1_000_003;
  return word;
}
