/** A few servers whose messages are delivered at once and in order: for stories told by steps. */
import type { Input, Transition } from '../../core/effects.ts';
import type { Message } from '../../core/messages.ts';
import type { NodeId } from '../../core/numbers.ts';
import type { RaftState } from '../../core/state.ts';
import { restarted, take } from './servers.ts';

/** A message on its way. */
export interface Letter {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: Message;
}

/** More than any story needs: a cluster that never falls silent ends as an error. */
const MAX_DELIVERIES = 1000;

export class Cluster {
  readonly #servers: Map<NodeId, RaftState>;
  readonly #down = new Set<NodeId>();

  constructor(servers: readonly RaftState[]) {
    this.#servers = new Map(servers.map((state) => [state.identity.self, state]));
  }

  at(node: NodeId): RaftState {
    const state = this.#servers.get(node);
    if (state === undefined) throw new RangeError(`there is no n${node} in this cluster`);
    return state;
  }

  /** The terms of a server's entries, as Figure 7 draws logs. */
  logOf(node: NodeId): number[] {
    return this.at(node).log.map(({ term }) => term);
  }

  crash(node: NodeId): void {
    this.#down.add(node);
  }

  restart(node: NodeId): void {
    this.#down.delete(node);
    this.#servers.set(node, restarted(this.at(node)));
  }

  /**
   * One server takes one step, and what follows from it reaches those of `among` that are up, until
   * nobody says anything. Returns what was delivered, in order.
   */
  let(node: NodeId, input: Input, among?: readonly NodeId[]): readonly Letter[] {
    const reached = new Set(among ?? this.#servers.keys()).add(node);
    const delivered: Letter[] = [];
    let transport = this.#take(node, input);
    while (transport.length > 0) {
      const arriving = transport.filter(({ to }) => reached.has(to) && !this.#down.has(to));
      delivered.push(...arriving);
      if (delivered.length > MAX_DELIVERIES) throw new Error('the servers never stop talking');
      transport = arriving.flatMap(({ from, to, message }) => {
        return this.#take(to, { kind: 'received', from, message });
      });
    }
    return delivered;
  }

  #take(node: NodeId, input: Input): Letter[] {
    const { state, effects }: Transition = take(this.at(node), input);
    this.#servers.set(node, state);
    return effects.flatMap((effect) =>
      effect.kind === 'send' ? [{ from: node, to: effect.to, message: effect.message }] : [],
    );
  }
}
