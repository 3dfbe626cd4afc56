/** Which kinds of faults last at a moment of a run, as bits. */
import type { TraceEvent } from '../../trace/event.ts';

const CUT = 1;
const NETWORK = 2;
const PAUSE = 4;
const DRIFT = 8;
const DISK = 16;

export class FaultsInForce {
  readonly #cuts = new Set<number>();
  readonly #paused = new Set<number>();
  readonly #drifting = new Set<number>();
  readonly #slow = new Set<number>();
  #networkUntilMs = 0;

  clear(): void {
    for (const kind of [this.#cuts, this.#paused, this.#drifting, this.#slow]) kind.clear();
    this.#networkUntilMs = 0;
  }

  /** Whether the event begins or ends a fault. */
  hear(timeMs: number, event: TraceEvent): boolean {
    switch (event.kind) {
      case 'linksCut':
        for (const [from, to] of event.links) this.#cuts.add(from * 16 + to);
        return true;
      case 'linksRestored':
        for (const [from, to] of event.links) this.#cuts.delete(from * 16 + to);
        return true;
      case 'networkDisturbed':
        this.#networkUntilMs = event.amount > 0 ? timeMs + event.forMs : timeMs;
        return true;
      case 'paused':
        return this.#paused.add(event.node).size > 0;
      case 'resumed':
        return this.#paused.delete(event.node);
      case 'clockDrifted':
        return marked(this.#drifting, event.node, event.rate !== 1);
      case 'diskSlowed':
        return marked(this.#slow, event.node, event.syncMs > 0);
      case 'healed':
        this.clear();
        return true;
      default:
        return false;
    }
  }

  at(timeMs: number): number {
    const network = timeMs < this.#networkUntilMs ? NETWORK : 0;
    const links = (this.#cuts.size > 0 ? CUT : 0) + network;
    const nodes = (this.#paused.size > 0 ? PAUSE : 0) + (this.#drifting.size > 0 ? DRIFT : 0);
    return links + nodes + (this.#slow.size > 0 ? DISK : 0);
  }
}

function marked(nodes: Set<number>, node: number, isOn: boolean): boolean {
  if (isOn) nodes.add(node);
  else nodes.delete(node);
  return true;
}
