/**
 * What can still be reached from where a run has ended is judged once nothing is on its way any
 * more: what was lost belongs to the run.
 */
import type { UntimedCluster } from '../../simulator/untimed-cluster.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import type { Observer } from '../../trace/observer.ts';
import { DeadEnds } from '../dead-ends/dead-ends.ts';

/** Tells the observer of a dead end, as the last event of the run. */
export function judgeEnd(
  target: PureTarget,
  timing: Timing,
  cluster: Pick<UntimedCluster, 'ending' | 'inFlight' | 'nodes' | 'failed'>,
  goals: readonly DeadEndGoal[],
  observer: Observer,
): void {
  if (goals.length === 0 || cluster.ending !== null || cluster.inFlight.length > 0) return;
  const deadEnds = new DeadEnds(target, timing);
  const tuple = deadEnds.tupleOf(cluster.nodes, cluster.failed);
  for (const goal of goals) {
    const judgement = deadEnds.judge(tuple, goal);
    if (judgement === null || typeof judgement === 'string') continue;
    observer.happened(0, judgement, null, null);
    return;
  }
}
