/** What a target threw, with the lines of its own code: the run that ended so, once more. */
import type { Finding } from '../search/finding.ts';
import { recordRun } from '../search/running/record.ts';
import type { Target } from '../simulator/target.ts';

/** Undefined if it does not throw again. */
export function thrownBy(target: Target, { run }: Finding): unknown {
  let thrown: unknown;
  const heard = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      thrown ??= error;
      throw error;
    }
  };
  const overheard: Target = {
    family: target.family,
    name: target.name,
    capabilities: target.capabilities,
    boot: (...given) => heard(() => target.boot(...given)),
    step: (...given) => heard(() => target.step(...given)),
    view: (state) => heard(() => target.view(state)),
    viewDurable: (record) => heard(() => target.viewDurable(record)),
    classify: (message) => heard(() => target.classify(message)),
  };
  recordRun(overheard, run, null);
  return thrown;
}
