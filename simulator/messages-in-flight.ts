/**
 * All messages in flight in a world without clocks, found by what they say and where they go. Two
 * that say the same on the same link are as good as each other: the earlier one goes first. For a
 * target that needs order, it is the earliest that overtakes nothing, if there is one: a run that
 * can be told without overtaking is told so.
 */
import { messageName } from '../trace/causality.ts';
import type { Received } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';

export class MessagesInFlight {
  readonly #flights = new Map<string, Received[]>();
  /** Per link, kind and term: how many messages it has carried. */
  readonly #ordinals = new Map<string, number>();
  readonly #prefersOrder: boolean;
  /** So many were sent; not counted without a preference. */
  #sent = 0;
  /** Of each message: how many were sent before it, itself included. Empty without a preference. */
  readonly #places = new Map<string, number>();
  /** Per link: the place of the latest message that has arrived. */
  readonly #latest = new Map<string, number>();

  constructor(prefersOrder = false) {
    this.#prefersOrder = prefersOrder;
  }

  /** Numbers a message that leaves its sender, and keeps it. */
  add(sent: Received): Received {
    const { from, node, meaning } = sent;
    const link = `${from}>${node} ${meaning.kind} ${meaning.term}`;
    const ordinal = (this.#ordinals.get(link) ?? 0) + 1;
    this.#ordinals.set(link, ordinal);
    const flight = { ...sent, ordinal };
    if (this.#prefersOrder) this.#places.set(messageName(flight), (this.#sent += 1));
    const name = nameOf(from, node, flight.message);
    const others = this.#flights.get(name);
    if (others === undefined) this.#flights.set(name, [flight]);
    else others.push(flight);
    return flight;
  }

  /** Takes a message out; null if no such message is in flight. */
  take(from: NodeId, to: NodeId, message: unknown): Received | null {
    const alike = this.#flights.get(nameOf(from, to, message));
    if (alike === undefined) return null;
    if (!this.#prefersOrder) return alike.shift() ?? null;
    const latest = this.#latest.get(`${from}>${to}`) ?? 0;
    const inOrder = alike.findIndex((flight) => this.#placeOf(flight) >= latest);
    return alike.splice(Math.max(0, inOrder), 1)[0] ?? null;
  }

  /** A message that was taken out has arrived, or a copy of it has. */
  arrived(flight: Received): void {
    if (!this.#prefersOrder) return;
    const link = `${flight.from}>${flight.node}`;
    this.#latest.set(link, Math.max(this.#latest.get(link) ?? 0, this.#placeOf(flight)));
  }

  #placeOf(flight: Received): number {
    return this.#places.get(messageName(flight)) ?? 0;
  }

  /** Takes out everything. */
  takeAll(): readonly Received[] {
    const taken = this.all;
    this.#flights.clear();
    return taken;
  }

  /** Takes out all that is on its way to a node. */
  takeAllTo(node: NodeId): readonly Received[] {
    const taken = this.all.filter((flight) => flight.node === node);
    for (const { from, message } of taken) this.take(from, node, message);
    return taken;
  }

  /** One of each kind that is in flight. */
  get kinds(): readonly Received[] {
    return [...this.#flights.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  }

  get all(): readonly Received[] {
    return [...this.#flights.values()].flat();
  }

  /** Puts back a message that was taken: the next of its kind to go. */
  putBack(flight: Received): void {
    const name = nameOf(flight.from, flight.node, flight.message);
    this.#flights.set(name, [flight, ...(this.#flights.get(name) ?? [])]);
  }
}

/** Equal for equal content, whatever the order of the fields of a record. */
function nameOf(from: NodeId, to: NodeId, message: unknown): string {
  return `${from}>${to} ${JSON.stringify(message, inAlphabeticalOrder)}`;
}

function inAlphabeticalOrder(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const fields = Object.entries(value);
  if (fields.every(([name], index) => index === 0 || (fields[index - 1]?.[0] ?? '') < name)) {
    return value;
  }
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
