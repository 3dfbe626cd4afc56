/** A search in threads: each imports the module of the target by itself. */
import { fileURLToPath } from 'node:url';
import { Refusal } from '../adapters/refusal.ts';
import { CannotRun, pureOf, type PureTarget } from '../simulator/target.ts';
import { notDeterministic, proofOf, type Explored } from './explored.ts';
import { planExplore, type ExploreOptions } from './explore-options.ts';

export async function exploredInThreads(module: URL, options: ExploreOptions): Promise<Explored> {
  const file = fileURLToPath(module);
  const target = await loaded(file);
  const { bounds, properties, timing, sparesFirstBoot, workers, setting } = planExplore(
    target,
    options,
  );
  // A test that searches in its own thread does not wait for this to load.
  const { exploreInThreads } = await import('../campaign/threads/explore-in-threads.ts');
  const request = {
    ...{ target: target.name, module: file, bounds, properties, timing, sparesFirstBoot, workers },
    nodesAskedFor: options.nodes === undefined ? null : [options.nodes],
  };
  try {
    const over = await exploreInThreads(request, () => undefined).done;
    const plan = { bounds, properties, timing, sparesFirstBoot, workers, setting };
    return proofOf(target, plan, over, options.out);
  } catch (error) {
    // An error that comes out of a thread has kept its name only.
    if (!(error instanceof Error) || error.name !== 'AnsweredDifferently') throw error;
    throw notDeterministic(target, error);
  }
}

async function loaded(file: string): Promise<PureTarget> {
  const { moduleTarget } = await import('../adapters/module/user-module.ts');
  try {
    return pureOf(await moduleTarget(file));
  } catch (error) {
    if (error instanceof Refusal) throw new CannotRun(error.message);
    throw error;
  }
}
