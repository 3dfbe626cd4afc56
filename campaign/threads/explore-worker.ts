/** The thread that searches: a search is one long computation, and somebody must hear Ctrl-C. */
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { propertyNamed } from '../../properties/catalogue.ts';
import { explore } from '../../search/exploring/explore.ts';
import { findingOfSearch } from '../../search/shrinking/found-by-exploring.ts';
import { stoppedBy } from '../../search/shrinking/shrink-limits.ts';
import type { SearchResult } from '../../search/exploring/bounds.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import { pureOf } from '../../simulator/target.ts';
import type { ExploreEvent, ExploreRequest, ExploreOutcome } from './explore-order.ts';
import { requestedTarget } from './requested-target.ts';
import { shrinkLimits, USUAL_SHRINK_BUDGET } from './shrink-budget.ts';
import { stopQuestion, type Job } from './thread.ts';

const job = workerData as Job<ExploreRequest>;
const { request } = job;
const { bounds, timing } = request;
const isStopped = stopQuestion(job);
const properties = request.properties.map(propertyNamed);
const { target: ordered, close } = await requestedTarget(request);
const target = pureOf(ordered);

const startedMs = performance.now();
const result = explore(target, bounds, {
  properties,
  timing,
  onDepth(depth, size) {
    tell({ kind: 'depth', progress: { depth, ...size, wallMs: performance.now() - startedMs } });
    return !isStopped();
  },
  shouldStop: isStopped,
});
const wallMs = performance.now() - startedMs;
const { states, decisions, statesByDepth } = result;
const outcome = outcomeOf(result);
close();
tell({ kind: 'done', outcome, states, decisions, statesByDepth, wallMs });

function outcomeOf(searched: SearchResult): ExploreOutcome {
  switch (searched.kind) {
    case 'violated':
      return broken({ nodes: bounds.nodes, timing, decisions: searched.run });
    case 'targetThrew':
      return { kind: 'targetThrew', node: searched.node, error: searched.error };
    case 'complete':
      return { kind: 'complete' };
    case 'limitReached': {
      const ended = searched.states > bounds.maxStates ? 'states' : 'memory';
      const limit = isStopped() ? 'stopped' : ended;
      return { kind: 'limitReached', depth: searched.depth, limit };
    }
  }
}

function broken(schedule: Schedule): ExploreOutcome {
  const limits = shrinkLimits(USUAL_SHRINK_BUDGET, () => performance.now());
  const untilStopped = stoppedBy(limits, isStopped);
  const finding = findingOfSearch(target, schedule, properties, untilStopped);
  return finding === null ? { kind: 'diverged' } : { kind: 'violated', finding };
}

function tell(event: ExploreEvent): void {
  parentPort?.postMessage(event);
}
