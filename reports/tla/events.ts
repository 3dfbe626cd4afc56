/** The events of a run, as records of TLA+ that a specification of Raft can follow. */
import type { Received, StepEvent } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { DurableView, NodeId, NodeView } from '../../trace/view.ts';
import type { Definitions } from './definitions.ts';
import { expressionOf, recordOf, textOf } from './expression.ts';

/** What a run is made of: `after` is absent where nothing of the node has changed. */
export interface Happening {
  readonly event: TraceLine['event'];
  readonly after?: NodeView | null;
}

type Fields = readonly (readonly [key: string, value: string])[];

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/** Goes through a run, and knows what was last seen of each node and of its disk. */
export class Events {
  readonly #definitions: Definitions;
  readonly #views = new Map<NodeId, string>();
  readonly #disks = new Map<NodeId, string>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /**
   * The record of an event; null for what is no step of Raft: clocks, pauses, the network, and
   * writes, which show in the next record of their node.
   */
  recordOf({ event, after }: Happening): string | null {
    if (event.kind === 'persisted') this.#disks.set(event.node, this.#diskOf(event.durable));
    if (after != null && 'node' in event) this.#views.set(event.node, this.#viewOf(after));
    const fields = this.#fieldsOf(event);
    return fields === null ? null : recordOf(fields);
  }

  #fieldsOf(event: TraceLine['event']): Fields | null {
    switch (event.kind) {
      case 'booted':
        return [...this.#of('boot', event.node), ...this.#seen(event.node)];
      case 'received':
      case 'timerFired':
      case 'proposed':
        return [
          ...this.#of('step', event.node),
          ['input', this.#inputOf(event)],
          ...this.#seen(event.node),
        ];
      case 'crashed': {
        const { node, during, wasSeen } = event;
        const disk = ['disk', this.#diskAt(node)] as const;
        if (during === null || wasSeen) return [...this.#of('crash', node), disk];
        return [...this.#of('crashWithin', node), ['input', this.#inputOf(during)], disk];
      }
      case 'sent': {
        const { flight } = event;
        const message = this.#messageOf(flight);
        return [...this.#of('send', event.node), ['to', String(flight.node)], ['message', message]];
      }
      case 'applied': {
        const { node, index, entry } = event;
        const { term, command } = entry;
        return [
          ...this.#of('apply', node),
          ['index', String(index)],
          ['entry', expressionOf({ term, command })],
        ];
      }
      case 'threw':
        return this.#of('threw', event.node);
      default:
        return null;
    }
  }

  #of(kind: string, node: NodeId): Fields {
    return [
      ['kind', textOf(kind)],
      ['node', String(node)],
    ];
  }

  #seen(node: NodeId): Fields {
    return [
      ['view', this.#views.get(node) ?? textOf('unknown')],
      ['disk', this.#diskAt(node)],
    ];
  }

  #diskAt(node: NodeId): string {
    return this.#disks.get(node) ?? this.#diskOf(EMPTY_DISK);
  }

  #inputOf(event: StepEvent): string {
    switch (event.kind) {
      case 'received':
        return recordOf([
          ['kind', textOf('receive')],
          ['from', String(event.from)],
          ['message', this.#messageOf(event)],
        ]);
      case 'proposed':
        return expressionOf({ kind: 'propose', from: 0, command: event.command });
      case 'timerFired': {
        const kind = event.timer === 'election' ? 'timeout' : event.timer;
        return expressionOf({ kind, from: 0 });
      }
    }
  }

  #messageOf({ message }: Received): string {
    return this.#definitions.nameOf('message', expressionOf(message));
  }

  #viewOf({ role, currentTerm, votedFor, log, commitIndex, matchIndex }: NodeView): string {
    return this.#definitions.nameOf(
      'view',
      expressionOf({
        role,
        currentTerm,
        votedFor: votedFor ?? 0,
        log: log.map(({ term, command }) => ({ term, command })),
        commitIndex,
        matchIndex: matchIndex ?? [],
      }),
    );
  }

  #diskOf({ currentTerm, votedFor, log }: DurableView): string {
    return this.#definitions.nameOf(
      'disk',
      expressionOf({
        currentTerm,
        votedFor: votedFor ?? 0,
        log: log.map(({ term, command }) => ({ term, command })),
      }),
    );
  }
}
