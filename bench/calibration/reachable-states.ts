/** All abstract states that runs of up to so many decisions reach: what walks are held against. */
import { property, type Moment } from '../../properties/property.ts';
import { explore } from '../../search/exploring/explore.ts';
import { AbstractStates } from '../../search/hunting/abstract-states.ts';
import type { Bounds } from '../../search/exploring/bounds.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';

export interface Reachable {
  readonly keys: ReadonlySet<number>;
  /** States of the search: clusters with what is in flight. */
  readonly clusterStates: number;
}

/** Throws if the search does not reach the end of its bounds. */
export function reachableStates(target: PureTarget, bounds: Bounds, timing: Timing): Reachable {
  const keys = new Set<number>();
  const states = new AbstractStates([
    { begin: () => undefined, note: (key) => void keys.add(key) },
  ]);
  const noted = (_memory: null, { views, timeMs, event, before, after }: Moment): null => {
    states.begin(views);
    states.happened(timeMs, event, before === after ? null : before, after);
    return null;
  };
  // A property that never breaks: the search shows it every change in every cluster once.
  const recorder = property<null>({
    id: 'term-monotonic',
    kind: 'safety',
    claim: 'notes what it is shown',
    source: 'this benchmark',
    start: () => null,
    on: { standing: noted, log: noted },
  });
  const result = explore(target, bounds, { properties: [recorder], timing, isVerdictOnly: true });
  if (result.kind !== 'complete') throw new RangeError(`the search ended early: ${result.kind}`);
  return { keys, clusterStates: result.states };
}
