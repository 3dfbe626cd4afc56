/** What a green run is worth: a bound and a chance, never that a target is correct. */
import type { CoverageWorth, PctWorth, Worth } from '../../search/hunting/worth.ts';
import { grouped } from './numbers.ts';
import { labelled, type Line } from './page.ts';

export function worthLines(worth: Worth): readonly Line[] {
  return worthItems(worth).flatMap(({ name, text }) => labelled(name, text));
}

/** The same for those who lay it out themselves. */
export function worthItems({
  timedBound,
  adversarialBound,
  pct,
  ...covered
}: Worth): readonly { readonly name: string; readonly text: string }[] {
  const bounds = [
    ...(timedBound === null
      ? []
      : [`a timed run fails with probability under ${share(timedBound)}`]),
    ...(adversarialBound === null
      ? []
      : [`${pct === null ? 'an' : 'a uniform'} adversarial one under ${share(adversarialBound)}`]),
    ...(pct === null ? [] : [`one of PCT under ${share(pct.bound)}`]),
  ].join(', ');
  const isTimed = timedBound !== null;
  const coverage = isTimed ? covered.timed : covered.adversarial;
  const runs = isTimed ? 'timed run' : 'adversarial run';
  const added = isTimed ? addedText(covered.addedBySecondHalf) : '';
  return [
    { name: 'Bound', text: `with 95 % confidence, in this setting, ${bounds}` },
    ...(pct === null || pct.orderMet === 0 ? [] : [{ name: 'PCT', text: pctText(pct) }]),
    { name: 'Coverage', text: coverageText(coverage, runs) + added },
  ];
}

/** A guarantee of the scheduler, and not of what it has found. */
function pctText({ width, length, depth, orderMet }: PctWorth): string {
  const chance = `1 in ${grouped(Math.round(1 / orderMet))}`;
  return (
    `a run of up to n = ${length} events in w = ${width} chains meets a given order of ` +
    `d = ${depth} of them with probability at least 1/(w² n^(d-1)) = ${chance}`
  );
}

function coverageText({ states, atLeast, newInNextRun }: CoverageWorth, run: string): string {
  const there = atLeast > states ? ` of at least ${grouped(atLeast)}` : '';
  const seen = `${grouped(states)}${there} abstract states in ${run}s`;
  if (newInNextRun === null) return seen;
  const { value, low, high } = newInNextRun;
  if (value >= 1) {
    const range = `${low.toFixed(1)}–${high.toFixed(1)}`;
    const about = `${value.toFixed(1)} new ones (${range})`;
    return `${seen}; the next one shows about ${about}: keep running`;
  }
  const interval = `${percent(low)}–${percent(high)} %`;
  return `${seen}; the next one shows a new one with probability ${share(value)} (${interval})`;
}

function addedText(added: number | null): string {
  return added === null ? '' : `; the second half of all runs added ${share(added)} of them`;
}

function share(part: number): string {
  return `${percent(part)} %`;
}

/** Two digits that count: a bound of 0.0003 % is not 0 %. */
function percent(part: number): string {
  const value = 100 * part;
  if (value >= 10 || value === 0) return value.toFixed(value >= 99.95 || value === 0 ? 0 : 1);
  return Number(value.toPrecision(2)).toString();
}
