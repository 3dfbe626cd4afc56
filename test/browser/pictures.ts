/** `npm run pictures`: makes the pictures of docs/READING-A-REPORT.md again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { reportCommand } from '../../cli/report-command.ts';
import { startBrowser } from './start-browser.ts';

const FINDING = 'corpus/regressions/one-vote-per-term/a5dba5d39f5d.json';
const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const WIDTH = 1080;

const folder = mkdtempSync(join(tmpdir(), 'whitewater-pictures-'));
const browser = await startBrowser();
if (browser === null) throw new Error('there is no browser to take pictures with');
try {
  await reportCommand(FINDING, { format: 'html', chance: '1000', out: folder, color: 'never' });
  const address = pathToFileURL(join(folder, 'report.html')).href;
  await picture('finding.png', 'light', async (page) => {
    await page.goto(address);
    return page.locator('header');
  });
  await picture('trials.png', 'light', async (page) => {
    await page.goto(address);
    return page.locator('.story');
  });
  await picture('step.png', 'dark', async (page) => {
    await page.goto(`${address}#step=4`);
    await page.locator('[id="step=4"] a').focus();
    return page.locator('#viewer');
  });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

async function picture(
  name: string,
  colorScheme: 'light' | 'dark',
  open: (page: Page) => Promise<Locator>,
): Promise<void> {
  const viewport = { width: WIDTH, height: 400 };
  const context = await browser?.newContext({ viewport, colorScheme, offline: true });
  const page = await context?.newPage();
  if (page === undefined) return;
  const part = await open(page);
  await part.screenshot({ path: join(PICTURES, name) });
}
