/** `pure`: what a test says of its target, completed and watched. */
import { checkedTarget, ContractBroken } from '../adapters/checked-target.ts';
import { completed, type Capabilities } from '../simulator/capabilities.ts';
import {
  pureOf,
  type Identity,
  type Input,
  type PureTarget,
  type TermData,
  type Transition,
} from '../simulator/target.ts';
import { TARGET_FUNCTIONS } from '../simulator/contract.ts';
import type { WireMeaning } from '../trace/meaning.ts';
import type { DurableView, NodeView } from '../trace/view.ts';
import { refuseUnknownCapability } from './capabilities.ts';

/** What may be seen of a node; what has no log need not show one. */
export type ShownView = Pick<NodeView, 'role' | 'currentTerm' | 'votedFor'> & Partial<NodeView>;

/**
 * An implementation of Raft, or of an election that counts votes in terms, as functions: same state
 * and input, same transition. States, messages and durable records are plain JSON data, and are
 * never written to. Nodes are numbered from 1.
 */
export interface PureDefinition<State, Message = unknown, Durable = unknown> {
  /** Up to 40 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  /** What it promises; what is not stated has the default of {@link Capabilities}. */
  readonly capabilities?: Capabilities;
  /** It is not meant for fewer nodes, and shrinking does not go below; 1 by default. */
  readonly smallestCluster?: number;
  /** First boot, with null, or restart from what the disk kept. */
  boot(identity: Identity, durable: Durable | null): Transition<State, Message, Durable>;
  /** What a message, a timer or a proposal does to a node. */
  step(state: State, input: Input<Message>): Transition<State, Message, Durable>;
  /** What may be seen of a node from outside; this is what properties judge. */
  view(this: void, state: State): ShownView;
  /** What a durable record remembers; required if the view shows a log. */
  viewDurable?(this: void, record: Durable | null): DurableView;
  /** What a message says on the wire: votes are counted there, not in the target's own books. */
  classify(message: Message): WireMeaning;
  /**
   * For code that only compares terms, copies them, and adds one to its own when a timer fires: the
   * same state, message or record, with each term replaced. With it `explore` can prove that a dead
   * end has no way out at all, and that an election is always possible.
   */
  renumberTerms?(this: void, data: TermData<State>, renumber: (term: number) => number): unknown;
}

const FUNCTIONS = TARGET_FUNCTIONS.filter((name) => name !== 'viewDurable');

const NOTHING_SHOWN = { log: [], commitIndex: 0, matchIndex: null } as const;
const NOTHING_DURABLE: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/**
 * Makes a target that can be checked, searched and hunted in. Whatever it answers is looked at: an
 * answer that cannot be ends a run as `crashed`, in one line that names the target and the place.
 *
 * @throws {@link ContractBroken} if the definition lacks a function, or says something impossible.
 */
export function pure<State, Message = unknown, Durable = unknown>(
  definition: PureDefinition<State, Message, Durable>,
): PureTarget {
  const { name, capabilities, smallestCluster } = definition;
  refuseUnknownCapability(capabilities);
  const missing = FUNCTIONS.find((field) => typeof definition[field] !== 'function');
  if (missing !== undefined) throw new ContractBroken(`${name} has no function ${missing}`);
  const target: PureTarget<State> = {
    family: 'pure',
    name,
    capabilities: completed(capabilities ?? {}),
    ...(smallestCluster === undefined ? {} : { smallestCluster }),
    boot: (identity, durable) => definition.boot(identity, durable as Durable | null),
    step: (state, input) => definition.step(state, input as Input<Message>),
    view: (state) => shownBy(definition, state),
    viewDurable: (record) => definition.viewDurable?.(record as Durable | null) ?? NOTHING_DURABLE,
    classify: (message) => definition.classify(message as Message),
    ...(definition.renumberTerms === undefined ? {} : { renumberTerms: definition.renumberTerms }),
  };
  return pureOf(checkedTarget(target));
}

/** What is committed must be on disks: of a target with a log they have to be seen. */
function shownBy<State, Message, Durable>(
  { name, view, viewDurable }: PureDefinition<State, Message, Durable>,
  state: State,
): NodeView {
  const shown = { ...NOTHING_SHOWN, ...view(state) };
  if (viewDurable !== undefined || shown.log.length === 0) return shown;
  throw new ContractBroken(`${name} shows a log, and so it needs a function viewDurable`);
}
