/**
 * Leader election as a program that holds its nodes (docs/STEP-PROTOCOL.md, version 2): a class
 * with private fields, as a library has it, and below it the few lines that drive it. It has one
 * defect, in `#restore`: a server that restarts has forgotten its vote. The comment there mends it.
 */
import { createInterface } from 'node:readline';

class Election {
  #self;
  #nodes;
  #timing;
  #now = { role: 'follower', term: 0, vote: null, votes: [] };
  /** What the caller has to do, in this order. */
  #effects = [];

  constructor({ node: self, nodes, timing, durable }) {
    [this.#self, this.#nodes, this.#timing] = [self, nodes, timing];
    if (durable !== null) this.#restore(durable);
    this.#awaitLeader();
  }

  #restore({ currentTerm, votedFor }) {
    this.#now.term = currentTerm;
    // this.#now.vote = votedFor; // the defect: without this line it votes twice in a term
  }

  copy() {
    const [node, nodes, timing] = [this.#self, this.#nodes, this.#timing];
    const copy = new Election({ node, nodes, timing, durable: null });
    // Lists in it are replaced, never changed.
    [copy.#now, copy.#effects] = [{ ...this.#now }, []];
    return copy;
  }

  takeEffects() {
    return this.#effects.splice(0);
  }

  get view() {
    const { role, term: currentTerm, vote: votedFor } = this.#now;
    return { role, currentTerm, votedFor };
  }

  /** All that later answers depend on, as a text. */
  get digest() {
    const { role, term, vote, votes } = this.#now;
    return [this.#self, role, term, vote, ...votes].join(' ');
  }

  tick(timer) {
    if (timer === 'heartbeat') return this.#beat();
    const { term } = this.#now;
    this.#now = { role: 'candidate', term: term + 1, vote: this.#self, votes: [] };
    this.#persist();
    this.#awaitLeader();
    this.#sendAll('requestVote');
    this.#count(this.#self);
  }

  receive(from, { kind, term, voteGranted }) {
    const now = this.#now;
    if (term > now.term) this.#follow(term);
    if (kind === 'requestVote') this.#answer(from, term);
    if (kind === 'voteReply' && term === now.term && voteGranted) this.#count(from);
    if (kind !== 'appendEntries') return;
    if (term === now.term) {
      now.role = 'follower';
      this.#awaitLeader();
    }
    this.#send(from, 'appendReply');
  }

  #answer(candidate, term) {
    const voteGranted = term === this.#now.term && [null, candidate].includes(this.#now.vote);
    if (voteGranted) {
      this.#now.vote = candidate;
      this.#persist();
      this.#awaitLeader();
    }
    this.#send(candidate, 'voteReply', { voteGranted });
  }

  #count(voter) {
    const now = this.#now;
    if (now.role !== 'candidate' || now.votes.includes(voter)) return;
    now.votes = [...now.votes, voter].sort();
    if (2 * now.votes.length <= this.#nodes) return;
    now.role = 'leader';
    this.#effects.push({ kind: 'clearTimer', timer: 'election' });
    this.#beat();
  }

  #beat() {
    const { heartbeatMs } = this.#timing;
    this.#effects.push(setTimer('heartbeat', heartbeatMs, heartbeatMs));
    this.#sendAll('appendEntries');
  }

  #follow(term) {
    if (this.#now.role === 'leader') this.#awaitLeader();
    Object.assign(this.#now, { role: 'follower', term, vote: null, votes: [] });
    this.#effects.push({ kind: 'clearTimer', timer: 'heartbeat' });
    this.#persist();
  }

  #awaitLeader() {
    const { electionTimeoutMinMs, electionTimeoutMaxMs } = this.#timing;
    this.#effects.push(setTimer('election', electionTimeoutMinMs, electionTimeoutMaxMs));
  }

  #persist() {
    const { term: currentTerm, vote: votedFor } = this.#now;
    this.#effects.push({
      kind: 'persist',
      record: { currentTerm, votedFor, log: [] },
      synced: true,
    });
  }

  #send(to, kind, more = {}) {
    this.#effects.push({ kind: 'send', to, message: { kind, term: this.#now.term, ...more } });
  }

  #sendAll(kind) {
    for (let to = 1; to <= this.#nodes; to += 1) if (to !== this.#self) this.#send(to, kind);
  }
}

const setTimer = (timer, minMs, maxMs) => ({ kind: 'setTimer', timer, minMs, maxMs });

// What drives it. Each node in one life has a handle.
const capabilities = { persistence: true, symmetric: true };
const ways = { state: 'held', fork: true, batches: true };
const hello = { kind: 'hello', protocol: 2, name: 'held-election', capabilities, ...ways };
const held = new Map();
/** Said once: what later views leave out is as it was. */
const constant = { log: [], commitIndex: 0, matchIndex: null };

function answerTo({ kind, step, handle, ...request }) {
  if (kind === 'hello') return hello;
  if (kind === 'forget') return void held.delete(handle);
  const isNew = kind === 'boot' || kind === 'restore';
  if (isNew) held.set(handle, new Election(request));
  const node = held.get(handle);
  if (kind === 'fork') {
    held.set(request.copy, node.copy());
    return { step };
  }
  if (kind === 'timer') node.tick(request.timer);
  if (kind === 'receive') node.receive(request.from, request.message);
  const view = isNew ? { ...constant, ...node.view } : node.view;
  return { step, effects: node.takeEffects(), view, digest: node.digest };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const answers = [JSON.parse(line)]
    .flat()
    .map(answerTo)
    .filter((answer) => answer !== undefined);
  process.stdout.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
});
