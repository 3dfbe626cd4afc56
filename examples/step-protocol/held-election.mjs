/**
 * Leader election as a program that holds its nodes (docs/STEP-PROTOCOL.md, version 2): a class
 * with private fields, as a library has it, and below it the few lines that drive it. It has one
 * defect, in `restore`: a server that restarts has forgotten its vote. The comment there mends it.
 */
import { createInterface } from 'node:readline';

class Election {
  #self;
  #nodes;
  #timing;
  #role = 'follower';
  #term = 0;
  #vote = null;
  #votes = new Set();
  /** What the caller has to do, in this order. */
  #effects = [];

  constructor(self, nodes, timing) {
    [this.#self, this.#nodes, this.#timing] = [self, nodes, timing];
    this.#awaitLeader();
  }

  restore({ currentTerm, votedFor }) {
    this.#term = currentTerm;
    // this.#vote = votedFor; // the defect: without this line it votes twice in a term
  }

  copy() {
    const copy = new Election(this.#self, this.#nodes, this.#timing);
    [copy.#role, copy.#term, copy.#vote] = [this.#role, this.#term, this.#vote];
    [copy.#votes, copy.#effects] = [new Set(this.#votes), []];
    return copy;
  }

  takeEffects() {
    return this.#effects.splice(0);
  }

  get view() {
    const [role, currentTerm, votedFor] = [this.#role, this.#term, this.#vote];
    return { role, currentTerm, votedFor, log: [], commitIndex: 0, matchIndex: null };
  }

  /** All that later answers depend on, as a text. */
  get digest() {
    return JSON.stringify([
      this.#self,
      this.#role,
      this.#term,
      this.#vote,
      [...this.#votes].sort(),
    ]);
  }

  tick(timer) {
    if (timer === 'heartbeat') return this.#beat();
    [this.#role, this.#term, this.#vote] = ['candidate', this.#term + 1, this.#self];
    this.#votes.clear();
    this.#persist();
    this.#awaitLeader();
    this.#sendAll('requestVote');
    this.#count(this.#self);
  }

  receive(from, { kind, term, voteGranted }) {
    if (term > this.#term) this.#follow(term);
    if (kind === 'requestVote') return this.#answer(from, term);
    const isOfNow = term === this.#term;
    if (kind === 'voteReply' && isOfNow && voteGranted && this.#role === 'candidate') {
      return this.#count(from);
    }
    if (kind !== 'appendEntries') return;
    if (isOfNow) this.#role = 'follower';
    if (isOfNow) this.#awaitLeader();
    this.#send(from, 'appendReply');
  }

  #answer(candidate, term) {
    const voteGranted = term === this.#term && [null, candidate].includes(this.#vote);
    if (voteGranted) {
      this.#vote = candidate;
      this.#persist();
      this.#awaitLeader();
    }
    this.#send(candidate, 'voteReply', { voteGranted });
  }

  #count(voter) {
    this.#votes.add(voter);
    if (2 * this.#votes.size <= this.#nodes) return;
    this.#role = 'leader';
    this.#effects.push({ kind: 'clearTimer', timer: 'election' });
    this.#beat();
  }

  #beat() {
    this.#setTimer('heartbeat', this.#timing.heartbeatMs, this.#timing.heartbeatMs);
    this.#sendAll('appendEntries');
  }

  #follow(term) {
    if (this.#role === 'leader') this.#effects.push({ kind: 'clearTimer', timer: 'heartbeat' });
    if (this.#role === 'leader') this.#awaitLeader();
    [this.#role, this.#term, this.#vote] = ['follower', term, null];
    this.#persist();
  }

  #awaitLeader() {
    this.#setTimer(
      'election',
      this.#timing.electionTimeoutMinMs,
      this.#timing.electionTimeoutMaxMs,
    );
  }

  #setTimer(timer, minMs, maxMs) {
    this.#effects.push({ kind: 'setTimer', timer, minMs, maxMs });
  }

  #persist() {
    const record = { currentTerm: this.#term, votedFor: this.#vote, log: [] };
    this.#effects.push({ kind: 'persist', record, synced: true });
  }

  #send(to, kind, more = {}) {
    this.#effects.push({ kind: 'send', to, message: { kind, term: this.#term, ...more } });
  }

  #sendAll(kind) {
    for (let to = 1; to <= this.#nodes; to += 1) if (to !== this.#self) this.#send(to, kind);
  }
}

// What drives it. Each node in one life has a handle.
const capabilities = { persistence: true, symmetric: true };
const ways = { state: 'held', fork: true, batches: true };
const hello = { kind: 'hello', protocol: 2, name: 'held-election', capabilities, ...ways };
const held = new Map();

function answerTo({ kind, step, handle, ...request }) {
  if (kind === 'hello') return hello;
  if (kind === 'forget') return void held.delete(handle);
  if (kind === 'fork') return void held.set(request.copy, held.get(handle).copy()) ?? { step };
  const node = kind === 'boot' || kind === 'restore' ? started(request) : held.get(handle);
  held.set(handle, node);
  if (kind === 'timer') node.tick(request.timer);
  if (kind === 'receive') node.receive(request.from, request.message);
  return { step, effects: node.takeEffects(), view: node.view, digest: node.digest };
}

function started({ node: self, nodes, timing, durable }) {
  const node = new Election(self, nodes, timing);
  if (durable !== null) node.restore(durable);
  return node;
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const answers = [JSON.parse(line)]
    .flat()
    .map(answerTo)
    .filter((answer) => answer !== undefined);
  process.stdout.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
});
