/**
 * A game in a thread of its own: each call is answered by performing its path from the beginning.
 */
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { PropertyId } from '../../properties/property.ts';
import type { Finding } from '../../search/finding.ts';
import type { SearchFault } from '../../search/exploring/bounds.ts';
import type { Game, Path, Position, TimedGame } from '../../search/playing/game.ts';
import type { SearchedOn } from '../../search/playing/search-on.ts';
import type { ShrunkPath } from '../../search/playing/shrink-path.ts';
import { endsWhere } from '../../search/running/ends-where.ts';
import { pureOf, type Target, type Timing } from '../../simulator/target.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { inThread, type AtCommand, type Ended, type Commanded } from './thread.ts';

export interface PlayRequest extends TargetRequest {
  readonly nodes: number;
  readonly timing: Timing;
  readonly fair: readonly SearchFault[];
  /** Luck and links of a cluster with clocks; absent: the player makes all decisions. */
  readonly clock?: GameClock | undefined;
  /** Requests in which the target is known to stand still: they are not made again. */
  readonly standing: readonly string[];
}

/** What a cluster with clocks has besides. */
export type GameClock = Pick<TimedGame, 'seed' | 'settings'>;

/** What a player can ask. */
export type PlayCall =
  | { readonly kind: 'at'; readonly path: Path }
  | { readonly kind: 'shrink'; readonly path: Path; readonly property: PropertyId }
  | { readonly kind: 'search'; readonly path: Path; readonly decisions: number }
  | { readonly kind: 'finding'; readonly path: Path; readonly property: PropertyId };

/** What each of them is answered. */
export interface PlayAnswers {
  readonly at: Position;
  readonly shrink: ShrunkPath | null;
  readonly search: SearchedOn;
  readonly finding: Finding | null;
}

export type PlayAnswer = PlayAnswers[keyof PlayAnswers];

/** What the playing thread says. */
export type PlayEvent =
  /** The target is about to be asked this. */
  | { readonly kind: 'asking'; readonly request: string }
  | { readonly kind: 'answered'; readonly answer: PlayAnswer }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done' };

type DonePlay = Extract<PlayEvent, { readonly kind: 'done' }>;

/** Calls are sent to it one by one: the next one once the one before is answered. */
export function playInThread(
  request: PlayRequest,
  onEvent: (event: Exclude<PlayEvent, DonePlay>) => void,
): Commanded<Ended<DonePlay>, PlayCall> {
  return inThread<PlayEvent, PlayCall>('play', request, onEvent);
}

/** A search and a shrinking may take so long. */
const BUDGET_MS = 10_000;
const MAX_STATES = 1_000_000;
const MAX_EXECUTIONS = 10_000;
const MAX_RUNS = 2_000;

/** The other end, in the thread. */
export async function performPlay(
  request: PlayRequest,
  { board, tell, hear }: AtCommand<PlayEvent, PlayCall>,
): Promise<void> {
  const { target } = await requestedTarget(request, board);
  hear((call) => {
    const heeded = heedful(target, request, call, tell);
    performed(heeded, request, call).then(
      (answer) => tell({ kind: 'answered', answer }),
      (error: unknown) => tell({ kind: 'failed', message: lineOf(error) }),
    );
  });
}

function performed(target: Target, request: PlayRequest, call: PlayCall): Promise<PlayAnswer> {
  const { nodes, timing, fair, clock } = request;
  return clock === undefined
    ? answered({ target: pureOf(target), nodes, timing, fair }, call)
    : answeredInTime({ target, nodes, timing, ...clock }, call);
}

/** Live code is performed outside of every promise job. */
async function answeredInTime(game: TimedGame, call: PlayCall): Promise<PlayAnswer> {
  const [{ inMacrotask }, { playInTime }, { searchInTime }, { findingInTime }] = await Promise.all([
    import('../../adapters/live/macrotask.ts'),
    import('../../search/playing/timed/play-in-time.ts'),
    import('../../search/playing/timed/search-in-time.ts'),
    import('../../search/playing/timed/finding-in-time.ts'),
  ]);
  const { path } = call;
  switch (call.kind) {
    case 'at':
      return plainPosition(await inMacrotask(() => playInTime(game, path)));
    case 'search': {
      const endMs = performance.now() + BUDGET_MS;
      const shouldStop = (): boolean => performance.now() > endMs;
      const limits = { runs: MAX_RUNS, maxActions: call.decisions, shouldStop };
      return inMacrotask(() => searchInTime(game, path, limits));
    }
    case 'shrink':
      throw new Error('runs with a clock are shrunk by the command: save it, then shrink the file');
    case 'finding':
      return inMacrotask(() => findingInTime(game, path, call.property, sha256));
  }
}

async function answered(game: Game, call: PlayCall): Promise<PlayAnswer> {
  const endMs = performance.now() + BUDGET_MS;
  const shouldStop = (): boolean => performance.now() > endMs;
  switch (call.kind) {
    case 'at': {
      const { play } = await import('../../search/playing/play.ts');
      return plainPosition(play(game, call.path));
    }
    case 'search': {
      const { searchOn } = await import('../../search/playing/search-on.ts');
      const { path, decisions } = call;
      return searchOn(game, path, { decisions, maxStates: MAX_STATES, shouldStop });
    }
    case 'shrink': {
      const { shrinkPath } = await import('../../search/playing/shrink-path.ts');
      const limits = { maxExecutions: MAX_EXECUTIONS, maxStates: MAX_STATES, shouldStop };
      return shrinkPath(game, call.path, call.property, limits);
    }
    case 'finding': {
      const { playedFinding } = await import('../../search/playing/played-finding.ts');
      return playedFinding(game, call.path, call.property, sha256);
    }
  }
}

/** Messages and views of code from outside may hold more than can be sent. */
async function plainPosition(position: Position): Promise<Position> {
  const { plainTrace } = await import('./recorded-trace.ts');
  const enabled = position.enabled.map((one) => ({ ...one, lines: plainTrace(one.lines) }));
  const plain = { ...position, trace: plainTrace(position.trace), enabled };
  return JSON.parse(JSON.stringify(plain)) as Position;
}

/**
 * Code from outside may stand still: what it is asked is told beforehand, and what it is known to
 * stand still in is not asked again. A search asks too often for that.
 */
function heedful(
  target: Target,
  { module, standing }: PlayRequest,
  { kind }: PlayCall,
  tell: (event: PlayEvent) => void,
): Target {
  if (module === undefined) return target;
  const isTold = kind === 'at' || kind === 'finding';
  if (!isTold && standing.length === 0) return target;
  const known = new Set(standing);
  return endsWhere(target, (_, contentOf) => {
    const request = contentOf();
    if (known.has(request)) return true;
    if (isTold) tell({ kind: 'asking', request });
    return false;
  });
}

function sha256(text: string): Promise<string> {
  return Promise.resolve(createHash('sha256').update(text).digest('hex'));
}

function lineOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
