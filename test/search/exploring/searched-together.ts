// Searches made by several threads, to be compared with the same searches made by one.
import { Worker } from 'node:worker_threads';
import { LAB_TIMING } from '../../../core/timing.ts';
import { propertyNamed } from '../../../properties/catalogue.ts';
import { goalsFairTo } from '../../../search/dead-ends/fair-goals.ts';
import type { Bounds, SearchOptions, SearchResult } from '../../../search/exploring/bounds.ts';
import { explore, exploreTogether, type NoResult } from '../../../search/exploring/explore.ts';
import { teamMemory, type Team } from '../../../search/exploring/team.ts';
import { searchFaultsFairTo } from '../../../search/search-faults.ts';
import { safetyFairTo } from '../../../search/running/fair-properties.ts';
import { isPure, type PureTarget } from '../../../simulator/target.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { registered } from '../../../targets/registry.ts';

/** A search, as it is passed to a thread. */
export interface SearchCase {
  /** Name of a registered target. */
  readonly target: string;
  readonly nodes?: number;
  readonly maxDecisions: number;
  readonly maxStates?: number;
  /** Possibilities are judged as well. */
  readonly judgesDeadEnds?: boolean;
  /** How much may be tried to find ways out of dead ends. */
  readonly maxDeadEndEffort?: number;
}

const MAX_STATES = 500_000;

/** All that is registered as a mutant, and the core. */
export const SEARCHED = ['raft', ...MUTANTS.map(({ id }) => id)];

function given({ target: name, ...rest }: SearchCase): {
  readonly target: PureTarget;
  readonly bounds: Bounds;
  readonly options: SearchOptions;
} {
  const target = registered(name)?.target;
  if (target === undefined || !isPure(target)) throw new RangeError(`${name} cannot be searched`);
  const { nodes = 3, maxDecisions, maxStates = MAX_STATES, judgesDeadEnds = false } = rest;
  const { maxDeadEndEffort } = rest;
  const { capabilities } = target;
  const goals = judgesDeadEnds ? goalsFairTo(capabilities).map(propertyNamed) : [];
  return {
    target,
    bounds: {
      ...{ nodes, maxDecisions, maxStates, maxTerm: 2 },
      faults: searchFaultsFairTo(capabilities),
    },
    options: {
      properties: [...safetyFairTo(capabilities, null), ...goals],
      timing: LAB_TIMING,
      sparesFirstBoot: true,
      ...(maxDeadEndEffort === undefined ? {} : { maxDeadEndEffort }),
    },
  };
}

/** By this thread alone. */
export function searchedAlone(one: SearchCase): SearchResult {
  const { target, bounds, options } = given(one);
  return explore(target, bounds, options);
}

/** The part of one thread; the search is divided as soon as there is more than one state. */
export function searchedTogether(one: SearchCase, team: Team): SearchResult | NoResult {
  const { target, bounds, options } = given(one);
  return exploreTogether(target, bounds, options, {
    team,
    divideFrom: 2,
    onDivided: () => undefined,
  });
}

/** By so many threads; each search has one result, whoever has it. */
export async function searchedInThreads(
  threads: number,
  cases: readonly SearchCase[],
): Promise<readonly (readonly SearchResult[])[]> {
  const memories = cases.map(({ maxStates = MAX_STATES }) => teamMemory(threads, maxStates));
  const all = await Promise.all(
    Array.from({ length: threads }, (_, index) => resultsOf({ cases, memories, index })),
  );
  return cases.map((_, place) =>
    all.flatMap((results) => {
      const result = results[place];
      return result === undefined || typeof result === 'string' ? [] : [result];
    }),
  );
}

function resultsOf(workerData: object): Promise<readonly (SearchResult | NoResult)[]> {
  const worker = new Worker(new URL('searching-thread.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a thread ended with ${code}`)));
  });
}
