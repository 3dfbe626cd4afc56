/** A step of `npm run build`: bundles what runs in browsers into the package. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { BROWSER_SCRIPTS, bundledScript } from './browser-script.ts';

const folder = new URL('../dist/browser/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of BROWSER_SCRIPTS) {
  writeFileSync(new URL(`${name}.js`, folder), bundledScript(name));
}
