/**
 * The yardstick: leader election as a bare mutable loop, with numbers in typed arrays, no effects,
 * no views, no properties, no names of luck. What JavaScript can do when it need not care.
 */

const FOLLOWER = 0;
const CANDIDATE = 1;
const LEADER = 2;

const ELECTION = 0;
const HEARTBEAT = 1;
const REQUEST_VOTE = 2;
const VOTE = 3;
const APPEND = 4;
const APPEND_REPLY = 5;

/** Pace and network as in the world that it is compared with. */
export interface BarePace {
  readonly electionTimeoutMinMs: number;
  readonly electionTimeoutMaxMs: number;
  readonly heartbeatMs: number;
  readonly latencyMinMs: number;
  readonly latencyMaxMs: number;
}

export interface BareResult {
  /** Messages delivered and timers fired. */
  readonly events: number;
  readonly leaders: number;
}

/** A binary heap of (time, what, from, to, term), one typed array per column. */
class Heap {
  size = 0;
  readonly at = new Float64Array(4096);
  readonly what = new Uint8Array(4096);
  readonly from = new Uint8Array(4096);
  readonly to = new Uint8Array(4096);
  readonly term = new Uint32Array(4096);

  push(at: number, what: number, from: number, to: number, term: number): void {
    let index = this.size++;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.at[parent]! <= at) break;
      this.#copy(parent, index);
      index = parent;
    }
    this.#put(index, at, what, from, to, term);
  }

  /** Removes the first; its columns must have been read before. */
  pop(): void {
    const last = --this.size;
    const at = this.at[last]!;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= last) break;
      if (child + 1 < last && this.at[child + 1]! < this.at[child]!) child += 1;
      if (this.at[child]! >= at) break;
      this.#copy(child, index);
      index = child;
    }
    this.#copy(last, index);
  }

  #copy(source: number, index: number): void {
    this.at[index] = this.at[source]!;
    this.what[index] = this.what[source]!;
    this.from[index] = this.from[source]!;
    this.to[index] = this.to[source]!;
    this.term[index] = this.term[source]!;
  }

  #put(index: number, at: number, what: number, from: number, to: number, term: number): void {
    this.at[index] = at;
    this.what[index] = what;
    this.from[index] = from;
    this.to[index] = to;
    this.term[index] = term;
  }
}

/** Runs a fault-free cluster for this much simulated time. */
export function bareLoop(nodes: number, seed: number, untilMs: number, pace: BarePace): BareResult {
  const cluster = new BareCluster(nodes, seed, pace);
  cluster.run(untilMs);
  return { events: cluster.events, leaders: cluster.leaders };
}

class BareCluster {
  events = 0;
  leaders = 0;
  readonly #nodes: number;
  readonly #pace: BarePace;
  readonly #latencySpan: number;
  readonly #electionSpan: number;
  readonly #role: Uint8Array;
  readonly #term: Uint32Array;
  readonly #votedFor: Int8Array;
  readonly #votes: Uint8Array;
  readonly #deadline: Float64Array;
  readonly #heap = new Heap();
  #luck: number;
  #now = 0;

  constructor(nodes: number, seed: number, pace: BarePace) {
    this.#nodes = nodes;
    this.#pace = pace;
    this.#latencySpan = pace.latencyMaxMs - pace.latencyMinMs + 1;
    this.#electionSpan = pace.electionTimeoutMaxMs - pace.electionTimeoutMinMs + 1;
    this.#role = new Uint8Array(nodes);
    this.#term = new Uint32Array(nodes);
    this.#votedFor = new Int8Array(nodes).fill(-1);
    this.#votes = new Uint8Array(nodes);
    this.#deadline = new Float64Array(nodes);
    this.#luck = seed * 2654435761 + 1;
  }

  run(untilMs: number): void {
    const heap = this.#heap;
    for (let node = 0; node < this.#nodes; node += 1) {
      this.#renew(node);
      heap.push(this.#deadline[node]!, ELECTION, node, node, 0);
    }
    while (heap.size > 0 && heap.at[0]! <= untilMs) {
      this.#now = heap.at[0]!;
      const what = heap.what[0]!;
      const from = heap.from[0]!;
      const to = heap.to[0]!;
      const term = heap.term[0]!;
      heap.pop();
      if (what === ELECTION) this.#onElectionTimer(to);
      else if (what === HEARTBEAT) this.#onHeartbeatTimer(to, term);
      else this.#onMessage(what, from, to, term);
    }
  }

  #onElectionTimer(node: number): void {
    if (this.#role[node] === LEADER) {
      this.#renew(node);
    } else if (this.#now >= this.#deadline[node]!) {
      this.events += 1;
      this.#term[node]! += 1;
      this.#role[node] = CANDIDATE;
      this.#votedFor[node] = node;
      this.#votes[node] = 1;
      this.#renew(node);
      this.#broadcast(REQUEST_VOTE, node);
    }
    this.#heap.push(this.#deadline[node]!, ELECTION, node, node, 0);
  }

  #onHeartbeatTimer(node: number, term: number): void {
    if (this.#role[node] !== LEADER || this.#term[node] !== term) return;
    this.events += 1;
    this.#broadcast(APPEND, node);
    this.#heap.push(this.#now + this.#pace.heartbeatMs, HEARTBEAT, node, node, term);
  }

  #onMessage(what: number, from: number, to: number, term: number): void {
    this.events += 1;
    if (term > this.#term[to]!) this.#adopt(to, term);
    if (what === REQUEST_VOTE) this.#onRequestVote(from, to, term);
    else if (what === VOTE) this.#onVote(to, term);
    else if (what === APPEND) this.#onAppend(from, to, term);
  }

  #onRequestVote(from: number, to: number, term: number): void {
    const isFree = this.#votedFor[to] === -1 || this.#votedFor[to] === from;
    if (term !== this.#term[to] || !isFree) return;
    this.#votedFor[to] = from;
    this.#renew(to);
    this.#send(VOTE, to, from);
  }

  #onVote(node: number, term: number): void {
    if (this.#role[node] !== CANDIDATE || term !== this.#term[node]) return;
    this.#votes[node]! += 1;
    if (this.#votes[node]! * 2 <= this.#nodes) return;
    this.#role[node] = LEADER;
    this.leaders += 1;
    this.#broadcast(APPEND, node);
    this.#heap.push(this.#now + this.#pace.heartbeatMs, HEARTBEAT, node, node, term);
  }

  #onAppend(from: number, to: number, term: number): void {
    if (term === this.#term[to]) {
      if (this.#role[to] === CANDIDATE) this.#role[to] = FOLLOWER;
      this.#renew(to);
    }
    this.#send(APPEND_REPLY, to, from);
  }

  #adopt(node: number, term: number): void {
    this.#term[node] = term;
    this.#role[node] = FOLLOWER;
    this.#votedFor[node] = -1;
  }

  #broadcast(what: number, from: number): void {
    for (let peer = 0; peer < this.#nodes; peer += 1)
      if (peer !== from) this.#send(what, from, peer);
  }

  #send(what: number, from: number, to: number): void {
    const arrival = this.#now + this.#pace.latencyMinMs + this.#draw(this.#latencySpan);
    this.#heap.push(arrival, what, from, to, this.#term[from]!);
  }

  #renew(node: number): void {
    const timeout = this.#pace.electionTimeoutMinMs + this.#draw(this.#electionSpan);
    this.#deadline[node] = this.#now + timeout;
  }

  #draw(span: number): number {
    let luck = this.#luck;
    luck ^= luck << 13;
    luck ^= luck >>> 17;
    luck ^= luck << 5;
    this.#luck = luck;
    return (luck >>> 0) % span;
  }
}
