/**
 * Raft as libraries have it, around which a program holds its nodes: each word on the command line
 * adds one of their habits. `noop`: a leader begins with an entry that holds no command. `preVote`:
 * who wants to stand asks first whether it would be elected. `applyAgain`: a restarted node hands
 * its state machine all entries from the first. `forward`: a follower passes proposals on to the
 * leader that it hears; without it they are dropped.
 */
import { createInterface } from 'node:readline';

const habits = new Set(process.argv.slice(2));
const has = (habit) => habits.has(habit);

class Node {
  constructor({ node, nodes, timing, durable }) {
    Object.assign(this, { self: node, nodes, timing, role: 'follower', leader: null });
    Object.assign(this, { term: 0, vote: null, log: [], commit: 0, applied: 0, effects: [] });
    Object.assign(this, { votes: [], asked: false, next: [], match: null });
    if (durable !== null) {
      const { currentTerm, votedFor, log, applied } = durable;
      Object.assign(this, { term: currentTerm, vote: votedFor, log });
      this.applied = has('applyAgain') ? 0 : applied;
      this.commit = this.applied;
    }
    this.await();
  }

  copy() {
    const copy = Object.create(Node.prototype);
    return Object.assign(copy, structuredClone({ ...this }));
  }

  get view() {
    const { role, term, vote, log, commit, match } = this;
    return { role, currentTerm: term, votedFor: vote, log, commitIndex: commit, matchIndex: match };
  }

  get last() {
    return { index: this.log.length, term: this.log.at(-1)?.term ?? 0 };
  }

  get majority() {
    return Math.floor(this.nodes / 2) + 1;
  }

  do(effect) {
    this.effects.push(effect);
  }

  setTimer(timer, minMs, maxMs) {
    this.do({ kind: 'setTimer', timer, minMs, maxMs });
  }

  await() {
    const { electionTimeoutMinMs, electionTimeoutMaxMs } = this.timing;
    this.setTimer('election', electionTimeoutMinMs, electionTimeoutMaxMs);
  }

  persist() {
    const { term: currentTerm, vote: votedFor, log, applied } = this;
    this.do({ kind: 'persist', record: { currentTerm, votedFor, log, applied }, synced: true });
  }

  send(to, kind, more = {}) {
    this.do({ kind: 'send', to, message: { kind, term: this.term, ...more } });
  }

  others() {
    return Array.from({ length: this.nodes }, (_, index) => index + 1).filter(
      (n) => n !== this.self,
    );
  }

  follow(term, leader) {
    if (this.role === 'leader') this.do({ kind: 'clearTimer', timer: 'heartbeat' });
    Object.assign(this, { role: 'follower', leader, votes: [], asked: false, match: null });
    if (term > this.term) {
      Object.assign(this, { term, vote: null });
      this.persist();
    }
    this.await();
  }

  timer(name) {
    if (name === 'heartbeat') return this.beat();
    Object.assign(this, { leader: null, votes: [this.self] });
    if (has('preVote')) {
      this.asked = true;
      if (this.role === 'candidate') this.role = 'follower';
      this.await();
      for (const to of this.others()) this.send(to, 'preVote', { last: this.last });
      return;
    }
    this.stand();
  }

  stand() {
    Object.assign(this, { role: 'candidate', term: this.term + 1, vote: this.self });
    Object.assign(this, { votes: [this.self], asked: false });
    this.persist();
    this.await();
    for (const to of this.others()) this.send(to, 'requestVote', { last: this.last });
  }

  isFresh({ index, term }) {
    return term > this.last.term || (term === this.last.term && index >= this.last.index);
  }

  receive(from, message) {
    const { kind, term } = message;
    const isPre = kind === 'preVote' || kind === 'preVoteReply';
    if (term > this.term) this.follow(term, null);
    if (isPre && term < this.term && kind === 'preVoteReply') return;
    this[kind === 'other' ? 'forwarded' : kind](from, message);
  }

  preVote(from, { term, last }) {
    const voteGranted = term === this.term && this.leader === null && this.isFresh(last);
    this.send(from, 'preVoteReply', { voteGranted });
  }

  preVoteReply(from, { voteGranted }) {
    if (!this.asked || !voteGranted || this.votes.includes(from)) return;
    this.votes = [...this.votes, from];
    if (this.votes.length >= this.majority) this.stand();
  }

  requestVote(from, { term, last }) {
    const isFree = this.vote === null || this.vote === from;
    const voteGranted = term === this.term && isFree && this.isFresh(last);
    if (voteGranted) {
      this.vote = from;
      this.persist();
      this.await();
    }
    this.send(from, 'voteReply', { voteGranted });
  }

  voteReply(from, { term, voteGranted }) {
    if (this.role !== 'candidate' || term !== this.term || !voteGranted) return;
    if (!this.votes.includes(from)) this.votes = [...this.votes, from];
    if (this.votes.length < this.majority) return;
    Object.assign(this, { role: 'leader', leader: this.self });
    this.next = Array.from({ length: this.nodes }, () => this.log.length + 1);
    this.match = Array.from({ length: this.nodes }, () => 0);
    this.do({ kind: 'clearTimer', timer: 'election' });
    if (has('noop')) this.append('');
    this.beat();
  }

  append(command) {
    this.log = [...this.log, { term: this.term, command }];
    this.match = this.match.with(this.self - 1, this.log.length);
    this.persist();
  }

  propose(command) {
    if (this.role === 'leader') {
      this.append(command);
      this.beat();
    } else if (has('forward') && this.leader !== null) this.send(this.leader, 'other', { command });
  }

  forwarded(_from, { command }) {
    if (this.role === 'leader') this.propose(command);
  }

  beat() {
    const { heartbeatMs } = this.timing;
    this.setTimer('heartbeat', heartbeatMs, heartbeatMs);
    for (const to of this.others()) this.replicate(to);
  }

  replicate(to) {
    const index = this.next[to - 1] - 1;
    const before = { index, term: this.log[index - 1]?.term ?? 0 };
    const entries = this.log.slice(index);
    this.send(to, 'appendEntries', { before, entries, commit: this.commit });
  }

  appendEntries(from, { term, before, entries, commit }) {
    if (term < this.term) return this.send(from, 'appendReply', { success: false, upTo: 0 });
    this.follow(term, from);
    const success = before.index === 0 || this.log[before.index - 1]?.term === before.term;
    if (success) this.take(before.index, entries);
    const upTo = success ? before.index + entries.length : 0;
    this.send(from, 'appendReply', { success, upTo });
    if (success) this.commitTo(Math.min(commit, upTo));
  }

  take(index, entries) {
    const differs = entries.findIndex((entry, at) => this.log[index + at]?.term !== entry.term);
    if (differs === -1) return;
    this.log = [...this.log.slice(0, index + differs), ...entries.slice(differs)];
    this.persist();
  }

  appendReply(from, { term, success, upTo }) {
    if (this.role !== 'leader' || term !== this.term) return;
    const slot = from - 1;
    if (!success) {
      this.next[slot] = Math.max(1, this.next[slot] - 1);
      return this.replicate(from);
    }
    const known = Math.max(this.match[slot], upTo);
    this.match = this.match.with(slot, known);
    this.next[slot] = known + 1;
    const [...sorted] = this.match.toSorted((one, other) => other - one);
    const index = sorted[this.majority - 1];
    if (this.log[index - 1]?.term === this.term) this.commitTo(index);
  }

  commitTo(index) {
    if (index <= this.commit) return;
    this.commit = index;
    while (this.applied < index) {
      this.applied += 1;
      this.do({ kind: 'apply', index: this.applied, entry: this.log[this.applied - 1] });
    }
    this.persist();
  }
}

const capabilities = { persistence: true, proposals: true, symmetric: true, applies: true };
const ways = { state: 'held', fork: true, batches: true };
const hello = { kind: 'hello', protocol: 2, name: 'library-raft', capabilities, ...ways };
const held = new Map();

function answerTo({ kind, step, handle, ...request }) {
  if (kind === 'hello') return hello;
  if (kind === 'forget') return void held.delete(handle);
  if (kind === 'boot' || kind === 'restore') held.set(handle, new Node(request));
  const node = held.get(handle);
  if (kind === 'fork') {
    held.set(request.copy, node.copy());
    return { step };
  }
  if (kind === 'timer') node.timer(request.timer);
  if (kind === 'receive') node.receive(request.from, request.message);
  if (kind === 'propose') node.propose(request.command);
  return { step, effects: node.effects.splice(0), view: node.view };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const answers = [JSON.parse(line)].flat().map(answerTo);
  const said = answers.filter((answer) => answer !== undefined);
  process.stdout.write(said.map((answer) => `${JSON.stringify(answer)}\n`).join(''));
});
