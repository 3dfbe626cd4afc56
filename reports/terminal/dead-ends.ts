/** What a search says of dead ends: none where it looked, none at all, or why it did not look. */
import type { AlwaysElectable } from '../../search/dead-ends/always-electable.ts';
import type { DeadEndFigures } from '../../search/dead-ends/figures.ts';
import type { DeadEndGoal } from '../../trace/dead-end.ts';
import { counted, grouped } from './numbers.ts';

const POSSIBLE: Readonly<Record<DeadEndGoal, string>> = {
  'leader-electable': 'a leader can still be elected',
  'proposal-committable': 'a new proposal can still be committed',
};

/** Within the bounds of the search. */
export function deadEndsText(judged: readonly DeadEndFigures[]): string {
  const goals = judged.map(({ goal, tuples, roundsNeeded, undecided }) => {
    const combinations = `${counted(tuples, 'combination')} of node states`;
    const open = undecided === 0 ? '' : `; ${grouped(undecided)} of them not decided`;
    const away = `at most ${counted(roundsNeeded, 'round')} away`;
    return `${POSSIBLE[goal]} (${combinations}, ${away}${open})`;
  });
  const isDecided = judged.every(({ undecided, notJudged }) => undecided + notJudged === 0);
  const claim = isDecided ? 'none' : 'none found';
  return (
    `${claim}: wherever these runs stop, even if all that is in flight is lost and a minority ` +
    `fails for good, ${goals.join(', and ')}`
  );
}

/** Possibilities of which a part was left out, because the effort was spent. */
export function leftOutOf(
  judged: readonly DeadEndFigures[],
): readonly { readonly goal: DeadEndGoal; readonly why: string }[] {
  return judged
    .filter(({ notJudged }) => notJudged > 0)
    .map(({ goal, notJudged }) => {
      const where = `in ${grouped(notJudged)} more combinations of node states`;
      return { goal, why: `${where}: limit reached, --dead-end-effort sets it` };
    });
}

/** Without any bound. */
export function alwaysText(always: AlwaysElectable): string {
  if (always.kind === 'notProven') return `not proven for runs of any length: ${always.why}`;
  const { states, messages, tuples, rounds } = always;
  return (
    'from every state that this protocol can reach while no client proposes, an election can ' +
    `succeed: a proof for runs of any length (${counted(states, 'state')} of single nodes, ` +
    `${counted(messages, 'message')}, ${counted(tuples, 'combination')} of a majority, each at ` +
    `most ${counted(rounds, 'round')} from a leader)`
  );
}

export function notJudgedText(
  notJudged: readonly { readonly goal: DeadEndGoal; readonly why: string }[],
): string {
  return notJudged.map(({ goal, why }) => `${goal} (${why})`).join(', ');
}
