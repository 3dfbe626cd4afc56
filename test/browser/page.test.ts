import { createRequire } from 'node:module';
import type { ExecutionContext } from 'ava';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { reportStream } from '../../reports/events/stream.ts';
import { longReport } from '../reports/long-stories.ts';
import { HOSTILE, LIVENESS, SAFETY } from '../reports/rendered.ts';
import { browserTest } from './browser.ts';
import { withPage } from './open-page.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PAPER = 'getComputedStyle(document.documentElement).backgroundColor';
const REPORTS = { SAFETY, LIVENESS, HOSTILE };

for (const [what, report] of Object.entries(REPORTS)) {
  browserTest(`the page opens offline with one request and no complaint: ${what}`, (t, browser) =>
    withPage(browser, { report }, async ({ page, requests, complaints }) => {
      await page.getByRole('slider').press('Home');
      t.is(requests.length, 1, requests.join('\n'));
      t.deepEqual(complaints, []);
      t.is(await page.locator('img').count(), 0, 'text of a target became an element');
    }),
  );

  for (const colorScheme of ['light', 'dark'] as const) {
    browserTest(`axe finds nothing in ${colorScheme}: ${what}`, (t, browser) =>
      // Axe is a script of its own, which the policy of the page forbids.
      withPage(browser, { report, options: { colorScheme, bypassCSP: true } }, async ({ page }) => {
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
  withPage(browser, { report: SAFETY }, async ({ page }) => {
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
  await page.waitForURL(({ hash }) => hash === `#step=${step}`);
  t.true((await page.locator('[aria-live]').textContent())?.endsWith(text));
  t.is(await page.locator('#nodes-title').textContent(), `Nodes after step ${step}`);
  t.deepEqual(await page.locator('tr.now').count(), 1);
  t.is(await page.locator('tr.now').getAttribute('id'), `step=${step}`);
}

browserTest('keys outside of the viewer do nothing', (t, browser) =>
  withPage(browser, { report: SAFETY }, async ({ page }) => {
    await page.locator('body').press('k');
    t.notRegex(page.url(), /#/);
  }),
);

browserTest('an address with a step opens the page at it', (t, browser) =>
  withPage(browser, { report: SAFETY }, async ({ page }) => {
    await page.goto(`${page.url()}#step=2`);
    await page.reload();
    t.is(await page.locator('#nodes-title').textContent(), 'Nodes after step 2');
  }),
);

browserTest('focus on a step marks what led to it', (t, browser) =>
  withPage(browser, { report: SAFETY }, async ({ page }) => {
    const last = reportStream(SAFETY).steps.length;
    await page.locator(`[id="step=${last}"] a`).focus();
    t.true((await page.locator('tr.past').count()) > 0);
    await page.locator('[id="step=1"] a').focus();
    t.is(await page.locator('tr.past').count(), 0, 'nothing led to the first step');
  }),
);

browserTest('without JavaScript the page shows every step and the nodes', (t, browser) =>
  withPage(
    browser,
    { report: LIVENESS, options: { javaScriptEnabled: false } },
    async ({ page }) => {
      for (const { number, text } of reportStream(LIVENESS).steps) {
        t.true(await page.locator(`[id="step=${number}"]`, { hasText: text }).isVisible());
      }
      t.true(await page.locator('table.nodes').isVisible());
    },
  ),
);

browserTest(
  'a long story is told in words without JavaScript, and drawn with it',
  async (t, browser) => {
    const report = longReport(24);
    const { steps } = reportStream(report);
    const options = { javaScriptEnabled: false };
    await withPage(browser, { report, options }, async ({ page }) => {
      for (const { number, text } of steps) {
        t.true(await page.locator(`[id="step=${number}"]`, { hasText: text }).isVisible());
      }
      t.is(await page.locator('#rows svg').count(), 0);
    });
    await withPage(browser, { report }, async ({ page, complaints }) => {
      await page.locator('#rows svg.row').first().waitFor();
      t.is(await page.locator('#rows tr[id]').count(), steps.length);
      await page.getByRole('slider').press('Home');
      await standsAt(t, page, 1, steps[0]?.text ?? '');
      t.true(await page.locator('[id="step=2"]', { hasText: steps[1]?.text ?? '' }).isVisible());
      t.deepEqual(complaints, []);
    });
  },
);

browserTest('lanes that rows refer to are as high as their rows', (t, browser) =>
  withPage(browser, { report: LIVENESS }, async ({ page }) => {
    const heights = await page.evaluate(`
      [...document.querySelectorAll('#rows svg.row')].map((row) => {
        const lane = row.querySelector('use').getBoundingClientRect();
        return [Math.round(row.getBoundingClientRect().height), Math.round(lane.height)];
      })`);
    for (const [row, lane] of heights as readonly (readonly number[])[]) t.is(lane, row);
  }),
);

browserTest('a PDF on A4 has all rows, also of a page that was stepped back', (t, browser) =>
  withPage(browser, { report: LIVENESS, options: { colorScheme: 'dark' } }, async ({ page }) => {
    await page.getByRole('slider').press('Home');
    await page.emulateMedia({ media: 'print' });
    const { steps } = reportStream(LIVENESS);
    t.is(await page.locator('#rows tr[id]:visible').count(), steps.length);
    t.false(await page.locator('.veil').isVisible(), 'the veil would print as grey');
    t.false(await page.locator('#controls').isVisible());
    const paper = await page.evaluate(PAPER);
    t.is(paper, 'rgb(255, 255, 255)', 'paper is white, also for those who read on a dark ground');
    t.true((await page.pdf({ format: 'A4' })).length > 10_000);
  }),
);
