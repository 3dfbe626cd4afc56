import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExecutionContext } from 'ava';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { browserScript } from '../../cli/browser-script.ts';
import { reportStream } from '../../reports/events/stream.ts';
import { renderPage } from '../../reports/page/page.ts';
import { NO_SUPPLEMENT } from '../../reports/page/supplement.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { HOSTILE, LIVENESS, SAFETY } from '../reports/rendered.ts';
import { browserTest } from './browser.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const REPORTS = { SAFETY, LIVENESS, HOSTILE };

/** What a page did that it must not do. */
interface Watched {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Opens the page of a report from disk, without a network. */
async function withPage(
  browser: Browser,
  report: FindingReport,
  options: BrowserContextOptions,
  body: (watched: Watched) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-page-'));
  const file = join(folder, 'report.html');
  const supplement = { ...NO_SUPPLEMENT, client: browserScript('page') };
  writeFileSync(file, renderPage({ report, stream: reportStream(report), supplement }));
  const context = await browser.newContext({ offline: true, ...options });
  try {
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (said) => complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    await body({ page, requests, complaints });
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
}

for (const [what, report] of Object.entries(REPORTS)) {
  browserTest(`the page opens offline with one request and no complaint: ${what}`, (t, browser) =>
    withPage(browser, report, {}, async ({ page, requests, complaints }) => {
      await page.getByRole('slider').press('Home');
      t.is(requests.length, 1, requests.join('\n'));
      t.deepEqual(complaints, []);
      t.is(await page.locator('img').count(), 0, 'text of a target became an element');
    }),
  );

  for (const colorScheme of ['light', 'dark'] as const) {
    browserTest(`axe finds nothing in ${colorScheme}: ${what}`, (t, browser) =>
      // Axe is a script of its own, which the policy of the page forbids.
      withPage(browser, report, { colorScheme, bypassCSP: true }, async ({ page }) => {
        await page.addScriptTag({ path: AXE });
        for (const key of ['End', 'Home']) {
          await page.getByRole('slider').press(key);
          t.deepEqual(await axeIn(page), [], `after ${key}`);
        }
      }),
    );
  }
}

/** Each violation that axe finds, with the elements that it is about. */
function axeIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

browserTest('keys walk through the steps, and address, status and nodes agree', (t, browser) =>
  withPage(browser, SAFETY, {}, async ({ page }) => {
    const { steps } = reportStream(SAFETY);
    await page.getByRole('slider').press('Home');
    for (const { number, text } of steps) {
      await standsAt(t, page, number, text);
      await page.getByRole('slider').press('j');
    }
    await standsAt(t, page, steps.length, steps.at(-1)?.text ?? '');
    await page.getByRole('slider').press('k');
    await standsAt(t, page, steps.length - 1, steps.at(-2)?.text ?? '');
    await page.getByRole('slider').press('v');
    await standsAt(t, page, steps.length, steps.at(-1)?.text ?? '');
  }),
);

async function standsAt(
  t: ExecutionContext,
  page: Page,
  step: number,
  text: string,
): Promise<void> {
  t.true(page.url().endsWith(`#step=${step}`), page.url());
  t.true((await page.locator('[aria-live]').textContent())?.endsWith(text));
  t.is(await page.locator('#nodes-title').textContent(), `Nodes after step ${step}`);
  t.deepEqual(await page.locator('tr.now').count(), 1);
  t.is(await page.locator('tr.now').getAttribute('id'), `step=${step}`);
}

browserTest('keys outside of the viewer do nothing', (t, browser) =>
  withPage(browser, SAFETY, {}, async ({ page }) => {
    await page.locator('body').press('k');
    t.notRegex(page.url(), /#/);
  }),
);

browserTest('an address with a step opens the page at it', (t, browser) =>
  withPage(browser, SAFETY, {}, async ({ page }) => {
    await page.goto(`${page.url()}#step=2`);
    await page.reload();
    t.is(await page.locator('#nodes-title').textContent(), 'Nodes after step 2');
  }),
);

browserTest('focus on a step marks what led to it', (t, browser) =>
  withPage(browser, SAFETY, {}, async ({ page }) => {
    const last = reportStream(SAFETY).steps.length;
    await page.locator(`[id="step=${last}"] a`).focus();
    t.true((await page.locator('tr.past').count()) > 0);
    await page.locator('[id="step=1"] a').focus();
    t.is(await page.locator('tr.past').count(), 0, 'nothing led to the first step');
  }),
);

browserTest('without JavaScript the page shows every step and the nodes', (t, browser) =>
  withPage(browser, LIVENESS, { javaScriptEnabled: false }, async ({ page }) => {
    for (const { number, text } of reportStream(LIVENESS).steps) {
      t.true(await page.locator(`[id="step=${number}"]`, { hasText: text }).isVisible());
    }
    t.true(await page.locator('table.nodes').isVisible());
  }),
);
