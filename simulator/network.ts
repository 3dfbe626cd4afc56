/** The links between nodes: which are cut, how long messages take, which are lost or doubled. */
import { meaningCode, type WireMeaning } from '../trace/meaning.ts';
import type { Link } from '../trace/event.ts';
import type { NodeId } from '../trace/view.ts';
import type { Flight } from './flight.ts';
import { between, draw, happens, Purpose, type PurposeCode } from './luck.ts';
import type { Settings } from './settings.ts';

/** A link is a small number, so that names of luck are cheap to hash: up to 9 nodes, 5 kinds. */
const STRIDE = 10;
const KINDS = 6;

/** A network fault on all links, until a moment of world time. */
interface NetworkFault {
  amount: number;
  untilMs: number;
}

export type NetworkFaultKind = 'loss' | 'duplication' | 'delay';

/** Link and kind of message as one number; with term and ordinal it names a message. */
export function slotOf(from: NodeId, to: NodeId, kind: WireMeaning['kind']): number {
  return (from * STRIDE + to) * KINDS + meaningCode(kind);
}

export class Network {
  readonly #seed: number;
  readonly #settings: Settings;
  readonly #cut = new Uint8Array(STRIDE * STRIDE);
  readonly #networkFaults: Record<NetworkFaultKind, NetworkFault> = {
    loss: { amount: 0, untilMs: 0 },
    duplication: { amount: 0, untilMs: 0 },
    delay: { amount: 0, untilMs: 0 },
  };
  /** When the last of the network faults ends: most of the time there is none. */
  #degradedUntilMs = 0;
  /** Per link and kind: the term of the newest message, and how many of that term there were. */
  readonly #latestTerm = new Float64Array(STRIDE * STRIDE * KINDS).fill(-1);
  readonly #ordinals = new Uint32Array(STRIDE * STRIDE * KINDS);
  /** The same for the rare message of an older term. */
  readonly #olderOrdinals = new Map<string, number>();
  readonly #lastArrivalMs = new Float64Array(STRIDE * STRIDE);

  constructor(seed: number, settings: Settings) {
    this.#seed = seed;
    this.#settings = settings;
  }

  cut(links: readonly Link[]): void {
    for (const [from, to] of links) this.#cut[from * STRIDE + to] = 1;
  }

  restore(links: readonly Link[]): void {
    for (const [from, to] of links) this.#cut[from * STRIDE + to] = 0;
  }

  isCut(from: NodeId, to: NodeId): boolean {
    return this.#cut[from * STRIDE + to] === 1;
  }

  /** All links that are cut now. */
  cutLinks(nodes: number): Link[] {
    const links: Link[] = [];
    for (let from = 1; from <= nodes; from += 1) {
      for (let to = 1; to <= nodes; to += 1) if (this.isCut(from, to)) links.push([from, to]);
    }
    return links;
  }

  /** Starts a network fault, which replaces the earlier one of its kind. */
  disturb(kind: NetworkFaultKind, amount: number, untilMs: number): void {
    this.#networkFaults[kind] = { amount, untilMs };
    const { loss, duplication, delay } = this.#networkFaults;
    this.#degradedUntilMs = Math.max(loss.untilMs, duplication.untilMs, delay.untilMs);
  }

  /** Whether any network fault is on. */
  isDegraded(nowMs: number): boolean {
    return nowMs < this.#degradedUntilMs;
  }

  /** Names a message: how many of its kind and term this link has carried. */
  nextOrdinal(slot: number, term: number): number {
    const latest = this.#latestTerm[slot] ?? -1;
    if (term < latest) {
      const name = `${slot}:${term}`;
      const older = (this.#olderOrdinals.get(name) ?? 0) + 1;
      this.#olderOrdinals.set(name, older);
      return older;
    }
    const ordinal = term === latest ? (this.#ordinals[slot] ?? 0) + 1 : 1;
    if (term !== latest) this.#retire(slot, latest);
    this.#latestTerm[slot] = term;
    this.#ordinals[slot] = ordinal;
    return ordinal;
  }

  isLost(flight: Flight, nowMs: number): boolean {
    const { amount, untilMs } = this.#networkFaults.loss;
    return nowMs < untilMs && happens(this.#draw(Purpose.loss, flight), amount);
  }

  isDuplicated(flight: Flight, nowMs: number): boolean {
    const { amount, untilMs } = this.#networkFaults.duplication;
    return nowMs < untilMs && happens(this.#draw(Purpose.duplication, flight), amount);
  }

  /** When a message that leaves now arrives. */
  arrivalMs(flight: Flight, nowMs: number): number {
    const { latencyMinMs, latencyMaxMs, fifo } = this.#settings;
    const purpose = flight.copy ? Purpose.copyLatency : Purpose.latency;
    let arrival = nowMs + between(this.#draw(purpose, flight), latencyMinMs, latencyMaxMs);
    if (nowMs < this.#degradedUntilMs) arrival += this.#extraDelayMs(flight, nowMs);
    if (!fifo) return arrival;
    const link = flight.from * STRIDE + flight.node;
    const ordered = Math.max(arrival, this.#lastArrivalMs[link] ?? 0);
    this.#lastArrivalMs[link] = ordered;
    return ordered;
  }

  #extraDelayMs(flight: Flight, nowMs: number): number {
    const { amount, untilMs } = this.#networkFaults.delay;
    return nowMs < untilMs ? between(this.#draw(Purpose.delay, flight), 0, amount) : 0;
  }

  #draw(purpose: PurposeCode, { slot, meaning, ordinal }: Flight): number {
    return draw(this.#seed, purpose, slot, meaning.term, ordinal);
  }

  /** Keeps the count of a term that a newer one replaces, should a message of it still come. */
  #retire(slot: number, term: number): void {
    if (term >= 0) this.#olderOrdinals.set(`${slot}:${term}`, this.#ordinals[slot] ?? 0);
  }
}
