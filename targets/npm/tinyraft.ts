/** tinyraft 1.0.1: leader election alone, one-way messages, its own timers. */
import { hosted } from '../../adapters/live/host.ts';
import type { Host, LiveDefinition, LiveView } from '../../adapters/live/live-target.ts';
import type { Realm } from '../../adapters/live/realm.ts';
import type { Timing } from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { NodeId, Role } from '../../trace/view.ts';
import { packageNamed } from './package-named.ts';

/** What is used of an instance. */
interface TinyRaft {
  readonly term: number;
  readonly state: Role | null;
  readonly leader: NodeId | null;
  readonly nodeId: NodeId;
  readonly start: () => void;
  readonly onReceive: (from: NodeId, message: unknown) => void;
  readonly on: (name: 'change', listener: () => void) => void;
}

type TinyRaftClass = new (config: Readonly<Record<string, unknown>>) => TinyRaft;

interface Loaded {
  readonly TinyRaft: TinyRaftClass;
  readonly realm: Realm;
}

/** A message of tinyraft: a vote is sent to its candidate, and names whom it is for. */
interface TinyMessage {
  readonly type: 'vote_request' | 'vote' | 'ping' | 'pong';
  readonly term: number;
  readonly leader?: NodeId;
  /** Added here, to tell a vote for the receiver from a refusal. */
  to?: NodeId;
}

/** With its defaults: a leader leads until it hears of a later one. */
export const tinyraft = hosted(tinyraftTarget('tinyraft', null));

/**
 * With the leader expiration of its README. Its source wants that longer than a heartbeat, and
 * ideally shorter than an election timeout.
 */
export const tinyraftWithLease = hosted(
  tinyraftTarget('tinyraft-with-lease', ({ electionTimeoutMinMs, heartbeatMs }) => {
    return electionTimeoutMinMs - heartbeatMs;
  }),
);

/**
 * To keep its term is enough: it never votes in a term that it boots in. Its README says that
 * "actual network communication is also abstracted away", and asks nothing of it: messages may come
 * twice and out of order, as in Raft. Leaders without a majority step down only if they expire.
 * Once a node sees that a vote has failed, it stands again and waits for no election timeout.
 */
function tinyraftTarget(
  name: string,
  leaseMsOf: ((timing: Timing) => number) | null,
): LiveDefinition<TinyRaft, unknown, Loaded> {
  return {
    name,
    capabilities: {
      persistence: true,
      proposals: false,
      symmetric: false,
      duplicates: true,
      reordering: true,
      quorumCheck: leaseMsOf !== null,
      electionTimeouts: false,
    },
    // A single node is never elected, and of two none can be spared.
    smallestCluster: 3,
    usesPromises: false,
    load: (realm) => ({ TinyRaft: packageNamed<TinyRaftClass>(realm, 'tinyraft', '1.0.1'), realm }),
    create: (host, loaded) => create(host, loaded, leaseMsOf?.(host.timing) ?? 0),
    deliver: (raft, from, message) => raft.onReceive(from, message),
    view,
    classify,
    viewDurable: (record) => ({
      currentTerm: (record as number | null) ?? 0,
      votedFor: null,
      log: [],
    }),
  };
}

function create(host: Host, { TinyRaft, realm }: Loaded, leadershipTimeout: number): TinyRaft {
  const { self, nodes, timing, durable } = host;
  const { electionTimeoutMinMs, electionTimeoutMaxMs, heartbeatMs } = timing;
  const names = Array.from({ length: nodes }, (_, slot) => slot + 1);
  const raft = new TinyRaft({
    nodes: realm.parse(JSON.stringify(names)),
    nodeId: self,
    electionTimeout: electionTimeoutMinMs,
    randomTimeout: electionTimeoutMaxMs - electionTimeoutMinMs,
    heartbeatTimeout: heartbeatMs,
    leadershipTimeout,
    initialTerm: durable ?? 0,
    send: realm.callable((to: NodeId, message: TinyMessage) => {
      // Every message is a new record: written into, since a copy takes longer than all the rest.
      message.to = to;
      host.send(to, message);
    }),
  });
  let saved = durable ?? 0;
  raft.on('change', () => {
    if (raft.term === saved) return;
    saved = raft.term;
    host.save(raft.term);
  });
  raft.start();
  return raft;
}

/** A node that voted for another candidate calls itself a candidate too. */
function view({ state, term, leader, nodeId }: TinyRaft): LiveView {
  const isCandidate = state === 'candidate' && leader === nodeId;
  const role = state === 'leader' ? 'leader' : isCandidate ? 'candidate' : 'follower';
  return { role, currentTerm: term, votedFor: leader };
}

function classify(message: unknown): WireMeaning {
  const { type, term, leader, to } = message as TinyMessage;
  switch (type) {
    case 'vote_request':
      return { kind: 'requestVote', term };
    case 'vote':
      return { kind: 'voteReply', term, voteGranted: leader === to };
    case 'ping':
      return { kind: 'appendEntries', term };
    case 'pong':
      return { kind: 'appendReply', term };
  }
}
