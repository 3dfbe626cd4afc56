/** Worlds of the fake target, and what happened in them, as lines of text. */
import { DEFAULT_LIMITS, type Limits, type Settings } from '../../simulator/settings.ts';
import type { PureTarget } from '../../simulator/target.ts';
import { World, type WorldSetup } from '../../simulator/world.ts';
import type { Received } from '../../trace/event.ts';
import { Recorder, type TraceLine } from '../../trace/trace.ts';
import type { NodeView } from '../../trace/view.ts';
import { fakeTarget, type Script } from './fake-target.ts';

/** Messages take exactly 5 ms, and writes no time, unless a test says otherwise. */
const EXACT: Settings = {
  latencyMinMs: 5,
  latencyMaxMs: 5,
  fifo: false,
  syncMinMs: 0,
  syncMaxMs: 0,
};

/** What a test says about a world. */
export interface Stage extends Partial<Settings> {
  readonly nodes?: number;
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
}

export function setup({ nodes = 2, seed = 1, limits, ...settings }: Stage = {}): WorldSetup {
  return {
    nodes,
    seed,
    timing: { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 },
    settings: { ...EXACT, ...settings },
    limits: { ...DEFAULT_LIMITS, ...limits },
  };
}

/** A world, and the lines that were written since one last asked. */
export interface Play {
  readonly world: World<NodeView>;
  readonly trace: Recorder;
  /** Lets time pass, and says what happened since the last time it was asked. */
  readonly after: (ms: number) => string[];
}

export function play(script: Script, stage: Stage = {}): Play {
  return playOf(fakeTarget(script), stage);
}

export function playOf(target: PureTarget<NodeView>, stage: Stage = {}): Play {
  const trace = new Recorder();
  const world = new World(target, setup(stage), trace);
  let told = trace.lines.length;
  return {
    world,
    trace,
    after(ms) {
      world.elapse(ms);
      const lines = trace.lines.slice(told);
      told = trace.lines.length;
      return lines.map(lineText);
    },
  };
}

function lineText({ timeMs, event }: TraceLine): string {
  const node = 'node' in event ? `n${event.node} ` : '';
  return `${timeMs} ${node}${happening(event)}`;
}

function happening(event: TraceLine['event']): string {
  switch (event.kind) {
    case 'sent':
      return `sent ${String(event.flight.message)} to n${event.flight.node}`;
    case 'received':
      return `received ${flightText(event)}`;
    case 'lost':
      return `lost ${flightText(event.flight)}: ${event.why}`;
    case 'duplicated':
      return `duplicated ${flightText(event.flight)}`;
    case 'timerFired':
      return `fired ${event.timer}`;
    case 'proposed':
      return `proposed ${event.command}`;
    case 'persisted': {
      const [record] = event.durable.log;
      return `${event.synced ? 'synced' : 'wrote'}, disk ${record?.command ?? 'empty'}`;
    }
    case 'applied':
      return `applied ${event.index}`;
    case 'crashed': {
      const during = event.during === null ? '' : ` during: ${happening(event.during)}`;
      return `crashed, ${event.lostWrites} lost${during}`;
    }
    case 'booted':
      return `booted ${event.incarnation}`;
    default:
      return event.kind;
  }
}

function flightText({ message, from, copy }: Received): string {
  return `${String(message)} from n${from}${copy ? ' again' : ''}`;
}
