/**
 * A target that comes from outside, with every answer checked before the world acts on it: an
 * impossible answer is reported as the target's fault, in one line, where it happens. Registered
 * targets are not wrapped, and pay nothing.
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
import { compareAnswers, Sample } from './asked-twice.ts';
import { freeze, notPlain } from './plain-data.ts';
import { shapeFault } from './target-shape.ts';
import { MAX_STATE_DEPTH } from '../simulator/contract.ts';
import type { Input, Target, TermData, Transition } from '../simulator/target.ts';

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

/** How closely an answer is looked at. */
interface Looks {
  /** State and messages, to their ends: without clocks they are known by their JSON. */
  readonly isWhole: boolean;
  readonly isFrozen: boolean;
}

/** Marks what is wrapped; a copy with another name is wrapped still. */
const WRAPPED = Symbol('checked');

interface Wrapped {
  /** The name that it was wrapped with. */
  readonly [WRAPPED]: string;
}

/**
 * The same target, which throws {@link ContractBroken} if an answer of `target` is none: a view
 * with an impossible role, term, vote or log, an unknown effect, a timer without a duration, a
 * message to no node, data that is not plain. It throws AnsweredDifferently if a pure target gives
 * two answers to one request. Throws ContractBroken at once if `target` is no target at all.
 * Wrapping twice changes nothing.
 */
export function checkedTarget<State>(target: Target<State>): Target {
  // A program has a name that no other target may have.
  if (isWrapped(target) && target[WRAPPED] === target.name) return target;
  const fault = shapeFault(target);
  if (fault !== null) throw new ContractBroken(fault);
  return isWrapped(target) ? target : checkedAnswers(target, IN_THIS_PROCESS);
}

function isWrapped(target: unknown): target is Target & Wrapped {
  return typeof target === 'object' && target !== null && WRAPPED in target;
}

/** How answers of a target reach us. */
export interface AnswerSource<State> {
  /** What the target itself calls its state. */
  readonly ownState: (state: State) => unknown;
  /** Whether messages are looked at to their ends in runs with a clock, too. */
  readonly isSlow: boolean;
  /** Whether some requests are made twice here; default: those to a pure target are. */
  readonly isAskedTwice?: boolean;
  /** States are made by an adapter, with a JSON of their own: there is nothing to look for. */
  readonly makesStates?: true;
  /** After the first ones, one request in so many is made twice. */
  readonly interval?: number;
}

const IN_THIS_PROCESS: AnswerSource<unknown> = { ownState: (state) => state, isSlow: false };

/** The same for a target whose name and functions need no look. */
export function checkedAnswers<State>(
  target: Target<State>,
  source: AnswerSource<State>,
): Target<CheckedState<State>> {
  const checker = new Checker(target, source);
  const { family, name, capabilities, smallestCluster, isConcurrent, timing, load } = target;
  const checked: Target<CheckedState<State>> & Wrapped = {
    [WRAPPED]: name,
    family,
    name,
    capabilities,
    ...(smallestCluster === undefined ? {} : { smallestCluster }),
    ...(isConcurrent === undefined ? {} : { isConcurrent }),
    ...(timing === undefined ? {} : { timing }),
    ...(load === undefined ? {} : { load: () => load.call(target) }),
    boot: (identity, durable, circumstances) =>
      checker.boot(identity.nodes, () => target.boot(identity, durable, circumstances)),
    step: (before, input, localTimeMs) => checker.step(before, input, localTimeMs),
    view: ({ view }) => view,
    viewDurable: (record) => checker.durable(target.viewDurable(record)),
    classify: (message) => checker.meaning(target.classify(message)),
  };
  if (target.renumberTerms === undefined) return checked;
  return { ...checked, renumberTerms: (data, renumber) => checker.renumbered(data, renumber) };
}

/** The state that the target itself knows, of one that came from {@link checkedAnswers}. */
export function ownStateOf<State>(checked: unknown): State {
  return (checked as CheckedState<State>).state;
}

class Checker<State> {
  readonly #target: Target<State>;
  readonly #source: AnswerSource<State>;
  readonly #isPure: boolean;
  readonly #isAskedTwice: boolean;
  readonly #known = new KnownAnswers();
  readonly #sample: Sample;

  constructor(target: Target<State>, source: AnswerSource<State>) {
    this.#target = target;
    this.#source = source;
    this.#isPure = target.family === 'pure';
    this.#sample = new Sample(source.interval);
    this.#isAskedTwice = this.#isPure && source.isAskedTwice !== false;
  }

  boot(nodes: number, boot: () => Transition<State>): Transition<CheckedState<State>> {
    // Later states are built of the first one: this is where a Map or a class shows, in time too.
    const looks = { isWhole: this.#isPure, isFrozen: this.#isPure };
    const booted = this.#checked(nodes, null, boot(), null, looks);
    if (this.#isAskedTwice && this.#sample.includesNext()) this.#compare(booted, boot(), null);
    return booted;
  }

  step(
    before: CheckedState<State>,
    input: Input,
    localTimeMs: number | null,
  ): Transition<CheckedState<State>> {
    const isUntimed = localTimeMs === null;
    const isTwice = this.#isAskedTwice && this.#sample.includesNext();
    // Without a clock the state is frozen.
    const given = isTwice && !isUntimed ? jsonOf(before.state) : null;
    const answer = this.#target.step(before.state, input, localTimeMs);
    const looks = { isWhole: isUntimed || isTwice || this.#source.isSlow, isFrozen: isUntimed };
    const stepped = this.#checked(before.nodes, before, answer, input, looks);
    if (!isTwice) return stepped;
    if (given !== null && jsonOf(before.state) !== given) {
      throw this.#broken(input, 'it writes to the state that it was given: return a new one');
    }
    this.#compare(stepped, this.#target.step(before.state, input, localTimeMs), input);
    return stepped;
  }

  /** `before` and `input` are null for a boot. */
  #checked(
    nodes: number,
    before: CheckedState<State> | null,
    transition: Transition<State>,
    input: Input | null,
    { isWhole, isFrozen }: Looks,
  ): Transition<CheckedState<State>> {
    const fault = answerFault(transition);
    if (fault !== null) throw this.#broken(input, fault);
    const { state, effects } = transition;
    const isForeign = this.#source.makesStates !== true;
    const obstacle = isWhole && isForeign ? notPlain(state, MAX_STATE_DEPTH) : null;
    if (obstacle !== null) {
      throw this.#broken(input, `its state holds ${obstacle}, which no JSON can`);
    }
    // A search must not see a state change behind its back.
    if (isFrozen && isForeign) freeze(state);
    const wrong = effectsFault(effects, nodes, isWhole, this.#known);
    if (wrong !== null) throw this.#broken(input, wrong);
    const view = this.#target.view(state);
    if (before !== null && before.state === state && before.view === view) {
      return { state: before, effects };
    }
    const unseen = viewFault(view, before === null ? null : before.view, nodes, this.#known);
    if (unseen !== null) throw this.#broken(input, `its view: ${unseen}`);
    return { state: new CheckedState(nodes, state, view), effects };
  }

  #compare(
    { state, effects }: Transition<CheckedState<State>>,
    again: Transition<State>,
    input: Input | null,
  ): void {
    const fault = answerFault(again);
    if (fault !== null) throw this.#broken(input, `asked again, ${fault}`);
    const { ownState } = this.#source;
    compareAnswers(
      `${this.#target.name}: ${placeOf(input)}`,
      { state: ownState(state.state), view: state.view, effects },
      {
        state: ownState(again.state),
        view: this.#target.view(again.state),
        effects: again.effects,
      },
    );
  }

  /** The target's own data in other terms; a state is looked at anew. */
  renumbered(data: TermData<CheckedState<State>>, renumber: (term: number) => number): unknown {
    const target = this.#target;
    if (data.kind !== 'state') return target.renumberTerms?.(data, renumber);
    const { nodes, state } = data.state;
    const other = target.renumberTerms?.({ kind: 'state', state }, renumber) as State;
    return new CheckedState(nodes, other, target.view(other));
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

/** Null for a state that is no plain data: nothing can be compared with it. */
function jsonOf(state: unknown): string | null {
  return notPlain(state, MAX_STATE_DEPTH) === null ? JSON.stringify(state) : null;
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
