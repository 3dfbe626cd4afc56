/** What every kind of action has to say for itself. Each kind has a file of its own. */
import type { Arbitrary } from 'fast-check';
import type { Capabilities } from '../simulator/capabilities.ts';
import type { World } from '../simulator/world.ts';
import type { Action, ActionKind } from './action.ts';
import type { Field } from './field.ts';
import type { Model } from './model.ts';

/**
 * Short prefix of an action's number in reports: `P1` is the first cut. P cuts links, X crashes,
 * Z pauses nodes, S skews clocks, N disturbs the network, K slows down disks, R repairs, Q is a
 * client's request, E elapsed time. F, C and L are the roles of Raft.
 */
export type Letter = 'P' | 'X' | 'Z' | 'S' | 'N' | 'K' | 'R' | 'Q' | 'E';

/** The pace of the target, which drawn times go by. */
export interface Pace {
  readonly electionTimeoutMaxMs: number;
}

/** One kind of action: its meaning, its limits, how it is drawn and how it is made simpler. */
export interface ActionSpec<A extends Action = Action> {
  readonly kind: A['kind'];
  /** What it does, in one line. */
  readonly title: string;
  readonly letter: Letter;
  /** The promise of a target that it breaks; a target that does not promise it is spared. */
  readonly breaks: keyof Capabilities | null;
  /** The action that undoes it, if one does before everything heals. */
  readonly remedy: ActionKind | null;
  /** What a scenario may say; the drawn range is often narrower. */
  readonly fields: { readonly [Name in Exclude<keyof A, 'kind'>]: Field };
  /** Draws actions; shrinks towards simple ones. */
  arbitrary(pace: Pace): Arbitrary<A>;
  /** Whether it would change anything now; if not it is dropped. */
  applies(model: Model, action: A): boolean;
  /** Only ever called where it applies. */
  perform(world: World, model: Model, action: A): void;
  /** A short clause for people: "cut n1 from n2, n3". */
  describe(action: A, nodes: number): string;
  /** Simpler actions of its kind to try in its place, boldest first. */
  simpler(action: A): readonly A[];
}
