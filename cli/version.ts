/** Which version this is, as package.json says. */
import { createRequire } from 'node:module';
import { z } from 'zod';

const PACKAGE = z.object({ version: z.string() });

/** By its own name the package is found from the sources and from what is built of them. */
export function versionHere(): string {
  const load = createRequire(import.meta.url);
  return PACKAGE.parse(load('whitewater/package.json')).version;
}
