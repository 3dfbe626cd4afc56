/** Tells what a target throws from what anyone else does. */
import {
  endsAllRuns,
  type Identity,
  type Input,
  type PureTarget,
  type Transition,
} from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, NodeView } from '../../trace/view.ts';

/** The target threw; the cause is what. */
export class TargetThrew extends Error {
  override readonly name = 'TargetThrew';
}

/**
 * The same target; whatever it throws comes as {@link TargetThrew}. One method per question and no
 * functions made on the way: each is asked a million times a second.
 */
export class AttributedTarget {
  readonly #target: PureTarget;

  constructor(target: PureTarget) {
    this.#target = target;
  }

  boot(identity: Identity, durable: unknown): Transition<unknown> {
    try {
      return this.#target.boot(identity, durable);
    } catch (cause) {
      throw attributed('it booted', cause);
    }
  }

  step(state: unknown, input: Input): Transition<unknown> {
    try {
      return this.#target.step(state, input, null);
    } catch (cause) {
      throw attributed('it took a step', cause);
    }
  }

  view(state: unknown): NodeView {
    try {
      return this.#target.view(state);
    } catch (cause) {
      throw attributed('it was looked at', cause);
    }
  }

  viewDurable(record: unknown): DurableView {
    try {
      return this.#target.viewDurable(record);
    } catch (cause) {
      throw attributed('its disk was looked at', cause);
    }
  }

  classify(message: unknown): WireMeaning {
    try {
      return this.#target.classify(message);
    } catch (cause) {
      throw attributed('it sent a message', cause);
    }
  }
}

/** What ends all runs is nothing that the target threw. */
function attributed(doing: string, cause: unknown): unknown {
  return endsAllRuns(cause) ? cause : new TargetThrew(doing, { cause });
}
