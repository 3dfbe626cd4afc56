/** The playground: every known defect whose shortest run can be searched, to be played on. */
import { createHash } from 'node:crypto';
import { LAB_TIMING } from '../core/timing.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { PropertyId } from '../properties/property.ts';
import type { Opening } from '../reports/page/play-data.ts';
import { playPage } from '../reports/page/play-page.ts';
import { explore } from '../search/exploring/explore.ts';
import { performSchedule } from '../search/running/perform-schedule.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import type { Decision } from '../simulator/decision.ts';
import { MUTANTS } from '../targets/mutants/all.ts';
import type { Mutant } from '../targets/mutants/mutant.ts';
import { raft } from '../targets/raft.ts';
import { browserScript } from './browser-script.ts';
import { claimsOfAll } from './played.ts';

/** The place of the page in the repository. */
export const PLAYGROUND = new URL('../docs/playground.html', import.meta.url);

/** A longer search than these takes minutes; such a defect has to do without a run. */
const MAX_STATES = 400_000;

/** Shortest runs by the name of their target: those of an older page need no search. */
export type KnownRuns = Readonly<Record<string, readonly Decision[]>>;

export function playground(known: KnownRuns): string {
  const script = scriptOf();
  const games = [...MUTANTS.flatMap((mutant) => gameOf(mutant, known)), SOUND];
  const { page } = playPage({ games, claims: claimsOfAll() }, script, ABOVE);
  return page.replace('<head>', `<head>\n<meta name="inputs" content="${inputsHash()}">`);
}

/** Changes whenever the page would: with its scripts, its look, or what is known of a mutant. */
export function inputsHash(): string {
  const known = MUTANTS.map(({ id, title, breaks, shortest }) => ({ id, title, breaks, shortest }));
  const empty = playPage({ games: [SOUND], claims: claimsOfAll() }, '', ABOVE).page;
  const inputs = [scriptOf(), empty, JSON.stringify(known)];
  return createHash('sha256').update(inputs.join('\n')).digest('hex');
}

function scriptOf(): string {
  return `${browserScript('engine')}\n${browserScript('player')}`;
}

const ABOVE =
  '<p>Choose a defect. Its shortest failing run is shown to its end: step back, and decide ' +
  'yourself what happens next. Everything is computed in this page.</p>';

const SOUND: Opening = {
  target: raft.name,
  title: 'nothing wrong: can you break it?',
  nodes: 3,
  timing: LAB_TIMING,
  fair: searchFaultsFairTo(raft.capabilities),
  start: [],
  test: { path: '../..' },
};

/** None of a defect that needs a clock, or a longer search than is made here. */
function gameOf(mutant: Mutant, known: KnownRuns): readonly Opening[] {
  const { id, title, target, breaks, shortest } = mutant;
  const property = propertyNamed(breaks as PropertyId);
  if (shortest === null || property.kind !== 'safety') return [];
  const { nodes } = shortest;
  const start = knownRun(mutant, known[id]) ?? shortestRun(mutant);
  if (start === null) return [];
  const fair = searchFaultsFairTo(target.capabilities);
  const test = { path: '../..' };
  return [{ target: id, title, nodes, timing: LAB_TIMING, fair, start, test }];
}

/** A run that is known already, if it still does what it did. */
function knownRun(
  { target, breaks, shortest }: Mutant,
  decisions: readonly Decision[] | undefined,
): readonly Decision[] | null {
  if (decisions === undefined || shortest === null) return null;
  if (decisions.length !== shortest.decisions) return null;
  const schedule = { nodes: shortest.nodes, timing: LAB_TIMING, decisions };
  const result = performSchedule(target, schedule, { sought: new Set([breaks as PropertyId]) });
  const isBroken = result.violations.some(({ property }) => property === breaks);
  return isBroken && result.skipped.length === 0 ? decisions : null;
}

function shortestRun({ target, breaks, shortest }: Mutant): readonly Decision[] | null {
  if (shortest === null) return null;
  const faults = searchFaultsFairTo(target.capabilities);
  const { nodes, decisions: maxDecisions } = shortest;
  const bounds = { nodes, maxDecisions, maxTerm: null, faults, maxStates: MAX_STATES };
  const properties = [propertyNamed(breaks as PropertyId)];
  const result = explore(target, bounds, { properties, timing: LAB_TIMING, isVerdictOnly: true });
  return result.kind === 'violated' ? result.run : null;
}
