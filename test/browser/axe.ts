// What axe complains about in a page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each violation, with the elements that it is about; the page's policy admits no script tag. */
export async function complaintsOfAxe(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate<AxeResults>(`${AXE}; axe.run()`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
