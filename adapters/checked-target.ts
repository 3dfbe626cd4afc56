/**
 * A target that comes from outside, with every answer looked at before the world acts on it: what
 * cannot be is blamed on the target in one line, where it happens. Registered targets are not
 * wrapped, and pay nothing.
 */
import type { WireMeaning } from '../trace/meaning.ts';
import type { DurableView, NodeView } from '../trace/view.ts';
import {
  answerFault,
  durableFault,
  effectsFault,
  KnownAnswers,
  meaningFault,
  viewFault,
} from './answer-fault.ts';
import { freeze, notPlain } from './plain-data.ts';
import { shapeFault } from './target-shape.ts';
import type { Input, Target, Transition } from '../simulator/target.ts';

/** The target broke its contract: the message names it, and the place. The world adds the node. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken';
}

/** What the world holds of a node. Of this, only what is public is written as JSON. */
class CheckedState<State> {
  readonly nodes: number;
  readonly state: State;
  readonly #view: NodeView;

  constructor(nodes: number, state: State, view: NodeView) {
    this.nodes = nodes;
    this.state = state;
    this.#view = view;
  }

  get view(): NodeView {
    return this.#view;
  }
}

/** Marks what is wrapped; a copy with another name is wrapped still. */
const WRAPPED = Symbol('checked');

/**
 * The same target, which throws {@link ContractBroken} if an answer of `target` is none: a view
 * with an impossible role, term, vote or log, an unknown effect, a timer without a duration, a
 * message to nobody, data that is not plain. Throws it at once if `target` is no target at all.
 * Wrapping twice changes nothing.
 */
export function checkedTarget<State>(target: Target<State>): Target {
  const fault = shapeFault(target);
  if (fault !== null) throw new ContractBroken(fault);
  if (WRAPPED in target) return target;
  const checker = new Checker(target);
  const { family, name, capabilities, smallestCluster, load } = target;
  const checked: Target<CheckedState<State>> & { readonly [WRAPPED]: true } = {
    [WRAPPED]: true,
    family,
    name,
    capabilities,
    ...(smallestCluster === undefined ? {} : { smallestCluster }),
    ...(load === undefined ? {} : { load: () => load.call(target) }),
    boot: (identity, durable, circumstances) =>
      checker.booted(identity.nodes, target.boot(identity, durable, circumstances)),
    step: (before, input, localTimeMs) => {
      const transition = target.step(before.state, input, localTimeMs);
      if (localTimeMs === null) checker.asksAgain(before.state, input, transition);
      return checker.stepped(before.nodes, before, transition, input, localTimeMs === null);
    },
    view: ({ view }) => view,
    viewDurable: (record) => checker.durable(target.viewDurable(record)),
    classify: (message) => checker.meaning(target.classify(message)),
  };
  return checked;
}

/** Of steps without a clock the first so many are taken twice, then one in so many. */
const TWICE = 64;

class Checker<State> {
  readonly #target: Target<State>;
  readonly #known = new KnownAnswers();
  #untimedSteps = 0;

  constructor(target: Target<State>) {
    this.#target = target;
  }

  /** A search takes each step once, and believes the answer for good. */
  asksAgain(before: State, input: Input, answer: Transition<State>): void {
    this.#untimedSteps += 1;
    if (this.#untimedSteps > TWICE && this.#untimedSteps % TWICE !== 0) return;
    const again = this.#target.step(before, input, null);
    if (JSON.stringify(again) === JSON.stringify(answer)) return;
    throw this.#broken(input, 'asked again, it answers otherwise: a step rolls no dice');
  }

  booted(nodes: number, transition: Transition<State>): Transition<CheckedState<State>> {
    const { family, name } = this.#target;
    const fault = answerFault(transition);
    // Later states are built of the first one: this is where a Map or a class shows, in time too.
    const obstacle = fault !== null || family === 'live' ? null : notPlain(transition.state);
    if (obstacle !== null) {
      throw new ContractBroken(`${name}: boot: its state holds ${obstacle}, which no JSON can`);
    }
    // What live nodes send each other never is without clocks.
    return this.stepped(nodes, null, transition, null, family !== 'live');
  }

  /** `before` and `input` are null for a boot. Without clocks, messages are known by their JSON. */
  stepped(
    nodes: number,
    before: CheckedState<State> | null,
    transition: Transition<State>,
    input: Input | null,
    isUntimed: boolean,
  ): Transition<CheckedState<State>> {
    const fault = answerFault(transition);
    if (fault !== null) throw this.#broken(input, fault);
    const { state, effects } = transition;
    const obstacle = isUntimed && input !== null ? notPlain(state) : null;
    if (obstacle !== null) {
      throw this.#broken(input, `its state holds ${obstacle}, which no JSON can`);
    }
    // Whoever writes to a state would change what a search has seen.
    if (isUntimed) freeze(state);
    const wrong = effectsFault(effects, nodes, isUntimed, this.#known);
    if (wrong !== null) throw this.#broken(input, wrong);
    const view = this.#target.view(state);
    if (before !== null && before.state === state && before.view === view) {
      return { state: before, effects };
    }
    const unseen = viewFault(view, before === null ? null : before.view, nodes, this.#known);
    if (unseen !== null) throw this.#broken(input, `its view: ${unseen}`);
    return { state: new CheckedState(nodes, state, view), effects };
  }

  durable(view: DurableView): DurableView {
    const fault = durableFault(view, this.#known);
    if (fault === null) return view;
    throw new ContractBroken(`${this.#target.name}: viewDurable: ${fault}`);
  }

  meaning(meaning: WireMeaning): WireMeaning {
    const fault = meaningFault(meaning);
    if (fault === null) return meaning;
    throw new ContractBroken(`${this.#target.name}: classify: ${fault}`);
  }

  #broken(input: Input | null, fault: string): ContractBroken {
    return new ContractBroken(`${this.#target.name}: ${placeOf(input)}: ${fault}`);
  }
}

/** In which answer. */
function placeOf(input: Input | null): string {
  switch (input?.kind) {
    case undefined:
      return 'boot';
    case 'received':
      return `step, message from n${input.from}`;
    case 'timerFired':
      return `step, timer ${input.timer}`;
    case 'proposed':
      return `step, proposal ${input.command}`;
  }
}
