/**
 * The simulated world of a timed run: nodes of one target, links, disks, clocks and luck. Same
 * target, same setup, same calls: same trace. It knows no Raft; it performs effects.
 */
import { MAX_NODES } from './contract.ts';
import type { Link, NodeDisturbed, TraceEvent } from '../trace/event.ts';
import type { Observer } from '../trace/observer.ts';
import type { NodeId, NodeView } from '../trace/view.ts';
import { Agenda, type AgendaEntry } from './agenda.ts';
import { AlarmClock } from './alarm-clock.ts';
import type { Disk } from './disk.ts';
import type { Ending } from './ending.ts';
import type { Flight } from './flight.ts';
import { Network, type NetworkFaultKind } from './network.ts';
import { SimulatedNode } from './node.ts';
import { Transport } from './transport.ts';
import type { Limits, Settings } from './settings.ts';
import type { Write } from './step-context.ts';
import { Stepper } from './stepper.ts';
import type { Target, Timing } from './target.ts';
import type { Alarm } from './timers.ts';

/** Links are numbered for clusters up to this size. */

/** What a world is made of. */
export interface WorldSetup {
  readonly nodes: number;
  /** A whole number; all luck comes from it. */
  readonly seed: number;
  readonly timing: Timing;
  readonly settings: Settings;
  readonly limits: Limits;
}

/** Everything in a node. */
export interface NodeLook extends Pick<SimulatedNode<unknown>, 'view' | 'incarnation'> {
  readonly disk: Pick<Disk, 'durable' | 'unsyncedWrites'>;
  /** Timers that are set, and in how many milliseconds of the world they are due. */
  readonly timers: readonly { readonly timer: string; readonly inMs: number }[];
}

/** What the agenda holds. */
type Due<State> = Flight | Alarm | Write<State>;

/** A simulated cluster with clocks: what happens in it is decided by latencies, timers and luck. */
export class World<State = unknown> {
  readonly setup: WorldSetup;
  readonly #agenda = new Agenda<AgendaEntry>();
  readonly #network: Network;
  readonly #transport: Transport;
  readonly #alarms: AlarmClock<State>;
  readonly #stepper: Stepper<State>;
  readonly #observer: Observer;
  readonly #nodes: readonly SimulatedNode<State>[];
  readonly #hasSteadyTimers: boolean;

  /** All nodes boot at time 0. Throws a RangeError for a cluster of less than 1 or more than 9. */
  constructor(target: Target<State>, setup: WorldSetup, observer: Observer) {
    const { nodes, seed, timing, settings, limits } = setup;
    if (!(nodes >= 1 && nodes <= MAX_NODES)) throw new RangeError(`a cluster of ${nodes} nodes`);
    target.load?.();
    this.#hasSteadyTimers = target.family === 'live';
    this.setup = setup;
    this.#observer = observer;
    this.#network = new Network(seed, settings);
    this.#transport = new Transport(this.#agenda, this.#network, observer);
    this.#alarms = new AlarmClock(seed, this.#agenda);
    this.#stepper = new Stepper({
      target,
      seed,
      settings,
      maxSteps: limits.maxSteps,
      agenda: this.#agenda,
      alarms: this.#alarms,
      transport: this.#transport,
      observer,
    });
    this.#nodes = Array.from({ length: nodes }, (_, slot) => {
      return new SimulatedNode<State>({ self: slot + 1, nodes, timing });
    });
    for (const node of this.#nodes) this.#stepper.boot(node);
  }

  get nowMs(): number {
    return this.#agenda.nowMs;
  }

  /** Steps that nodes have taken so far. */
  get steps(): number {
    return this.#stepper.steps;
  }

  /** Why the world has stopped; null while it goes on. */
  get ending(): Ending | null {
    return this.#stepper.ending;
  }

  /** What may be seen of a node; null while it is down. */
  viewOf(node: NodeId): NodeView | null {
    return this.#node(node).view;
  }

  /** Whether a node runs, paused or not. */
  isUp(node: NodeId): boolean {
    return this.#node(node).isUp;
  }

  /** What is in a node and on its disk, as nobody in the cluster could see it. */
  look(id: NodeId): NodeLook {
    const node = this.#node(id);
    const { view, incarnation, disk } = node;
    const timers = node.timers.armed().map(({ fired, dueMs }) => {
      return { timer: fired.timer, inMs: Math.max(0, Math.ceil(dueMs - this.nowMs)) };
    });
    return { view, incarnation, disk, timers };
  }

  /** No further step is taken: an observer has seen enough. */
  halt(): void {
    this.#stepper.ending ??= { kind: 'halted' };
  }

  /** Time passes, and what is due in it happens. */
  elapse(ms: number): void {
    const { maxTimeMs } = this.setup.limits;
    const untilMs = Math.min(this.nowMs + ms, maxTimeMs);
    while (this.#stepper.ending === null) {
      const due = this.#agenda.take(untilMs);
      if (due === null) break;
      this.#happen(due as Due<State>);
    }
    if (this.nowMs >= maxTimeMs) {
      this.#stepper.ending ??= { kind: 'limitReached', limit: 'time' };
    }
  }

  /** From now on nothing arrives on these links. */
  cut(links: readonly Link[]): void {
    this.#network.cut(links);
    this.#tell({ kind: 'linksCut', links });
  }

  /** Messages arrive on these links again. */
  restore(links: readonly Link[]): void {
    this.#network.restore(links);
    this.#tell({ kind: 'linksRestored', links });
  }

  /** All links that are cut now. */
  cutLinks(): Link[] {
    return this.#network.cutLinks(this.setup.nodes);
  }

  /** Loss and duplication in percent of messages, delay as the longest extra time in ms. */
  disturbNetwork(by: NetworkFaultKind, amount: number, forMs: number): void {
    this.#network.disturb(by, amount, this.nowMs + forMs);
    this.#tell({ kind: 'networkDisturbed', by, amount, forMs });
  }

  /** The process dies; the disk keeps what was synced. */
  crash(id: NodeId): void {
    const node = this.#node(id);
    if (node.isUp) this.#stepper.crash(node);
  }

  /** The process dies within its next step that writes, between two effects; null: it does not. */
  crashWithinStep(id: NodeId, point: number | null): void {
    this.#node(id).crashPoint = point;
  }

  /** Boots a node that is down from what its disk kept. */
  restart(id: NodeId): void {
    const node = this.#node(id);
    if (node.isUp) return;
    node.incarnation += 1;
    this.#stepper.boot(node);
  }

  /** The process stands still; its clock runs on, and what arrives waits. */
  pause(id: NodeId): void {
    const node = this.#node(id);
    if (!node.isUp || node.isPaused) return;
    node.isPaused = true;
    this.#tellOf(node, { kind: 'paused', node: id });
  }

  /** Lets a paused node go on. */
  resume(id: NodeId): void {
    const node = this.#node(id);
    if (!node.isPaused) return;
    node.isPaused = false;
    this.#tellOf(node, { kind: 'resumed', node: id });
    this.#stepper.proceed(node);
  }

  /**
   * The clock is set. Timers run on it, and go off sooner or later than they would; but those of
   * live code run on a steady clock, as those of Node do, and do not notice.
   */
  jumpClock(id: NodeId, byMs: number): void {
    const node = this.#node(id);
    node.clock.jump(byMs, this.nowMs);
    if (this.#hasSteadyTimers) this.#alarms.postpone(node, byMs);
    else this.#alarms.reschedule(node);
    this.#tellOf(node, { kind: 'clockJumped', node: id, byMs });
  }

  /** `rate` is local milliseconds per millisecond of the world, and positive. */
  driftClock(id: NodeId, rate: number): void {
    if (!(rate > 0)) throw new RangeError(`a clock cannot run at rate ${rate}`);
    const node = this.#node(id);
    node.clock.run(rate, this.nowMs);
    this.#alarms.reschedule(node);
    this.#tellOf(node, { kind: 'clockDrifted', node: id, rate });
  }

  /** Synced writes take at least this long from now on; 0 is the disk's own pace. */
  slowDisk(id: NodeId, syncMs: number): void {
    const node = this.#node(id);
    node.slowSyncMs = syncMs;
    this.#tellOf(node, { kind: 'diskSlowed', node: id, syncMs });
  }

  /** A client proposes a command to a node, which takes it as soon as it can. */
  propose(id: NodeId, command: string): void {
    const node = this.#node(id);
    if (node.isUp) this.#stepper.admit(node, { kind: 'proposed', node: id, command });
  }

  /** Tells the observers that all faults are gone; undoing them is up to the caller. */
  declareHealed(): void {
    this.#tell({ kind: 'healed' });
  }

  #happen(due: Due<State>): void {
    switch (due.kind) {
      case 'received': {
        const node = this.#node(due.node);
        if (!this.#transport.passes(due)) return;
        if (node.isUp) this.#stepper.admit(node, due);
        else this.#transport.lose(due, 'down');
        return;
      }
      case 'alarm':
        if (!this.#alarms.isDue(due)) return;
        this.#stepper.admit(this.#node(due.timer.fired.node), due.timer.fired);
        return;
      case 'write':
        this.#stepper.wrote(due);
        return;
    }
  }

  #node(id: NodeId): SimulatedNode<State> {
    const node = this.#nodes[id - 1];
    if (node === undefined) throw new RangeError(`node ${id} of ${this.setup.nodes}`);
    return node;
  }

  #tell(event: TraceEvent): void {
    this.#observer.happened(this.nowMs, event, null, null);
  }

  #tellOf(node: SimulatedNode<State>, event: NodeDisturbed): void {
    this.#observer.happened(this.nowMs, event, node.view, node.view);
  }
}
