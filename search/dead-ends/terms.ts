/** Reads and replaces the terms of a target's data, if the target can tell where they are. */
import type { NodeState } from '../../simulator/node-state.ts';
import type { PureTarget, TermData } from '../../simulator/target.ts';
import type { Received } from '../../trace/event.ts';

type Renumber = (term: number) => number;

export class Terms {
  readonly #target: PureTarget;
  readonly #replaced: (data: TermData, renumber: Renumber) => unknown;

  private constructor(target: PureTarget, replaced: (data: TermData, by: Renumber) => unknown) {
    this.#target = target;
    this.#replaced = replaced;
  }

  /** Null for a target that cannot tell. */
  static of(target: PureTarget): Terms | null {
    const { renumberTerms } = target;
    if (renumberTerms === undefined) return null;
    return new Terms(target, renumberTerms);
  }

  /** The same node in other terms. */
  renumberedNode(node: NodeState, renumber: Renumber): NodeState {
    const { durable, unsynced } = node;
    const state = this.#replaced({ kind: 'state', state: node.state }, renumber);
    const record = (content: unknown): unknown =>
      this.#replaced({ kind: 'record', record: content }, renumber);
    return {
      ...node,
      state,
      view: this.#target.view(state),
      durable: durable === null ? null : record(durable),
      unsynced: unsynced === undefined ? undefined : record(unsynced),
    };
  }

  /** The same message in other terms. */
  renumberedMessage(flight: Received, renumber: Renumber): Received {
    const message = this.#replaced({ kind: 'message', message: flight.message }, renumber);
    return { ...flight, message, meaning: this.#target.classify(message) };
  }

  /** The terms that occur in a node's state, without 0. */
  ofState({ state }: NodeState): readonly number[] {
    return this.#in([{ kind: 'state', state }]);
  }

  /** The terms that occur in a node's state, or on its disk. */
  ofNode({ state, durable, unsynced = null }: NodeState): readonly number[] {
    const records = [durable, unsynced].filter((record) => record !== null);
    const onDisk = records.map((record) => ({ kind: 'record', record }) as const);
    return this.#in([{ kind: 'state', state }, ...onDisk]);
  }

  ofMessage({ message }: Received): readonly number[] {
    return this.#in([{ kind: 'message', message }]);
  }

  #in(all: readonly TermData[]): readonly number[] {
    const terms = new Set<number>();
    for (const data of all) {
      this.#replaced(data, (term) => {
        if (term !== 0) terms.add(term);
        return term;
      });
    }
    return [...terms];
  }
}
