/** The browser's part of the page: made by the build, or on demand in a checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';

/** The build puts it here, beside what it compiled. */
const BUILT = new URL('../reports/page/client.js', import.meta.url);
const ENTRY = new URL('../reports/page/client/main.ts', import.meta.url);

/** One classic script, for a page that is opened from disk. */
export function pageClient(): string {
  const built = fileURLToPath(BUILT);
  return existsSync(built) ? readFileSync(built, 'utf8') : bundledClient();
}

/** Bundles the sources of this checkout; esbuild is not part of the package. */
export function bundledClient(): string {
  const require = createRequire(import.meta.url);
  const esbuild = require('esbuild') as typeof Esbuild;
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [fileURLToPath(ENTRY)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  // A script element ends at the first end tag, wherever it stands.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}
