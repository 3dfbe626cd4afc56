/** What `play` plays: a finding, a schedule that was saved from a game, or a target. */
import { readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { lookedAt } from '../campaign/findings/place.ts';
import type { GameClock, PlayRequest } from '../campaign/threads/play-job.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import type { Opening, PlayData, TestPlace } from '../reports/page/play-data.ts';
import type { Finding } from '../search/finding.ts';
import { decisionsOf } from '../search/running/decisions-of.ts';
import type { Path } from '../search/playing/game.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import { isPure, type Timing } from '../simulator/target.ts';
import { registered } from '../targets/registry.ts';
import { targetOf, type Found } from './bring-targets.ts';
import { isPath, type ExternalTarget } from './external-target.ts';
import type { Interrupt } from './interrupt.ts';
import { loggedFinding } from './logged-report.ts';
import { perform } from './performing.ts';
import { parseCount } from './quantity.ts';
import { savedAt, type SavedRun } from './saved-run.ts';
import { targetNamed } from './target-named.ts';

/** A run that is played on. */
type Played = Pick<Finding, 'target' | 'run' | 'property'>;

/** Where a game begins: of a target alone, or with a run. */
export type Beginning =
  | { readonly kind: 'target'; readonly name: string | null }
  | { readonly kind: 'run'; readonly finding: Played; readonly isFinding: boolean };

/** Throws a refusal of one line if it is neither a target nor a run. */
export async function beginningOf(what: string | undefined, out: string): Promise<Beginning> {
  if (what === undefined) return { kind: 'target', name: null };
  if (registered(what) !== undefined) return { kind: 'target', name: what };
  if (isModule(what)) return { kind: 'target', name: what };
  const schedule = what.endsWith('.json') ? await scheduleIn(what) : null;
  if (schedule !== null) return { kind: 'run', finding: schedule, isFinding: false };
  if (/^[a-z-]*[g-z][a-z-]*$/.test(what)) return { kind: 'target', name: targetNamed(what).name };
  return { kind: 'run', finding: playedFrom(await savedAt(what, out)), isFinding: true };
}

function playedFrom(saved: SavedRun): Played {
  switch (saved.kind) {
    case 'finding':
      return saved.finding;
    case 'unshrunk':
      return { target: saved.unshrunk.target, ...saved.unshrunk.failure };
    case 'log':
      return loggedFinding(saved, registered(saved.log.target) ?? null);
  }
}

export function isModule(what: string): boolean {
  return isPath(what) && /\.(?:[mc]?js|m?ts)$/.test(what);
}

/** A schedule that was saved from a game; null for another file, such as a finding. */
async function scheduleIn(file: string): Promise<Played | null> {
  const text = lookedAt(file, () => readFileSync(file, 'utf8'));
  const saved = parsed(text);
  if (saved === null || saved['schedule'] !== 1) return null;
  const [{ parseSchedule }, { InvalidScenario, parseScenario }] = await Promise.all([
    import('../campaign/findings/schedule-schema.ts'),
    import('../faults/scenario-schema.ts'),
  ]);
  const { target, run } = saved;
  if (typeof target !== 'string') throw new Refusal(`${file}: target: must be a name`);
  try {
    const { kind, ...rest } = (run ?? {}) as Readonly<Record<string, unknown>>;
    const isTimed = kind === 'scenario';
    return {
      target,
      property: 'never-throws',
      run: isTimed
        ? { kind, ...parseScenario(rest) }
        : { kind: 'schedule', ...parseSchedule(rest) },
    };
  } catch (error) {
    const isRefused = error instanceof Refusal || error instanceof InvalidScenario;
    throw isRefused ? new Refusal(`${file}: ${error.message}`) : error;
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' ? (json as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
}

/** What was asked for besides. */
export interface Asked {
  readonly nodes: string | undefined;
  readonly stepLimitMs: number;
  readonly interrupt: Interrupt;
}

/** What the page opens with, and what the game is requested with. */
export interface OpenedGame {
  readonly opening: Opening;
  readonly request: Omit<PlayRequest, 'standing'>;
}

/** Throws a refusal of one line if there is no game of the target. */
export async function openingOf(
  beginning: Beginning,
  externalTargets: readonly ExternalTarget[],
  asked: Asked,
): Promise<OpenedGame> {
  const found = foundOf(beginning, externalTargets);
  const { entry, externalTarget } = found;
  const { nodes, timing, start, clock } = await positionOf(beginning, found, asked);
  const requested = externalTarget?.request ?? { target: entry.name };
  const fair = searchFaultsFairTo(entry.target.capabilities);
  const test = testPlaceOf(externalTarget);
  const { name: target, title } = entry;
  return {
    opening: { target, title, nodes, timing, clock, fair, start, test },
    request: { ...requested, nodes, timing, clock, fair },
  };
}

/** Of each property, what it claims. */
export function claimsOfAll(): PlayData['claims'] {
  return Object.fromEntries(PROPERTIES.map(({ id, claim }) => [id, claim]));
}

function foundOf(beginning: Beginning, externalTargets: readonly ExternalTarget[]): Found {
  if (beginning.kind === 'run') return targetOf(beginning.finding.target, externalTargets);
  const { name } = beginning;
  const [externalTarget] = externalTargets;
  const isExternal = name === null || isModule(name);
  if (!isExternal) return { entry: targetNamed(name), externalTarget: null };
  if (externalTarget !== undefined) return { entry: externalTarget.entry, externalTarget };
  throw new Refusal('name a finding or a target, or start one with --exec "<command>"');
}

interface FirstPosition {
  readonly nodes: number;
  readonly timing: Timing;
  readonly start: Path;
  /** Live code is played in time. */
  readonly clock: GameClock | undefined;
}

/** The luck of a game with clocks that no run has given. */
const FIRST_CLOCK: GameClock = { seed: 1, settings: DEFAULT_NETWORK };

/** The run of a finding from its end; of a run with a clock, what its clock decided. */
async function positionOf(
  beginning: Beginning,
  { entry, externalTarget }: Found,
  { nodes, stepLimitMs, interrupt }: Asked,
): Promise<FirstPosition> {
  if (beginning.kind === 'target') {
    const [usual = 3] = entry.nodes;
    const size = nodes === undefined ? usual : parseCount('--nodes', nodes, MAX_NODES);
    const { smallestCluster = 1 } = entry.target;
    if (size < smallestCluster) {
      throw new Refusal(`--nodes ${size}: ${entry.name} needs at least ${smallestCluster}`);
    }
    const clock = isPure(entry.target) ? undefined : FIRST_CLOCK;
    const { timing = LAB_TIMING } = entry.target;
    return { nodes: size, timing, start: [], clock };
  }
  if (nodes !== undefined) throw new Refusal('--nodes: a run has the nodes that it was made with');
  const { run } = beginning.finding;
  if (run.kind === 'schedule') return { ...run, start: run.decisions, clock: undefined };
  const { seed, settings, actions } = run;
  if (!isPure(entry.target)) {
    const acts = actions.map((action) => ({ kind: 'act', action }) as const);
    const start = beginning.isFinding ? [...acts, { kind: 'finish' } as const] : acts;
    return { ...run, start, clock: { seed, settings } };
  }
  const ended = await perform(beginning.finding, entry, externalTarget, { interrupt, stepLimitMs });
  if (ended.kind !== 'done') throw new Refusal('its run cannot be performed to its end');
  return {
    nodes: run.nodes,
    timing: run.timing,
    start: decisionsOf(ended.recording.trace),
    clock: undefined,
  };
}

/** From the folder where `pin --as-test` puts tests; in a checkout alone, and of no program. */
function testPlaceOf(externalTarget: ExternalTarget | null): TestPlace | null {
  if (!import.meta.url.endsWith('.ts')) return null;
  if (externalTarget === null) return { path: '../..' };
  if (externalTarget.path === null) return null;
  const module = relative(resolve('test/regressions'), resolve(externalTarget.path));
  return { path: '../..', module: module.split(sep).join('/') };
}
