// A page that brings its engine plays without a server, exactly as Node does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { moduleTarget } from '../../adapters/module/user-module.ts';
import { readFinding } from '../../campaign/findings/finding-file.ts';
import { reportCommand } from '../../cli/report-command.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import { SEARCH_FAULTS } from '../../search/exploring/bounds.ts';
import type { Finding } from '../../search/finding.ts';
import type { Position } from '../../search/playing/game.ts';
import { playedFinding } from '../../search/playing/played-finding.ts';
import { play } from '../../search/playing/play.ts';
import { recordSchedule } from '../../search/running/record.ts';
import { fire } from '../../simulator/decide.ts';
import { pureOf, type PureTarget } from '../../simulator/target.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { registered } from '../../targets/registry.ts';
import { sha256 } from '../sha256.ts';
import { browserTest } from './browser.ts';

const FINDING = 'corpus/regressions/one-vote-per-term/7327795ab501.json';
const MAX_BYTES = 300_000;

/** The file that `report --playable` writes, in a folder that ends with the test. */
async function playable(
  t: ExecutionContext,
  finding: string,
  target: readonly string[] = [],
): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(out, { recursive: true, force: true }));
  const told = { json: false, color: 'never', ascii: false };
  await reportCommand(finding, { ...told, format: 'ndjson', playable: true, out, target });
  return join(out, 'playable.html');
}

async function opened(
  t: ExecutionContext,
  browser: Browser,
  file: string,
): Promise<{
  readonly page: Page;
  readonly asked: readonly string[];
  readonly complaints: readonly string[];
}> {
  const context = await browser.newContext();
  t.teardown(() => context.close());
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(file).href);
  await page
    .locator('html.live')
    .waitFor({ timeout: 60_000 })
    .catch(() => t.fail(complaints[0]));
  return { page, asked, complaints };
}

function targetNamed(name: string): PureTarget {
  const entry = registered(name);
  if (entry === undefined) throw new Error(`there is no target ${name}`);
  return pureOf(entry.target);
}

/** What the engine of the page answers. */
function positionIn(page: Page, opening: object, path: readonly unknown[]): Promise<Position> {
  const call = `whitewaterEngine(${JSON.stringify(opening)}).at(${JSON.stringify(path)})`;
  return page.evaluate<Position>(call);
}

browserTest('a finding is played on in one file, without a request', async (t, browser) => {
  const file = await playable(t, FINDING);
  t.true(readFileSync(file).length <= MAX_BYTES, `it has ${readFileSync(file).length} bytes`);
  const { page, asked, complaints } = await opened(t, browser, file);
  await page.locator('[data-broken=one-vote-per-term]').waitFor();
  await page.locator('#back').click();
  await page.locator('[data-broken]').waitFor({ state: 'detached' });
  await page.locator('#search').click();
  await page.locator('[data-broken]').waitFor({ timeout: 60_000 });
  await page.locator('#test').click();
  t.regex(await page.locator('#taken').inputValue(), /Made from finding [0-9a-f]{12};/);
  t.deepEqual(asked, [pathToFileURL(file).href]);
  t.deepEqual(complaints, []);
});

browserTest('the digest of a run in the page equals the digest in Node', async (t, browser) => {
  const playground = await opened(t, browser, resolve('docs/playground.html'));
  const { page, complaints } = await opened(t, browser, await playable(t, FINDING));
  const finding: Finding = await readFinding(resolve(FINDING));
  const { run } = finding;
  if (run.kind !== 'schedule') return t.fail('the finding has a clock');
  const { nodes, timing, decisions } = run;
  const setting = { nodes, timing, fair: SEARCH_FAULTS };
  const names = ['raft', 'tutorial', finding.target, ...MUTANTS.slice(0, 12).map(({ id }) => id)];
  for (const name of names) {
    const target = targetNamed(name);
    const here = play({ ...setting, target }, decisions);
    const there = await positionIn(playground.page, { ...setting, target: name }, decisions);
    t.is(there.digest, here.digest, name);
    t.deepEqual(there, JSON.parse(JSON.stringify(here)), name);
  }
  const target = targetNamed(finding.target);
  const { digest } = recordSchedule(target, run, new Set([finding.property]));
  const there = await positionIn(page, { ...setting, target: finding.target }, decisions);
  t.is(there.digest, digest, 'the violation is the last step of the run');
  t.deepEqual([...complaints, ...playground.complaints], []);
});

const MODULE = `import { pure } from 'whitewater';
const timer = { kind: 'setTimer', timer: 'election', minMs: 400, maxMs: 550 };
const shown = (state) => ({ role: state.role, currentTerm: state.term, votedFor: null });
export const election = pure({
  name: 'leads-at-once',
  boot: () => ({ state: { role: 'follower', term: 0 }, effects: [timer] }),
  step: (state, input) => input.kind === 'timerFired'
    ? { state: { role: 'leader', term: 1 }, effects: [] } : { state, effects: [] },
  view: shown,
  classify: () => ({ kind: 'other', term: 0 }),
});
`;

browserTest('a module of the user is bundled with the page', async (t, browser) => {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const module = join(folder, 'election.mjs');
  writeFileSync(module, MODULE);
  const target = pureOf(await moduleTarget(module));
  const game = { target, nodes: 3, timing: LAB_TIMING, fair: SEARCH_FAULTS };
  const path = [fire(1, 'election'), fire(2, 'election')];
  const finding = await playedFinding(game, path, 'election-safety', sha256);
  const saved = join(folder, 'finding.json');
  writeFileSync(saved, JSON.stringify(finding));
  const file = await playable(t, saved, [module]);
  const { page, complaints } = await opened(t, browser, file);
  t.regex(await page.locator('[data-broken]').first().innerText(), /election-safety/);
  t.deepEqual(complaints, []);
});

browserTest('the playground shows a defect of choice, and plays it on', async (t, browser) => {
  const { page, asked, complaints } = await opened(t, browser, resolve('docs/playground.html'));
  await page.locator('#game').selectOption('half-is-a-quorum');
  await page.locator('h1', { hasText: 'half-is-a-quorum, 4 nodes' }).waitFor();
  await page.locator('[data-broken=leader-has-quorum]').waitFor();
  await page.locator('#back').click();
  await page.locator('[data-broken]').waitFor({ state: 'detached' });
  t.true((await page.locator('button[data-kind=deliver]').count()) > 0);
  t.true(asked.every((address) => address.startsWith('file:')));
  t.deepEqual(complaints, []);
});
