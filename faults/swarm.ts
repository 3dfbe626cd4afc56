/**
 * Swarm testing (Groce et al., 2012): a run that mixes everything hides what a few faults alone
 * would show. So each run is drawn from one of several swarms, and a swarm knows only a few kinds.
 */
import fc from 'fast-check';
import { between, draw, happens, Purpose, wordOf } from '../simulator/luck.ts';
import type { World } from '../simulator/world.ts';
import type { ActionKind } from './action.ts';
import { ACTIONS } from './catalogue.ts';
import { ActionCommand } from './command.ts';
import { elapse } from './elapse.ts';
import type { ActionSpec, Pace } from './action-spec.ts';
import type { Model } from './model.ts';

/** How many swarms there are to draw from. */
const SWARMS = 8;

/**
 * That a swarm has a kind: two or three of all. A vote that is forgotten in a crash was found about
 * three times as often as with half of all kinds in each swarm.
 */
const CHANCE_PERCENT = 20;

export interface SwarmKinds {
  /** What may be drawn. Elapsing, and what undoes an allowed fault, is always allowed. */
  readonly kinds: readonly ActionKind[];
  /** Decides which actions each swarm has, and how often. */
  readonly seed: number;
}

export interface SwarmOptions extends SwarmKinds {
  /** Of one run; the number of commands is uniform from 0 to this. */
  readonly maxCommands: number;
  readonly timing: Pace;
}

/** How often a kind of action is drawn, beside the others of its swarm. */
export interface Share {
  readonly spec: ActionSpec;
  readonly weight: number;
}

/** Draws command sequences. fast-check's are mutable, so each check needs one of its own. */
export function commandsArbitrary(
  options: SwarmOptions,
): fc.Arbitrary<Iterable<fc.Command<Model, World>>> {
  const { maxCommands, timing } = options;
  // Without the size, ten commands at most would be drawn however many are allowed.
  const limits = { size: 'max', maxCommands } as const;
  const swarms = swarmsOf(options).map((shares) => {
    const choices = shares.map(({ spec, weight }) => {
      const arbitrary = spec.arbitrary(timing).map((action) => new ActionCommand(action));
      return { arbitrary, weight };
    });
    return fc.commands<Model, World>([fc.oneof(...choices)], limits);
  });
  return fc.oneof(...swarms);
}

/** What each swarm draws from. The first has all that is allowed. */
export function swarmsOf({ kinds, seed }: SwarmKinds): readonly (readonly Share[])[] {
  const remedies = new Set(ACTIONS.map(({ remedy }) => remedy));
  const allowed = ACTIONS.filter(
    (spec) => kinds.includes(spec.kind) && spec !== elapse && !remedies.has(spec.kind),
  );
  return Array.from({ length: SWARMS }, (_, swarm) => {
    const some = allowed.filter(({ kind }) =>
      happens(draw(seed, Purpose.swarm, swarm, wordOf(kind), 1), CHANCE_PERCENT),
    );
    const shares = (swarm === 0 || some.length === 0 ? allowed : some).map((spec) => ({
      spec,
      weight: between(draw(seed, Purpose.swarm, swarm, wordOf(spec.kind), 2), 1, 4),
    }));
    return withElapse([...shares, ...remediesFor(shares)]);
  });
}

/**
 * Measured against all that it undoes: what undoes everything comes less often, so that trouble
 * lasts; what names a node comes more often, for mostly that node is well.
 */
function remediesFor(shares: readonly Share[]): Share[] {
  return ACTIONS.flatMap((spec) => {
    const undone = total(shares.filter((share) => share.spec.remedy === spec.kind));
    const weight = Math.ceil('node' in spec.fields ? undone * 2 : undone / 2);
    return weight > 0 ? [{ spec, weight }] : [];
  });
}

/** A third of all commands lets time pass, so that what was done has consequences. */
function withElapse(shares: readonly Share[]): Share[] {
  return [{ spec: elapse, weight: Math.max(1, Math.ceil(total(shares) / 2)) }, ...shares];
}

function total(shares: readonly Share[]): number {
  return shares.reduce((sum, { weight }) => sum + weight, 0);
}
