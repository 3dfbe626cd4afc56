/**
 * The other yardstick: the same packages in clusters of the same size and pace, driven by
 * fake-timers of Sinon. A message is JSON that arrives after a time drawn for it, as a timer of the
 * fake clock; after every event the promise jobs that are due are performed, at once if the package
 * makes any. No faults, no digest, no views, no names of luck: less than the world does.
 */
import { createRequire } from 'node:module';
import { install, type Clock } from '@sinonjs/fake-timers';
import { LAB_TIMING } from '../core/timing.ts';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import { timed } from './timed.ts';

type Reply = (answer: unknown) => void;
type Send = (to: number, message: unknown, onReply: Reply) => void;
type Receive = (from: number, message: unknown, reply: Reply) => void;

/** Boots a node, and returns what takes its messages. */
type Boot = (self: number, peers: readonly number[], send: Send, clock: Clock) => Receive;

/** A package as the fake clock drives it. */
export interface FakePackage {
  /** To be loaded while the timers are real, as is fake-timers itself; null if not installed. */
  readonly boot: Boot | null;
  readonly usesPromises: boolean;
}

const { electionTimeoutMinMs, electionTimeoutMaxMs, heartbeatMs } = LAB_TIMING;
const require = createRequire(new URL('../targets/npm/package.json', import.meta.url));

/** Timers fired and messages delivered per second of so many clusters. */
export function fakeTimersRate(
  { boot, usesPromises }: FakePackage,
  clusters: number,
  nodes: number,
  clusterMs: number,
): number {
  if (boot === null) return NaN;
  let events = 0;
  const seconds = timed(() => {
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const toFake = [
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'Date',
      ] as const;
      const clock = install({ now: 0, toFake: [...toFake], loopLimit: Infinity });
      try {
        bootAll(boot, nodes, clock);
        events += run(clock, clusterMs, usesPromises);
      } finally {
        clock.uninstall();
      }
    }
  });
  return events / seconds;
}

function bootAll(boot: Boot, nodes: number, clock: Clock): void {
  const all = Array.from({ length: nodes }, (_, slot) => slot + 1);
  const receivers: Receive[] = [];
  const carry = (message: unknown, arrive: (copy: unknown) => void): void => {
    const text = JSON.stringify(message);
    clock.setTimeout(() => arrive(JSON.parse(text)), latencyMs());
  };
  for (const self of all) {
    const send: Send = (to, message, onReply) =>
      carry(message, (copy) => receivers[to]!(self, copy, (answer) => carry(answer, onReply)));
    const peers = all.filter((peer) => peer !== self);
    receivers[self] = boot(self, peers, send, clock);
  }
}

function run(clock: Clock, untilMs: number, usesPromises: boolean): number {
  const { _tickCallback: drain } = process as unknown as { readonly _tickCallback: () => void };
  let events = 0;
  while (clock.now < untilMs) {
    clock.next();
    if (usesPromises) drain();
    events += 1;
  }
  return events;
}

function latencyMs(): number {
  const { latencyMinMs, latencyMaxMs } = DEFAULT_NETWORK;
  return latencyMinMs + Math.floor(Math.random() * (latencyMaxMs - latencyMinMs + 1));
}

interface TinyRaft {
  readonly start: () => void;
  readonly onReceive: (from: number, message: unknown) => void;
}

/** It keeps its timers in fields of the class, taken when it is loaded. */
interface TinyRaftClass {
  new (config: object): TinyRaft;
  setTimeout: unknown;
  clearTimeout: unknown;
  setInterval: unknown;
  clearInterval: unknown;
}

interface LifeRaft {
  readonly join: (address: string, write: (packet: unknown, done: unknown) => void) => void;
  readonly on: (name: string, listener: () => void) => void;
  readonly emit: (name: string, packet: unknown, reply: Reply) => void;
}

type LifeRaftClass = new (address: string, options: object) => LifeRaft;

function bootTinyraft(TinyRaft: TinyRaftClass): Boot {
  return (self, peers, send, clock) => {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = clock;
    Object.assign(TinyRaft, { setTimeout, clearTimeout, setInterval, clearInterval });
    const raft = new TinyRaft({
      nodes: [self, ...peers].sort(),
      nodeId: self,
      electionTimeout: electionTimeoutMinMs,
      randomTimeout: electionTimeoutMaxMs - electionTimeoutMinMs,
      heartbeatTimeout: heartbeatMs,
      send: (to: number, message: unknown) => send(to, message, () => undefined),
    });
    raft.start();
    return (from, message) => raft.onReceive(from, message);
  };
}

function bootLiferaft(LifeRaft: LifeRaftClass): Boot {
  return (self, peers, send) => {
    const raft = new LifeRaft(`n${self}`, {
      'election min': electionTimeoutMinMs,
      'election max': electionTimeoutMaxMs,
      heartbeat: heartbeatMs,
    });
    raft.on('error', () => undefined);
    for (const peer of peers) {
      raft.join(`n${peer}`, function write(packet, done) {
        send(peer, packet, (reply) => (done as (error: null, reply: unknown) => void)(null, reply));
      });
    }
    return (_from, message, reply) =>
      raft.emit('data', message, (answer) => {
        if (answer !== undefined) reply(answer);
      });
  };
}

function loaded<Loaded>(name: string, boot: (loaded: Loaded) => Boot): Boot | null {
  try {
    return boot(require(name) as Loaded);
  } catch {
    return null;
  }
}

export const FAKE_TINYRAFT: FakePackage = {
  boot: loaded('tinyraft', bootTinyraft),
  usesPromises: false,
};

export const FAKE_LIFERAFT: FakePackage = {
  boot: loaded('@markwylde/liferaft', bootLiferaft),
  usesPromises: true,
};
