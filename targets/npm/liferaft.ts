/** @markwylde/liferaft 1.4.0: requests with replies, promises, and a log if it is given one. */
import { hosted } from '../../adapters/live/host.ts';
import type { Host, LiveDefinition, LiveView } from '../../adapters/live/live-target.ts';
import type { Realm } from '../../adapters/live/realm.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { NodeId } from '../../trace/view.ts';
import { emptyLogOf } from './liferaft-log.ts';
import { packageNamed } from './package-named.ts';

type Callback = (error: unknown, reply?: unknown) => void;

/** What is used of an instance. */
interface LifeRaft {
  readonly term: number;
  readonly state: number;
  readonly votes: { readonly for: string | null };
  readonly join: (address: string, write: (packet: unknown, done: Callback) => void) => void;
  readonly on: (name: string, listener: (error: unknown) => void) => void;
  readonly emit: (name: string, ...given: readonly unknown[]) => void;
}

type LifeRaftClass = new (address: string, options: Readonly<Record<string, unknown>>) => LifeRaft;

interface Loaded {
  readonly LifeRaft: LifeRaftClass;
  readonly realm: Realm;
}

/** A packet, as far as it says anything about an election. */
interface Packet {
  readonly type?: string;
  readonly term?: number;
  readonly data?: { readonly granted?: boolean };
}

/** The numbers that the package gives its states. */
const LEADER = 1;
const CANDIDATE = 2;

/**
 * It keeps neither term nor vote: crashes are beyond what it promises. Its README leaves the
 * transport to the user ("we ship this library without any build in transport") and asks nothing of
 * it, so that messages may come twice and out of order, as in Raft. Of leaders that lose their
 * majority it says nothing, and heartbeats are not answered: they lead on, as the paper allows.
 */
const PROMISED = {
  persistence: false,
  proposals: false,
  symmetric: false,
  duplicates: true,
  reordering: true,
  quorumCheck: false,
} as const;

/** Without a log: elections only. */
export const liferaft = hosted(liferaftTarget('liferaft', false));

/** With a log that has no entries, and that takes as long to read as a disk does. */
export const liferaftWithLog = hosted(liferaftTarget('liferaft-with-log', true));

function liferaftTarget(name: string, hasLog: boolean): LiveDefinition<LifeRaft, unknown, Loaded> {
  return {
    name,
    capabilities: PROMISED,
    // A single node has no peers to elect it, and of two none can be spared.
    smallestCluster: 3,
    load: (realm) => ({
      LifeRaft: packageNamed<LifeRaftClass>(realm, '@markwylde/liferaft', '1.4.0'),
      realm,
    }),
    create: (host, loaded) => create(host, loaded, hasLog),
    deliver: (raft, _from, packet, reply) => {
      raft.emit('data', packet, (answer: unknown) => {
        if (answer !== undefined) reply(answer);
      });
    },
    view,
    classify,
  };
}

function create(host: Host, { LifeRaft, realm }: Loaded, hasLog: boolean): LifeRaft {
  const { self, peers, timing } = host;
  const options = {
    'election min': timing.electionTimeoutMinMs,
    'election max': timing.electionTimeoutMaxMs,
    heartbeat: timing.heartbeatMs,
    ...(hasLog ? { Log: emptyLogOf(realm, host.afterDisk) } : {}),
  };
  const raft = new LifeRaft(addressOf(self), options);
  // It reports every stale packet as an error, which is no reason to end.
  raft.on('error', () => undefined);
  for (const peer of peers) {
    const write = (packet: unknown, done: Callback): void =>
      host.send(peer, packet, (reply) => done(null, reply));
    raft.join(addressOf(peer), realm.callable(write));
  }
  return raft;
}

function addressOf(node: NodeId): string {
  return `n${node}`;
}

function view({ state, term, votes }: LifeRaft): LiveView {
  const role = state === LEADER ? 'leader' : state === CANDIDATE ? 'candidate' : 'follower';
  const votedFor = votes.for === null ? null : Number(votes.for.slice(1));
  return { role, currentTerm: term, votedFor };
}

function classify(packet: unknown): WireMeaning {
  const { type, term = 0, data } = packet as Packet;
  switch (type) {
    case 'vote':
      return { kind: 'requestVote', term };
    case 'voted':
      return { kind: 'voteReply', term, voteGranted: data?.granted === true };
    case 'append':
      return { kind: 'appendEntries', term };
    case 'append ack':
      return { kind: 'appendReply', term, success: true };
    case 'append fail':
      return { kind: 'appendReply', term, success: false };
    default:
      return { kind: 'other', term };
  }
}
