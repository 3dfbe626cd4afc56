/** Terms are the logical clock of section 5.1: a node that goes back in term can vote twice. */
import { nodeName } from '../trace/view.ts';
import { property, type Because } from './property.ts';

/** What is known of a node's term. */
interface Reached {
  readonly term: number;
  readonly step: number;
  /** Its crash since then. */
  readonly crash: Because | null;
}

/** currentTerm never decreases on a node, also across a restart. */
export const termMonotonic = property<readonly Reached[]>({
  id: 'term-monotonic',
  kind: 'safety',
  claim: "a node's term never decreases, not even over a crash",
  source:
    'Raft paper, section 5.1: "Each server stores a current term number, which increases ' +
    'monotonically over time"',
  start: ({ nodes }) => new Array<Reached>(nodes).fill({ term: 0, step: 0, crash: null }),
  safetyState: (reached) => reached.map(({ term }) => term),
  on: {
    standing(reached, { event, node, after, step, timeMs }, judge) {
      const known = reached[node - 1];
      if (known === undefined) return reached;
      if (event.kind === 'crashed') {
        const { term, step: since } = known;
        return reached.with(node - 1, { term, step: since, crash: crashOf(event, step) });
      }
      if (after === null) return reached;
      const { currentTerm } = after;
      if (currentTerm < known.term) {
        const name = nodeName(node);
        judge.violated({
          observed: `${name} went back from term ${known.term} to term ${currentTerm}.`,
          because: [
            { step: known.step, text: `${name} was in term ${known.term}` },
            ...(known.crash === null ? [] : [known.crash]),
            { step, text: `${name} was in term ${currentTerm}` },
          ],
          step,
          timeMs,
        });
      }
      const isTest = currentTerm > known.term || (event.kind === 'booted' && known.term > 0);
      if (isTest) judge.exercised();
      return currentTerm > known.term
        ? reached.with(node - 1, { term: currentTerm, step, crash: null })
        : reached;
    },
  },
});

function crashOf(
  { node, lostWrites }: { readonly node: number; readonly lostWrites: number },
  step: number,
): Because {
  const lost = lostWrites > 0 ? ', and writes that it had not synced were lost' : '';
  return { step, text: `${nodeName(node)} crashed${lost}` };
}
