import test from 'ava';
import { pageStyle } from '../../../reports/page/style.ts';

/** What WCAG 2.2 asks of text (1.4.3, level AA). */
const CONTRAST_MIN = 4.5;

/** Text on its ground, by the variables of the style. */
const PAIRS = [
  ['ink', 'page'],
  ['ink', 'shade'],
  ['ink', 'now'],
  ['quiet', 'page'],
  ['quiet', 'shade'],
  ['quiet', 'now'],
  ['broken', 'page'],
  ['broken', 'shade'],
  ['broken', 'now'],
  ['link', 'page'],
  ['link', 'shade'],
  ['held', 'page'],
  ['held', 'shade'],
  ['ink', 'follower'],
  ['ink', 'candidate'],
  ['led', 'leader'],
  ['ink', 'fault'],
] as const;

const [light = '', dark = ''] = [...pageStyle(300).matchAll(/:root\{([^}]*)\}/g)].map(
  ([, colours]) => colours ?? '',
);

for (const [scheme, colours] of Object.entries({ light, dark })) {
  for (const [text, ground] of PAIRS) {
    test(`${text} on ${ground} can be read in ${scheme}`, (t) => {
      const [one, other] = [luminance(colours, text), luminance(colours, ground)];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      t.true(ratio >= CONTRAST_MIN, `its contrast is ${ratio.toFixed(2)}`);
    });
  }
}

/** Relative luminance, as WCAG defines it. */
function luminance(colours: string, name: string): number {
  const [, hex = ''] = new RegExp(`--${name}:#([0-9a-f]{3,6})`).exec(colours) ?? [];
  const digits = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const [red = NaN, green = NaN, blue = NaN] = [0, 2, 4].map((at) => {
    const part = parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
