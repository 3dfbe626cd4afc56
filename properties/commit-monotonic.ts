import { nodeName } from '../trace/view.ts';
import { property } from './property.ts';

/** Per node, n1's first: when its commitIndex last changed. */
interface Changed {
  readonly step: number;
}

/** Volatile: after a crash it starts from 0 again. */
export const commitMonotonic = property<readonly Changed[]>({
  id: 'commit-monotonic',
  kind: 'safety',
  claim: 'commitIndex never goes back while a node is up',
  source: 'Raft paper, Figure 2, State: commitIndex is "initialized to 0, increases monotonically"',
  start: ({ nodes }) => new Array<Changed>(nodes).fill({ step: 0 }),
  // Judged by what is seen before and after, not by what was.
  safetyState: () => null,
  on: {
    commit(changes, { node, before, after, step, timeMs }, judge) {
      if (after === null) return changes;
      const known = changes.with(node - 1, { step });
      if (before === null) return known;
      if (after.commitIndex > before.commitIndex) {
        judge.exercised();
        return known;
      }
      const name = nodeName(node);
      const [from, to] = [before.commitIndex, after.commitIndex];
      judge.violated({
        observed: `The commitIndex of ${name} went back from ${from} to ${to}.`,
        because: [
          { step: changes[node - 1]?.step ?? 0, text: `the commitIndex of ${name} was ${from}` },
          { step, text: `the commitIndex of ${name} was ${to}` },
        ],
        step,
        timeMs,
      });
      return known;
    },
  },
});
