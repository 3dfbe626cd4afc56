/** A page from disk, without a network, and what it did that it must not do. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { browserScript } from '../../cli/browser-script.ts';
import { reportStream } from '../../reports/events/stream.ts';
import { renderPage } from '../../reports/page/page.ts';
import { NO_SUPPLEMENT, type PageSupplement } from '../../reports/page/supplement.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';

export interface Watched {
  readonly page: Page;
  readonly requests: readonly string[];
  /** Whatever the console says, errors, and dialogs. */
  readonly complaints: readonly string[];
}

/** What is shown, and how the browser is set. */
export interface Shown {
  readonly report: FindingReport;
  readonly options?: BrowserContextOptions;
  readonly supplement?: Partial<PageSupplement>;
}

/** Opens the page of a report; it is closed, and its file is gone, after `body`. */
export async function withPage(
  browser: Browser,
  { report, options = {}, supplement = {} }: Shown,
  body: (watched: Watched) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-page-'));
  const file = join(folder, 'report.html');
  const whole = { ...NO_SUPPLEMENT, client: browserScript('page'), ...supplement };
  writeFileSync(file, renderPage({ report, stream: reportStream(report), supplement: whole }));
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
