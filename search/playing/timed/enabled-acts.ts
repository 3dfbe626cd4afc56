/** All that may be done next in a game with clocks: time passes, or something goes wrong. */
import { mayPerform } from '../../../faults/perform.ts';
import { specOf } from '../../../faults/catalogue.ts';
import type { PropertyId } from '../../../properties/property.ts';
import { supports } from '../../../simulator/capabilities.ts';
import type { TraceLine } from '../../../trace/trace.ts';
import type { EnabledDecision, TimedGame } from '../game.ts';
import { actionsIn } from './actions.ts';
import { TimedPlay } from './timed-play.ts';

/** How far ahead a player sees, in longest election timeouts: an election has begun by then. */
const FORESIGHT = 2;
/** So many moments at which something will happen are offered one by one. */
const MAX_MOMENTS = 8;

export function enabledActs(game: TimedGame, play: TimedPlay): readonly EnabledDecision[] {
  const { model } = play.run;
  const proposals = play.path.filter(
    (decision) => decision.kind === 'act' && decision.action.kind === 'propose',
  ).length;
  const actions = actionsIn(game, `c${proposals + 1}`)
    .filter((action) => mayPerform(model, action))
    .filter(({ kind }) => kind !== 'propose' || supports(game.target.capabilities, 'proposals'));
  return [
    ...momentsAhead(game, play),
    ...actions.map((action): EnabledDecision => {
      const says = specOf(action).describe(action, game.nodes);
      return { decision: { kind: 'act', action }, says, lines: [], breaks: [], thrown: null };
    }),
    { decision: { kind: 'finish' }, says: FINISHING, lines: [], breaks: [], thrown: null },
  ];
}

const FINISHING = 'all faults are undone, and the cluster has the time for what it owes';

/** What will happen by itself, at its times; and the whole time that was looked ahead. */
function momentsAhead(game: TimedGame, play: TimedPlay): readonly EnabledDecision[] {
  const { nowMs } = play.run.world;
  const foresightMs = FORESIGHT * game.timing.electionTimeoutMaxMs;
  const path = [...play.path, { kind: 'act', action: elapse(foresightMs) } as const];
  const ahead = new TimedPlay(game, path);
  const lines = ahead.recorder.lines.slice(play.recorder.lines.length);
  const known = new Set(play.run.judged.violations.map(({ property }) => property));
  const broken = ahead.run.judged.violations.filter(({ property }) => !known.has(property));
  const breaksUntil = (untilMs: number): readonly PropertyId[] =>
    broken.filter(({ witness }) => witness.timeMs <= untilMs).map(({ property }) => property);
  const steps = lines.filter(isMoment);
  const delays = steps.map(({ timeMs }) => Math.max(1, Math.ceil(timeMs - nowMs)));
  const moments = [...new Set(delays)].slice(0, MAX_MOMENTS);
  const enabled = (ms: number, says: string | null): EnabledDecision => ({
    decision: { kind: 'act', action: elapse(ms) },
    says,
    lines: lines.filter(({ timeMs }) => timeMs <= nowMs + ms),
    breaks: breaksUntil(nowMs + ms),
    thrown: null,
  });
  const count = `${steps.length} ${steps.length === 1 ? 'thing happens' : 'things happen'}`;
  return [...moments.map((ms) => enabled(ms, null)), enabled(foresightMs, count)];
}

function elapse(ms: number): { readonly kind: 'elapse'; readonly ms: number } {
  return { kind: 'elapse', ms };
}

/** Sending and writing belong to the step before them. */
function isMoment({ event }: TraceLine): boolean {
  switch (event.kind) {
    case 'received':
    case 'timerFired':
    case 'crashed':
    case 'threw':
    case 'lost':
      return true;
    default:
      return false;
  }
}
