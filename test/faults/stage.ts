/** A world to try faults on, with someone who writes everything down. */
import type { Action } from '../../faults/action.ts';
import { Model } from '../../faults/model.ts';
import { performAction } from '../../faults/perform.ts';
import { DEFAULT_LIMITS, type Settings } from '../../simulator/settings.ts';
import type { PureTarget, Timing } from '../../simulator/target.ts';
import { World } from '../../simulator/world.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';
import { echo } from './echo-target.ts';

export const TIMING: Timing = {
  electionTimeoutMinMs: 400,
  electionTimeoutMaxMs: 550,
  heartbeatMs: 100,
};

/** Every message takes 5 ms and every write none: whatever else happens is the fault's doing. */
export const EVEN: Settings = {
  latencyMinMs: 5,
  latencyMaxMs: 5,
  fifo: false,
  syncMinMs: 0,
  syncMaxMs: 0,
};

type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>;

export class Stage {
  readonly recorder = new Recorder();
  readonly world: World;
  readonly model: Model;

  constructor(nodes = 3, target: PureTarget = echo, seed = 1, settings = EVEN) {
    const setup = { nodes, seed, timing: TIMING, settings, limits: DEFAULT_LIMITS };
    this.world = new World(target, setup, this.recorder);
    this.model = new Model(this.world);
  }

  /** Performs actions in order, and says of the last whether it applied. */
  does(...actions: readonly Action[]): boolean {
    return actions.map((action) => performAction(this.world, this.model, action)).at(-1) ?? false;
  }

  elapse(ms: number): void {
    this.does({ kind: 'elapse', ms });
  }

  /** How many messages a node has heard from another since it booted. */
  heard(node: NodeId, from: NodeId): number {
    return this.world.viewOf(node)?.matchIndex?.[from - 1] ?? 0;
  }

  /** Whom each node hears while 250 ms pass: `1<2` says that n1 heard n2. */
  hearing(): string[] {
    const { nodes } = this.world.setup;
    const all = Array.from({ length: nodes }, (_, slot) => slot + 1);
    const pairs = all.flatMap((node) => all.map((from) => ({ node, from })));
    const before = pairs.map(({ node, from }) => this.heard(node, from));
    this.elapse(250);
    return pairs
      .filter(({ node, from }, place) => this.heard(node, from) > (before[place] ?? 0))
      .map(({ node, from }) => `${node}<${from}`);
  }

  /** All that has happened, as text: two runs that differ anywhere differ in it. */
  transcript(): string {
    // A message in flight is also an entry of the agenda, which is no part of the trace.
    const isTold = (key: string): boolean => key !== 'next' && key !== 'dueMs';
    const told = (key: string, value: unknown): unknown => (isTold(key) ? value : undefined);
    return JSON.stringify([this.recorder.lines, this.world.nowMs], told);
  }

  /** Everything of one kind that has happened, with its time. */
  happened<Kind extends TraceEvent['kind']>(kind: Kind): (EventOf<Kind> & { timeMs: number })[] {
    return this.recorder.lines.flatMap(({ event, timeMs }) =>
      event.kind === kind ? [{ ...(event as EventOf<Kind>), timeMs }] : [],
    );
  }
}
