/** Finds the browser of this machine. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const DEBIAN = '/usr/bin/chromium';

/**
 * Null if there is none. A browser that is there but does not start is a fault, and not one that is
 * missing.
 */
export async function startBrowser(): Promise<Browser | null> {
  const named = process.env['WHITEWATER_CHROMIUM'] ?? (existsSync(DEBIAN) ? DEBIAN : undefined);
  if (named !== undefined) return chromium.launch({ executablePath: named });
  return chromium.launch({ channel: 'chrome' }).catch(() => null);
}
