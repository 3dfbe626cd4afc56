/** Worlds of small live targets, for tests of the host. */
import { LAB_TIMING } from '../../core/timing.ts';
import type { Inside } from '../../simulator/live/globals.ts';
import { hosted } from '../../simulator/live/host.ts';
import type { Host, LiveView } from '../../simulator/live/live-target.ts';
import type { Realm } from '../../simulator/live/realm.ts';
import { CALM_WATER } from '../../simulator/settings.ts';
import type { Target } from '../../simulator/target.ts';
import { World } from '../../simulator/world.ts';
import { Digest } from '../../trace/digest.ts';

const CAPABILITIES = { persistence: false, proposals: false, symmetric: false };

/** For realms in which nobody acts. */
export const NO_CLOCKS = {} as Inside;

interface Restless {
  readonly term: number;
}

type RestlessClass = new (host: Host) => Restless;

/** A package that uses every clock and every die it can reach. What it says decides its meaning. */
export const restless: Target = hosted<RestlessClass, Restless>({
  name: 'restless',
  capabilities: CAPABILITIES,
  usesPromises: true,
  load: (realm) =>
    realm.require('./fixtures/restless.cjs', import.meta.filename, '') as RestlessClass,
  create: (Class, host) => new Class(host),
  deliver: () => undefined,
  view: ({ term }) => ({ role: 'follower', term, votedFor: null }),
  classify: (message) => ({ kind: 'other', term: wordOf(JSON.stringify(message)) }),
});

/** A target of a few lines: `act` is called when it boots. */
export function tamed(
  name: string,
  act: (host: Host, realm: Realm) => unknown,
  view: LiveView = { role: 'follower', term: 0, votedFor: null },
): Target {
  return hosted<Realm, object>({
    name,
    capabilities: CAPABILITIES,
    usesPromises: true,
    load: (realm) => realm,
    create: (realm, host) => {
      act(host, realm);
      return {};
    },
    deliver: () => undefined,
    view: () => view,
    classify: () => ({ kind: 'other', term: 0 }),
  });
}

/** Three nodes in calm water, and a fingerprint of what they do. */
export function liveWorld(
  target: Target,
  seed: number,
  nodes = 3,
): { readonly world: World; readonly digest: Digest } {
  const digest = new Digest();
  const limits = { maxSteps: 1e6, maxTimeMs: 1e6 };
  const setup = { nodes, seed, timing: LAB_TIMING, settings: CALM_WATER, limits };
  return { world: new World(target, setup, digest), digest };
}

/** A number that differs with the text, so that the digest sees what is said. */
function wordOf(text: string): number {
  let word = 0;
  for (const letter of text) word = (word * 31 + letter.charCodeAt(0)) % 1_000_003;
  return word;
}
