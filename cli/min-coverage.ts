/** `--min-coverage`: how many abstract states a hunt must have seen to mean anything. */
import { Refusal } from '../adapters/refusal.ts';
import type { CampaignCoverage } from '../campaign/ledger/ledger.ts';
import { coverageWorth } from '../campaign/statistics/worth.ts';
import { grouped } from '../reports/terminal/numbers.ts';
import { quoted } from './choice.ts';

/** `percent`: of the states that such runs can show at least, by Chao's estimate. */
export type CoverageFloor =
  | { readonly kind: 'states'; readonly states: number }
  | { readonly kind: 'percent'; readonly percent: number };

/** `500` or `90%`. */
export function parseMinCoverage(text: string): CoverageFloor {
  const [, digits = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,2})?)(%?)$/.exec(text) ?? [];
  const amount = Number(digits);
  if (amount > 0 && amount <= 100 && unit === '%') return { kind: 'percent', percent: amount };
  if (amount > 0 && unit === '' && Number.isInteger(amount)) {
    return { kind: 'states', states: amount };
  }
  throw new Refusal(
    `--min-coverage ${quoted(text)}: write a number of states, or a share such as 90%`,
  );
}

/** What is missing, in one line; null if nothing is, or nothing was asked for. */
export function shortfallOf(
  floor: CoverageFloor | null,
  { timed, adversarial }: Pick<CampaignCoverage, 'timed' | 'adversarial'>,
): string | null {
  if (floor === null) return null;
  const seen = timed.runs > 0 ? timed : adversarial;
  const { states, atLeast } = coverageWorth(seen);
  const percent = atLeast === 0 ? 0 : (100 * states) / atLeast;
  if (seen.runs === 0) return `only guided runs were made; ${asksFor(floor)} of the others`;
  const isEnough = floor.kind === 'states' ? states >= floor.states : percent >= floor.percent;
  if (isEnough) return null;
  const reached = `${grouped(states)} of at least ${grouped(atLeast)} abstract states`;
  return `covered ${reached} (${percent.toFixed(1)} %); ${asksFor(floor)}`;
}

function asksFor(floor: CoverageFloor): string {
  const asked = floor.kind === 'states' ? grouped(floor.states) : `${floor.percent} %`;
  return `--min-coverage asks for ${asked}`;
}
