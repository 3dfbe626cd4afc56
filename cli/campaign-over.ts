/** What is said of a campaign that is gone on with, or was over before. */
import { counted, duration } from '../reports/terminal/numbers.ts';

export interface CampaignOver {
  /** Time of hunting, of all sessions together. */
  readonly reachedMs: number;
  /** Whether it ended itself with what it found: a longer budget changes nothing. */
  readonly isEnough: boolean;
  /** Whether this session has shrunk what was left of it. */
  readonly hasShrunk: boolean;
  /** How much of what it met is not shrunk yet. */
  readonly unshrunk: number;
}

/** One line: whether there is a campaign to go on with. `hunted` is null if there is none. */
export function keptCampaignText(hunted: readonly { readonly reachedMs: number }[] | null): string {
  if (hunted === null) {
    return 'a new campaign begins: none of these targets, settings and code has been kept';
  }
  const reachedMs = hunted.reduce((sum, reached) => sum + reached.reachedMs, 0);
  return `this campaign has been kept, with ${duration(reachedMs)} of hunting`;
}

/** One line: why no run was made, and what became of what was left to shrink. */
export function campaignOverText(over: CampaignOver): string {
  const why = over.isEnough
    ? 'it has found enough'
    : 'its budget is used up (a longer --budget prolongs it)';
  const after = `after ${duration(over.reachedMs)} of hunting`;
  const all = `${why}, no run was made, and this is its report${shrinkingText(over)}`;
  return `this campaign was over before, ${after}: ${all}`;
}

function shrinkingText({ hasShrunk, unshrunk }: CampaignOver): string {
  if (unshrunk > 0) return `; ${counted(unshrunk, 'finding')} of it could not be shrunk`;
  return hasShrunk ? '; what was left to shrink is shrunk now' : '';
}
