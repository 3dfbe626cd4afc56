/**
 * The browser of these tests: Chromium or Chrome, whichever is installed; nothing is downloaded.
 */
import test, { type ExecutionContext } from 'ava';
import type { Browser } from 'playwright-core';
import { startBrowser } from './start-browser.ts';

const ADVICE = 'install chromium, or name a browser: WHITEWATER_CHROMIUM=/path/to/chrome';

/** Started once for all tests of a file; null if there is none. */
const browser = await startBrowser();
const isRequired = ['1', 'true'].includes(process.env['CI'] ?? '');

if (browser === null && !isRequired) {
  process.stderr.write(`\n  ‼ SKIPPED: there is no browser; ${ADVICE}\n\n`);
}

/**
 * A test that needs a browser. Without one it fails where `CI` is set, and is skipped elsewhere.
 * Open a context of your own (`browser.newContext`) and close it: tests run side by side.
 */
export function browserTest(
  title: string,
  body: (t: ExecutionContext, browser: Browser) => Promise<void>,
): void {
  if (browser !== null) test(title, (t) => body(t, browser));
  else if (isRequired) test(title, (t) => t.fail(`there is no browser: ${ADVICE}`));
  else test.skip(title, (t) => t.fail());
}

test.after.always('the browser is closed', async () => {
  await browser?.close();
});
