/** What shrinking has made of a saved run. */
import type { Finding, RunSize } from '../search/finding.ts';
import type { ShrunkAgain } from '../search/shrinking/shrink-again.ts';

interface Changed extends Pick<ShrunkAgain, 'change'> {
  readonly finding: Pick<Finding, 'id' | 'shrinking'>;
}

/** One line. */
export function changeText(
  before: Pick<Finding, 'shrinking'>,
  { change, finding }: Changed,
): string {
  const { result } = finding.shrinking;
  const proof = result === 'budget' ? 'the budget ended before a proof' : result;
  if (change === 'same') return `the same as before: ${proof}`;
  if (change === 'better proved') return `the same run, and now it is known: ${proof}`;
  const [from, to] = [before.shrinking.shrunk, finding.shrinking.shrunk];
  const nodes = from.nodes === to.nodes ? [] : [`nodes ${from.nodes} → ${to.nodes}`];
  const parts = [...nodes, ...lengthText(from, to), proof].join(', ');
  return `smaller: ${parts}; it is finding ${finding.id} now`;
}

/** A run with a clock has actions, and what is left of it without one has decisions. */
function lengthText(from: RunSize, to: RunSize): readonly string[] {
  const [one, other] = [lengthOf(from), lengthOf(to)];
  if (one.noun !== other.noun) return [`${one.count} ${one.noun} → ${other.count} ${other.noun}`];
  return one.count === other.count ? [] : [`${one.noun} ${one.count} → ${other.count}`];
}

function lengthOf({ actions, decisions }: RunSize): {
  readonly count: number;
  readonly noun: 'actions' | 'decisions';
} {
  return decisions === null
    ? { count: actions ?? 0, noun: 'actions' }
    : { count: decisions, noun: 'decisions' };
}
