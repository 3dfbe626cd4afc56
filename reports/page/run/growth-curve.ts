/** How the number of known states grew with the number of runs, as a curve: does it flatten? */
import type { GrowthPoint } from '../../events/run-line.ts';
import { counted, grouped } from '../../terminal/numbers.ts';
import { text } from '../parts/html.ts';

const WIDTH = 300;
const HEIGHT = 110;
const TOP = 18;
const BOTTOM = 20;

/** Nothing for fewer than two points: they are no curve. */
export function growthCurve(points: readonly GrowthPoint[]): string {
  const last = points.at(-1);
  if (last === undefined || points.length < 2 || last.runs === 0) return '';
  const floor = HEIGHT - BOTTOM;
  const most = Math.max(1, last.states);
  const at = ({ runs, states }: GrowthPoint): string => {
    const x = (runs / last.runs) * WIDTH;
    const y = floor - (states / most) * (floor - TOP);
    return `${round(x)} ${round(y)}`;
  };
  const line = `M0 ${floor}L${points.map(at).join('L')}`;
  const words =
    `${counted(last.states, 'abstract state')} after ${counted(last.runs, 'run')}` +
    halfText(points, last);
  return (
    `<figure><svg class="growth" role="img" aria-label="${text(words)}" ` +
    `viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">` +
    `<path class="axis" d="M0 ${TOP - 6}V${floor}H${WIDTH}"/><path class="curve" d="${line}"/>` +
    `<text class="scale" x="4" y="11">${grouped(last.states)} states</text>` +
    `<text class="scale" x="0" y="${HEIGHT - 6}">0</text>` +
    `<text class="scale end" x="${WIDTH}" y="${HEIGHT - 6}">${grouped(last.runs)} runs</text>` +
    `</svg><figcaption>${text(words)}.</figcaption></figure>`
  );
}

/** Where the curve stood at half of the runs. */
function halfText(points: readonly GrowthPoint[], last: GrowthPoint): string {
  const half = points.findLast(({ runs }) => runs <= last.runs / 2);
  if (half === undefined) return '';
  return `; ${grouped(half.states)} of them were known after ${grouped(half.runs)}`;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
