/** Small charts as SVG, each with its numbers in words: nothing is said by a picture alone. */
import { grouped } from '../../terminal/numbers.ts';
import { text } from '../parts/html.ts';

/** A part of a whole: `look` is a class of the style. */
export interface Part {
  readonly name: string;
  readonly count: number;
  readonly look: 'held' | 'broken' | 'undecided' | 'idle';
}

const BAR_WIDTH = 160;

/** One bar for a whole, cut into its parts; those that are empty are left out. */
export function partsBar(parts: readonly Part[]): string {
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  if (whole === 0) return '';
  let start = 0;
  const pieces = parts.flatMap(({ count, look }) => {
    if (count === 0) return [];
    const [x, width] = [percentOf(start, whole), percentOf(count, whole)];
    start += count;
    return [`<rect class="part-${look}" x="${x}" width="${width}" height="14"/>`];
  });
  const words = partsText(parts);
  return (
    `<svg class="parts" role="img" aria-label="${text(words)}" width="100%" height="14">` +
    `${pieces.join('')}</svg>`
  );
}

/** `12 held, 1 broken` */
export function partsText(parts: readonly Part[]): string {
  return parts
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${grouped(count)} ${name}`)
    .join(', ');
}

/** A share of one, from 0 to 1, beside its number. */
export function shareBar(share: number): string {
  const width = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
  return (
    `<svg class="bar" aria-hidden="true" width="${BAR_WIDTH}" height="12">` +
    `<rect class="ground" width="${BAR_WIDTH}" height="12"/>` +
    `<rect class="filled" width="${width}" height="12"/></svg>`
  );
}

/** For counts of all magnitudes: each tenfold is as long as the one before. 0 has no length. */
export function magnitudeBar(count: number, most: number): string {
  return shareBar(count <= 0 ? 0 : Math.log10(count + 1) / Math.log10(most + 1));
}

function percentOf(part: number, whole: number): string {
  return `${Number(((100 * part) / whole).toFixed(3))}%`;
}
