import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { runFiles } from '../../reports/page/run/run-files.ts';
import { NO_SUPPLEMENT } from '../../reports/page/supplement.ts';
import type { RunReport, TargetLine } from '../../reports/events/run-line.ts';
import { FOUND, HOSTILE_RUN } from '../reports/run-report.ts';
import { complaintsOfAxe } from './axe.ts';
import { browserTest } from './browser.ts';

const PAPER = 'getComputedStyle(document.documentElement).backgroundColor';

/** A hunt with everything that a page can show of one. */
const FULL: Partial<TargetLine> = {
  figures: { runs: 50, runsWithLeader: 49, leaders: 87, splitVotes: 3, events: 12_345 },
  faults: { crashes: 300, clockDrifts: 0, cuts: 12 },
  growth: [10, 20, 35, 50].map((runs) => ({ runs, states: 20 * Math.round(Math.sqrt(runs)) })),
  worth: [{ name: 'Bound', text: 'with 95 % confidence, a run fails with less than 6 %' }],
};
const targets = FOUND.stream.targets.map((target) => ({ ...target, ...FULL }));
const RUN: RunReport = { ...FOUND, stream: { ...FOUND.stream, targets } };

interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens the page of a run from its folder, offline. */
async function withRun(
  browser: Browser,
  report: RunReport,
  options: BrowserContextOptions,
  body: (opened: Opened) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-run-'));
  for (const { name, text } of runFiles(report, () => NO_SUPPLEMENT)) {
    writeFileSync(join(folder, name), text);
  }
  const context = await browser.newContext({ offline: true, ...options });
  try {
    const page = await context.newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (said) => complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await body({ page, requests, complaints });
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
}

for (const [what, report] of Object.entries({ RUN, HOSTILE_RUN })) {
  browserTest(`the page of a run opens offline with one request: ${what}`, (t, browser) =>
    withRun(browser, report, {}, async ({ page, requests, complaints }) => {
      t.is(requests.length, 1, requests.join('\n'));
      t.deepEqual(complaints, []);
      t.is(await page.locator('img').count(), 0, 'text of a target became an element');
      t.true(await page.locator('h1').isVisible());
    }),
  );

  for (const colorScheme of ['light', 'dark'] as const) {
    browserTest(`axe finds nothing in the page of a run in ${colorScheme}: ${what}`, (t, browser) =>
      withRun(browser, report, { colorScheme }, async ({ page }) => {
        t.deepEqual(await complaintsOfAxe(page), []);
      }),
    );
  }
}

browserTest('each finding of a run leads to its page, without JavaScript too', (t, browser) =>
  withRun(browser, RUN, { javaScriptEnabled: false }, async ({ page }) => {
    for (const { finding } of RUN.reports) {
      await page.locator('article h3').getByRole('link', { name: finding.property }).click();
      t.true((await page.title()).endsWith(`breaks ${finding.property}`));
      await page.goBack();
    }
  }),
);

browserTest('the page of a run fits a phone, and says all on paper', (t, browser) =>
  withRun(
    browser,
    RUN,
    { viewport: { width: 360, height: 700 }, colorScheme: 'dark' },
    async ({ page }) => {
      const width = await page.evaluate('document.documentElement.scrollWidth');
      t.is(width, 360, 'the page scrolls sideways');
      await page.emulateMedia({ media: 'print' });
      t.is(await page.evaluate(PAPER), 'rgb(255, 255, 255)', 'paper is white');
      const hidden = await page.locator('tbody tr:not(:visible)').count();
      t.is(hidden, 0, 'a row is not printed');
      t.true((await page.pdf({ format: 'A4' })).length > 10_000);
    },
  ),
);

browserTest('with forced colours, charts are still drawn', (t, browser) =>
  withRun(browser, RUN, { forcedColors: 'active' }, async ({ page }) => {
    const colours = await page.evaluate(`['.filled', '.ground'].map((one) =>
      getComputedStyle(document.querySelector(one)).fill)`);
    const [filled, ground] = colours as readonly string[];
    t.not(filled, ground, 'a bar cannot be told from its ground');
  }),
);
