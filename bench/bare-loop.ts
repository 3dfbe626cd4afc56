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
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.at[parent]! <= at) break;
      this.#copy(parent, place);
      place = parent;
    }
    this.#put(place, at, what, from, to, term);
  }

  /** Removes the first; its columns must have been read before. */
  pop(): void {
    const last = --this.size;
    const at = this.at[last]!;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= last) break;
      if (child + 1 < last && this.at[child + 1]! < this.at[child]!) child += 1;
      if (this.at[child]! >= at) break;
      this.#copy(child, place);
      place = child;
    }
    this.#copy(last, place);
  }

  #copy(source: number, place: number): void {
    this.at[place] = this.at[source]!;
    this.what[place] = this.what[source]!;
    this.from[place] = this.from[source]!;
    this.to[place] = this.to[source]!;
    this.term[place] = this.term[source]!;
  }

  #put(place: number, at: number, what: number, from: number, to: number, term: number): void {
    this.at[place] = at;
    this.what[place] = what;
    this.from[place] = from;
    this.to[place] = to;
    this.term[place] = term;
  }
}

/** Runs a fault-free cluster for this much simulated time. */
export function bareLoop(nodes: number, seed: number, untilMs: number, pace: BarePace): BareResult {
  const role = new Uint8Array(nodes);
  const term = new Uint32Array(nodes);
  const votedFor = new Int8Array(nodes).fill(-1);
  const votes = new Uint8Array(nodes);
  const deadline = new Float64Array(nodes);
  const heap = new Heap();
  const latencySpan = pace.latencyMaxMs - pace.latencyMinMs + 1;
  const electionSpan = pace.electionTimeoutMaxMs - pace.electionTimeoutMinMs + 1;
  let luck = seed * 2654435761 + 1;
  let now = 0;
  let events = 0;
  let leaders = 0;

  const draw = (span: number): number => {
    luck ^= luck << 13;
    luck ^= luck >>> 17;
    luck ^= luck << 5;
    return (luck >>> 0) % span;
  };
  const send = (what: number, from: number, to: number): void => {
    heap.push(now + pace.latencyMinMs + draw(latencySpan), what, from, to, term[from]!);
  };
  const renew = (node: number): void => {
    deadline[node] = now + pace.electionTimeoutMinMs + draw(electionSpan);
  };
  const adopt = (node: number, newer: number): void => {
    term[node] = newer;
    role[node] = FOLLOWER;
    votedFor[node] = -1;
  };
  const broadcast = (what: number, from: number): void => {
    for (let peer = 0; peer < nodes; peer += 1) if (peer !== from) send(what, from, peer);
  };

  for (let node = 0; node < nodes; node += 1) {
    renew(node);
    heap.push(deadline[node]!, ELECTION, node, node, 0);
  }
  while (heap.size > 0 && heap.at[0]! <= untilMs) {
    now = heap.at[0]!;
    const what = heap.what[0]!;
    const from = heap.from[0]!;
    const to = heap.to[0]!;
    const sentTerm = heap.term[0]!;
    heap.pop();
    if (what === ELECTION) {
      if (role[to] !== LEADER && now >= deadline[to]!) {
        events += 1;
        term[to]! += 1;
        role[to] = CANDIDATE;
        votedFor[to] = to;
        votes[to] = 1;
        renew(to);
        broadcast(REQUEST_VOTE, to);
      }
      if (role[to] === LEADER) renew(to);
      heap.push(deadline[to]!, ELECTION, to, to, 0);
      continue;
    }
    if (what === HEARTBEAT) {
      if (role[to] !== LEADER || term[to] !== sentTerm) continue;
      events += 1;
      broadcast(APPEND, to);
      heap.push(now + pace.heartbeatMs, HEARTBEAT, to, to, sentTerm);
      continue;
    }
    events += 1;
    if (sentTerm > term[to]!) adopt(to, sentTerm);
    if (what === REQUEST_VOTE) {
      if (sentTerm === term[to] && (votedFor[to] === -1 || votedFor[to] === from)) {
        votedFor[to] = from;
        renew(to);
        send(VOTE, to, from);
      }
    } else if (what === VOTE) {
      if (role[to] === CANDIDATE && sentTerm === term[to]) {
        votes[to]! += 1;
        if (votes[to]! * 2 > nodes) {
          role[to] = LEADER;
          leaders += 1;
          broadcast(APPEND, to);
          heap.push(now + pace.heartbeatMs, HEARTBEAT, to, to, term[to]!);
        }
      }
    } else if (what === APPEND) {
      if (sentTerm === term[to]) {
        if (role[to] === CANDIDATE) role[to] = FOLLOWER;
        renew(to);
      }
      send(APPEND_REPLY, to, from);
    }
  }
  return { events, leaders };
}
