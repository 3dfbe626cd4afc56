/** Targets from outside, as if they were registered: they are expected to hold. */
import { Refusal } from '../adapters/refusal.ts';
import type { OnStart } from '../adapters/wasm/starting-code.ts';
import type { Target } from '../simulator/target.ts';
import { registered, type Registered } from '../targets/registry.ts';

/** What a target says of itself, without its code. */
export type Described = Pick<Target, 'family' | 'name' | 'capabilities' | 'smallestCluster'>;

/** With one node or two, a partition leaves no majority: the usual sizes have more. */
const USUAL_NODES: readonly number[] = [3, 5];

/** A target that is expected to hold, in clusters as small as it allows. */
export function externalEntry(target: Target, title: string): Registered {
  const { name, smallestCluster = 1 } = target;
  const enough = USUAL_NODES.filter((nodes) => nodes >= smallestCluster);
  const nodes = enough.length === 0 ? [smallestCluster] : enough;
  return { name, title: `${name}: ${title}`, target, nodes, expected: { verdict: 'held' } };
}

/** A target that was met in a thread, and can be performed in threads only. */
export function describedEntry(described: Described, title: string): Registered {
  const elsewhere = (): never => {
    throw new Error(`the code of ${described.name} runs in threads of its own`);
  };
  const boot = elsewhere;
  const target = { ...described, boot, step: elsewhere, view: elsewhere };
  return externalEntry({ ...target, viewDurable: elsewhere, classify: elsewhere }, title);
}

/**
 * The target that a module exports; throws a {@link Refusal} that begins with its path. `onStart`
 * hears of code that WebAssembly runs meanwhile.
 */
export async function userTarget(path: string, onStart?: OnStart): Promise<Registered> {
  // A built-in target does not wait for this to load.
  const { moduleTarget } = await import('../adapters/module/user-module.ts');
  const target = await moduleTarget(path, onStart);
  if (registered(target.name) !== undefined) {
    throw new Refusal(`${path}: a target named ${target.name} comes with whitewater: rename yours`);
  }
  return externalEntry(target, path);
}
