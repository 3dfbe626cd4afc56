/** Scripts for browsers: made by the build, or on demand in a checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';

/** Each with its entry. The build puts them into one folder, under these names. */
const ENTRIES = {
  /** The page of a finding. */
  page: '../reports/page/client/main.ts',
  /** The page of a game. */
  player: '../reports/page/client/play/main.ts',
  /** What plays without a server: our own targets, properties, searches. */
  engine: '../campaign/play/own-engine.ts',
} as const;

export type BrowserScript = keyof typeof ENTRIES;

export const BROWSER_SCRIPTS = Object.keys(ENTRIES) as readonly BrowserScript[];

/** One classic script, for a page that may be opened from disk. */
export function browserScript(name: BrowserScript): string {
  const built = fileURLToPath(new URL(`../browser/${name}.js`, import.meta.url));
  return existsSync(built) ? readFileSync(built, 'utf8') : bundledScript(name);
}

/** Bundles the sources of this checkout; esbuild is not part of the package. */
export function bundledScript(name: BrowserScript): string {
  const entry = fileURLToPath(new URL(ENTRIES[name], import.meta.url));
  return bundledSource(`import ${JSON.stringify(entry)};`, dirname(entry));
}

/** Throws what esbuild throws: an import leads nowhere, or to what a browser does not have. */
export function bundledSource(contents: string, folder: string): string {
  const require = createRequire(import.meta.url);
  const esbuild = require('esbuild') as typeof Esbuild;
  const { outputFiles } = esbuild.buildSync({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    // A module of the user has its target from here, and a browser has nothing else of it.
    alias: { whitewater: fileURLToPath(new URL('../library/pure.ts', import.meta.url)) },
    define: { 'import.meta.url': '"page:/"' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  // A script element ends at the first end tag, wherever it stands.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}
