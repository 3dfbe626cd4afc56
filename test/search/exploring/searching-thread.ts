// One thread of several that make the same searches, one after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { Team, type TeamMemory } from '../../../search/exploring/team.ts';
import { searchedTogether, type SearchCase } from './searched-together.ts';

interface Given {
  readonly cases: readonly SearchCase[];
  /** One for each of the cases. */
  readonly memories: readonly TeamMemory[];
  readonly index: number;
}

const { cases, memories, index } = workerData as Given;
const results = cases.map((one, place) => {
  const memory = memories[place];
  if (memory === undefined) throw new RangeError(`nothing is shared for search ${place}`);
  return searchedTogether(one, new Team(memory, index));
});
parentPort?.postMessage(results);
