/**
 * One way to exchange the names of nodes, and what becomes of everything under it. No target says
 * how to rename its data: a node state is what its node came to by a step, and its counterpart is
 * what the renamed node comes to by the renamed step.
 */
import type { NodeId } from '../../trace/view.ts';
import { ABSENT } from './pair-table.ts';
import type { KnownOutcome, MessageId, NodeStateId, TransitionCache } from './transition-cache.ts';

/** Two nodes that took the same steps, but for their names, did not come to the same. */
export class Unalike extends Error {
  override readonly name = 'Unalike';
  readonly outcome: KnownOutcome;
  /** What the other node came to. */
  readonly counterpart: KnownOutcome;
  readonly renaming: Renaming;

  constructor(outcome: KnownOutcome, counterpart: KnownOutcome, renaming: Renaming) {
    super('two nodes are not alike');
    this.outcome = outcome;
    this.counterpart = counterpart;
    this.renaming = renaming;
  }
}

export class Renaming {
  readonly id: number;
  /** The new names of the nodes, n1's first. */
  readonly images: readonly NodeId[];
  readonly isIdentity: boolean;
  readonly #cache: TransitionCache;
  readonly #nodeStates: NodeStateId[] = [];
  readonly #messages: MessageId[] = [];
  readonly #outcomes: (KnownOutcome | undefined)[] = [];

  constructor(id: number, images: readonly NodeId[], cache: TransitionCache) {
    this.id = id;
    this.images = images;
    this.isIdentity = images.every((image, slot) => image === slot + 1);
    this.#cache = cache;
  }

  node(node: NodeId): NodeId {
    return this.images[node - 1] ?? node;
  }

  nodeState(id: NodeStateId): NodeStateId {
    if (this.isIdentity) return id;
    return (this.#nodeStates[id] ??= this.outcome(this.#cache.originOfNodeState(id)).after);
  }

  message(id: MessageId): MessageId {
    if (this.isIdentity) return id;
    return (this.#messages[id] ??= this.#renamedMessage(id));
  }

  /** Throws {@link Unalike} if the counterpart throws, or sends, where this does not. */
  outcome(outcome: KnownOutcome): KnownOutcome {
    if (this.isIdentity) return outcome;
    return (this.#outcomes[outcome.id] ??= this.#renamedOutcome(outcome));
  }

  /** Throws {@link Unalike} unless the renamed step leads where this leads, renamed. */
  check(outcome: KnownOutcome): void {
    const counterpart = this.outcome(outcome);
    const isAlike =
      counterpart.term === outcome.term &&
      counterpart.after === this.nodeState(outcome.after) &&
      String(counterpart.cuts) === String(outcome.cuts) &&
      outcome.sent.every((message) => counterpart.sent.includes(this.message(message)));
    if (!isAlike) throw new Unalike(outcome, counterpart, this);
  }

  #renamedOutcome(outcome: KnownOutcome): KnownOutcome {
    const { node, before, message } = outcome;
    const counterpart =
      before === ABSENT
        ? this.#cache.bootOf(this.node(node))
        : this.#cache.again(
            outcome,
            this.nodeState(before),
            message === ABSENT ? ABSENT : this.message(message),
          );
    const isAlike =
      (counterpart.thrown === null) === (outcome.thrown === null) &&
      counterpart.sent.length === outcome.sent.length;
    if (!isAlike) throw new Unalike(outcome, counterpart, this);
    return counterpart;
  }

  /** Of several messages from one step to one node, the first stays the first. */
  #renamedMessage(id: MessageId): MessageId {
    const origin = this.#cache.originOfMessage(id);
    const counterpart = this.outcome(origin);
    const to = this.#cache.receiverOf(id);
    const place = sentTo(origin, to, this.#cache).indexOf(id);
    const renamed = sentTo(counterpart, this.node(to), this.#cache)[place];
    if (renamed === undefined) throw new Unalike(origin, counterpart, this);
    return renamed;
  }
}

function sentTo({ sent }: KnownOutcome, node: NodeId, cache: TransitionCache): MessageId[] {
  return sent.filter((message) => cache.receiverOf(message) === node);
}
