// A game in a real browser: from a finding to a new violation to a saved test.
import { readFileSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { serveGame } from '../../campaign/play/game-server.ts';
import { claimsOfAll } from '../../cli/played.ts';
import { browserScript } from '../../cli/browser-script.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import { playPage } from '../../reports/page/play-page.ts';
import type { Opening } from '../../reports/page/play-data.ts';
import { SEARCH_FAULTS } from '../../search/exploring/bounds.ts';
import type { Path } from '../../search/playing/game.ts';
import { replayFinding } from '../../search/running/replay.ts';
import type { Finding } from '../../search/finding.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { deliver, fire } from '../../simulator/decide.ts';
import { registered } from '../../targets/registry.ts';
import { complaintsOfAxe } from './axe.ts';
import { browserTest } from './browser.ts';

const TARGET = 'votes-without-memory';
const REQUEST = { kind: 'requestVote', term: 1, candidateId: 2, lastLogIndex: 0, lastLogTerm: 0 };
const VIOLATION: Path = [fire(2, 'election'), fire(1, 'election'), deliver(2, 1, REQUEST)];

/** What has the focus: by its id, its class or its tag. */
const FOCUSED =
  '(({ id, className, tagName }) => id || className || tagName)(document.activeElement)';

function openingOf(start: Path): Opening {
  const title = `${TARGET}: <b onclick="alert(1)">a title</b>`;
  return {
    target: TARGET,
    title,
    nodes: 3,
    timing: LAB_TIMING,
    fair: SEARCH_FAULTS,
    start,
    test: { path: '../..' },
  };
}

/** The address of a game that ends with the test. */
async function served(t: ExecutionContext, start: Path): Promise<string> {
  const game = { target: TARGET, nodes: 3, timing: LAB_TIMING, fair: SEARCH_FAULTS };
  const page = playPage(
    { games: [openingOf(start)], claims: claimsOfAll() },
    browserScript('player'),
  );
  const { url, close } = await serveGame(game, page);
  t.teardown(close);
  return url;
}

/** A tab of its own; what it complains about is kept. */
async function tabOf(
  t: ExecutionContext,
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({ acceptDownloads: true, colorScheme });
  t.teardown(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (said) => {
    if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  await page.locator('html.live').waitFor({ timeout: 60_000 });
  return { page, complaints };
}

function rowsIn(page: Page): Promise<readonly string[]> {
  return page.locator('#path tr[id] .words').allInnerTexts();
}

browserTest('from a finding to a new violation to a saved test', async (t, browser) => {
  const { page, complaints } = await tabOf(t, browser, await served(t, VIOLATION));
  await page.locator('[data-broken=one-vote-per-term]').waitFor();
  t.is((await rowsIn(page)).length, 3);
  await page.locator('#back').click();
  await page.locator('[data-broken]').waitFor({ state: 'detached' });
  t.is((await rowsIn(page)).length, 2);
  await page.locator('button[data-kind=fire]', { hasText: 'n3 election' }).click();
  await page.locator('#status', { hasText: 'after 3 decisions' }).waitFor();
  t.regex(await page.locator('#branches').innerText(), /3 decisions, another way after 2/);
  await page.locator('[data-compare="0"]').click();
  t.regex(await page.locator('.differs').innerText(), /3 ≠ first difference/);
  await page.locator('#search').click();
  await page.locator('[data-broken]').waitFor({ timeout: 60_000 });
  t.true((await rowsIn(page)).length > 3, 'the search went on from the new branch');
  await page.locator('#shrink').click();
  await page.locator('#status', { hasText: 'shrunk from' }).waitFor({ timeout: 60_000 });
  const download = page.waitForEvent('download');
  await page.locator('#save').click();
  const file = await (await download).path();
  const finding = JSON.parse(readFileSync(file, 'utf8')) as Finding;
  const target = registered(TARGET)?.target;
  if (target === undefined) return t.fail(`${TARGET} is gone`);
  t.true(replayFinding(target, finding).same, 'the saved finding replays');
  await page.locator('#test').click();
  const source = await page.locator('#taken').inputValue();
  t.regex(source, new RegExp(`Made from finding ${finding.id}`));
  t.regex(source, /performSchedule\(entry\.target, schedule, \{ sought \}\)/);
  t.deepEqual(complaints, []);
});

browserTest(
  'a row of the path leads back to it, and what came later can be made again',
  async (t, browser) => {
    const { page } = await tabOf(t, browser, await served(t, VIOLATION));
    await page.locator('[id="step=1"]').click();
    await page.locator('#status', { hasText: 'after 1 decision,' }).waitFor();
    await page.locator('#forward').click();
    await page.locator('#forward').click();
    await page.locator('[data-broken=one-vote-per-term]').waitFor();
    t.true(await page.locator('#forward').isDisabled());
  },
);

browserTest('live code is played in time, up to a fault and back', async (t, browser) => {
  const clock = { seed: 1, settings: DEFAULT_NETWORK };
  const game = { target: 'raft-live', nodes: 3, timing: LAB_TIMING, fair: [], clock };
  const opening = { ...game, title: 'a control', start: [], test: null };
  const page = playPage({ games: [opening], claims: claimsOfAll() }, browserScript('player'));
  const { url, close } = await serveGame(game, page);
  t.teardown(close);
  const tab = await tabOf(t, browser, url);
  const status = (text: string | RegExp): Promise<void> =>
    tab.page.locator('#status', { hasText: text }).waitFor();
  await tab.page.locator('button[data-kind=elapse]').last().click();
  await status('after 1 decision, at 1100 ms');
  await tab.page.locator('#nodes .chip.leader').first().waitFor();
  await tab.page.locator('button[data-kind=crash]', { hasText: 'crash n1' }).click();
  await status('after 2 decisions, at 1100 ms');
  await tab.page.locator('#nodes .chip.fault').waitFor();
  await tab.page.locator('button[data-kind=rejoin]').click();
  await tab.page.locator('#nodes .chip.fault').waitFor({ state: 'detached' });
  await tab.page.locator('button[data-kind=finish]').click();
  await tab.page.getByText('The run has ended.').waitFor();
  await tab.page.locator('#back').click();
  await status('after 3 decisions, at 1100 ms');
  t.true(await tab.page.locator('#shrink').isDisabled());
  t.deepEqual(await complaintsOfAxe(tab.page), []);
  t.deepEqual(tab.complaints, []);
});

browserTest('a game can be played with the keyboard alone', async (t, browser) => {
  const { page } = await tabOf(t, browser, await served(t, []));
  const first = page.locator('button[data-kind=fire]').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.locator('#status', { hasText: 'after 1 decision,' }).waitFor();
  const reached = new Set<string>();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate<string>(FOCUSED);
    reached.add(name);
  }
  for (const name of ['back', 'search', 'searched', 'save', 'path', 'SUMMARY', 'nodes']) {
    t.true(reached.has(name), `Tab does not reach ${name}, but ${[...reached].join()}`);
  }
});

browserTest('two tabs play on their own', async (t, browser) => {
  const url = await served(t, []);
  const [one, other] = [await tabOf(t, browser, url), await tabOf(t, browser, url)];
  const click = (page: Page, name: string): Promise<void> =>
    page.locator('button[data-kind=fire]', { hasText: name }).click();
  await Promise.all([click(one.page, 'n1 election'), click(other.page, 'n2 election')]);
  for (const { page } of [one, other]) {
    await page.locator('#status', { hasText: 'after 1 decision,' }).waitFor();
  }
  t.regex((await rowsIn(one.page))[0] ?? '', /^n1 /);
  t.regex((await rowsIn(other.page))[0] ?? '', /^n2 /);
});

browserTest('what a target is called stays text', async (t, browser) => {
  const { page, complaints } = await tabOf(t, browser, await served(t, []));
  t.is(await page.locator('b[onclick]').count(), 0);
  t.regex(await page.locator('.which').innerText(), /<b onclick="alert\(1\)">/);
  t.deepEqual(complaints, []);
});

browserTest('axe finds nothing to complain about, in light and in dark', async (t, browser) => {
  const url = await served(t, VIOLATION);
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await tabOf(t, browser, url, colorScheme);
    await page.locator('[data-broken]').waitFor();
    await page.locator('#back').click();
    await page.locator('[data-broken]').waitFor({ state: 'detached' });
    await page.locator('button[data-kind=fire]', { hasText: 'n3 election' }).click();
    await page.locator('[data-compare="0"]').click();
    await page.locator('.differs').waitFor();
    t.deepEqual(await complaintsOfAxe(page), []);
  }
});
