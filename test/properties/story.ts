/**
 * Hand-written traces, told as a story: who stands, who votes, who crashes. Every event is a step,
 * in the order told; the boots of the nodes are steps 1 to n.
 */
import { PROPERTIES } from '../../properties/catalogue.ts';
import { Check } from '../../properties/check.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { RunFacts } from '../../properties/run-facts.ts';
import { BETWEEN_STEPS } from '../../trace/event.ts';
import type { Received, TraceEvent } from '../../trace/event.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { frozen } from './frozen.ts';
import { logOf, written } from './written-log.ts';

/** How stories write a node. */
export type Name = `n${number}`;

/** The longest election timeout in stories, in milliseconds. */
export const TIMEOUT_MS = 100;

/** The pace of the nodes in stories. */
export const TIMING = {
  electionTimeoutMinMs: 50,
  electionTimeoutMaxMs: TIMEOUT_MS,
  heartbeatMs: 10,
};

/** What changes in a view; a log is written "a@1 b@2". */
export type Change = Partial<Omit<NodeView, 'log' | 'votedFor'>> & {
  readonly log?: string;
  readonly votedFor?: Name | null;
};

const NEW: NodeView = {
  role: 'follower',
  currentTerm: 0,
  votedFor: null,
  log: [],
  commitIndex: 0,
  matchIndex: null,
};

/** A cluster of so many nodes, all of them booted, judged by all properties or by these. */
export function story(
  nodes: number,
  judgedBy?: readonly PropertyId[],
  known: Partial<RunFacts> = {},
): Story {
  return stillBooting(nodes, nodes, judgedBy, known);
}

/** The same, but only the first nodes have booted: the first writes of the others take longer. */
export function stillBooting(
  nodes: number,
  booted: number,
  judgedBy?: readonly PropertyId[],
  known: Partial<RunFacts> = {},
): Story {
  const told = new Story(nodes, judgedBy, known);
  for (let node = 1; node <= booted; node += 1) told.boots(`n${node}`);
  return told;
}

export class Story {
  readonly check: Check;
  #timeMs = 0;
  readonly #incarnations: number[] = [];
  readonly #views: (NodeView | null)[];

  constructor(
    nodes: number,
    judgedBy: readonly PropertyId[] | undefined,
    known: Partial<RunFacts>,
  ) {
    const facts = { nodes, ...TIMING, ...known };
    const judges = PROPERTIES.filter(({ id }) => judgedBy === undefined || judgedBy.includes(id));
    this.check = new Check(judges.map(frozen), facts);
    this.#views = new Array<NodeView | null>(nodes).fill(null);
  }

  /** Time passes. */
  after(ms: number): this {
    this.#timeMs += ms;
    this.check.passed(this.#timeMs);
    return this;
  }

  /** A timer fires, and afterwards the node looks like this. */
  becomes(name: Name, change: Change): this {
    return this.#step({ kind: 'timerFired', node: idOf(name), timer: 'election' }, change);
  }

  receives(name: Name, from: Name, meaning: WireMeaning, change: Change = {}): this {
    return this.#step(this.#flight(from, name, meaning), change);
  }

  sends(from: Name, to: Name, meaning: WireMeaning): this {
    this.check.sent(this.#timeMs, this.#flight(from, to, meaning));
    return this;
  }

  /** A command is proposed to a node; a leader appends it, unless told otherwise. */
  proposes(name: Name, command: string, change?: Change): this {
    const view = this.#viewOf(name);
    const log = `${written(view.log)} ${command}@${view.currentTerm}`;
    const appended = view.role === 'leader' ? { log } : {};
    return this.#step({ kind: 'proposed', node: idOf(name), command }, change ?? appended);
  }

  crashes(name: Name, lostWrites = 0): this {
    const node = idOf(name);
    return this.#show({ kind: 'crashed', node, ...BETWEEN_STEPS, lostWrites }, null);
  }

  /** A node crashes before anyone has seen that a command was proposed to it. */
  crashesTaking(name: Name, command: string): this {
    const node = idOf(name);
    const during = { kind: 'proposed', node, command } as const;
    const cut = { during, effectsPerformed: 1, wasSeen: false, lostWrites: 0 };
    return this.#show({ kind: 'crashed', node, ...cut }, null);
  }

  /** A node comes up, with what its disk kept. */
  boots(name: Name, kept: Change = {}): this {
    const node = idOf(name);
    const incarnation = this.#incarnations[node - 1] ?? 0;
    this.#incarnations[node - 1] = incarnation + 1;
    return this.#show({ kind: 'booted', node, incarnation }, changed(NEW, kept));
  }

  /** A write of this log has become durable. */
  persists(name: Name, log: string): this {
    const { currentTerm, votedFor } = this.#viewOf(name);
    const durable = { currentTerm, votedFor, log: logOf(log) };
    return this.#step({ kind: 'persisted', node: idOf(name), durable, synced: true }, {});
  }

  applies(name: Name, index: number, entry: string): this {
    const [applied = { term: 0, command: '' }] = logOf(entry);
    return this.#step({ kind: 'applied', node: idOf(name), index, entry: applied }, {});
  }

  /** Something is done to a node, or to the world. */
  suffers(event: TraceEvent): this {
    if (!('node' in event)) return this.#tell(event);
    const isSeen = this.#views[event.node - 1] !== null;
    return isSeen ? this.#step(event, {}) : this.#show(event, null);
  }

  /** All links between a node and these others are cut, or restored. */
  cuts(name: Name, others: readonly Name[]): this {
    return this.#tell({ kind: 'linksCut', links: linksBetween(name, others) });
  }

  restores(name: Name, others: readonly Name[]): this {
    return this.#tell({ kind: 'linksRestored', links: linksBetween(name, others) });
  }

  heals(): this {
    return this.#tell({ kind: 'healed' });
  }

  /** A node stands for election in the next term: one step, and one for each request. */
  stands(name: Name): this {
    const term = this.#viewOf(name).currentTerm + 1;
    this.becomes(name, { role: 'candidate', currentTerm: term, votedFor: name });
    for (let peer = 1; peer <= this.#views.length; peer += 1) {
      if (peer === idOf(name)) continue;
      this.sends(name, `n${peer}`, { kind: 'requestVote', term });
    }
    return this;
  }

  /** A request arrives and is granted: one step, and one for the reply. */
  votes(name: Name, candidate: Name, term: number): this {
    const change: Change = { role: 'follower', currentTerm: term, votedFor: candidate };
    this.receives(name, candidate, { kind: 'requestVote', term }, change);
    return this.sends(name, candidate, { kind: 'voteReply', term, voteGranted: true });
  }

  refuses(name: Name, candidate: Name, term: number): this {
    return this.sends(name, candidate, { kind: 'voteReply', term, voteGranted: false });
  }

  /** A granted vote arrives. */
  getsVote(name: Name, voter: Name, term: number, change: Change = {}): this {
    return this.receives(name, voter, { kind: 'voteReply', term, voteGranted: true }, change);
  }

  /** A node becomes leader of its term, or of the one given. */
  leads(name: Name, term = this.#viewOf(name).currentTerm): this {
    const matchIndex = this.#views.map(() => 0);
    return this.becomes(name, { role: 'leader', currentTerm: term, matchIndex });
  }

  /** A heartbeat of the leader arrives: its term is adopted. */
  follows(name: Name, leader: Name): this {
    const term = this.#viewOf(leader).currentTerm;
    const change: Change = { role: 'follower', currentTerm: term };
    return this.receives(name, leader, { kind: 'appendEntries', term }, change);
  }

  /** A reply to a heartbeat arrives. */
  hears(name: Name, from: Name): this {
    const term = this.#viewOf(name).currentTerm;
    return this.receives(name, from, { kind: 'appendReply', term });
  }

  /** These nodes answer the leader's heartbeat; all others by default otherwise. */
  answers(leader: Name, others: readonly Name[] = this.#allBut(leader)): this {
    for (const other of others) this.hears(leader, other);
    return this;
  }

  /** An honest election: everyone else votes for the node, in its next term, and follows it. */
  elects(name: Name): this {
    const others = this.#allBut(name);
    this.stands(name);
    const term = this.#viewOf(name).currentTerm;
    for (const other of others) this.votes(other, name, term);
    for (const other of others) this.getsVote(name, other, term);
    return this.leads(name);
  }

  /** What the witness of a property says, line by line; empty if the property holds. */
  witness(id: PropertyId): string[] {
    const violation = this.check.violations.find(({ property }) => property === id);
    if (violation === undefined) return [];
    const { observed, because, step } = violation.witness;
    return [`${step}: ${observed}`, ...because.map((line) => `${line.step}: ${line.text}`)];
  }

  exercised(id: PropertyId): number {
    return this.check.exercised[id] ?? 0;
  }

  /** Ids of the properties that do not hold, in the order in which they broke. */
  get broken(): PropertyId[] {
    return this.check.violations.map(({ property }) => property);
  }

  #allBut(name: Name): Name[] {
    return this.#views.map((_, slot): Name => `n${slot + 1}`).filter((other) => other !== name);
  }

  #viewOf(name: Name): NodeView {
    const view = this.#views[idOf(name) - 1];
    if (view === null || view === undefined) throw new Error(`${name} is down: boot it first`);
    return view;
  }

  /** A message that is sent and arrives within this millisecond. */
  #flight(from: Name, to: Name, meaning: WireMeaning): Received {
    const [node, sender] = [idOf(to), idOf(from)];
    const luggage = { message: null, ordinal: 1, copy: false, sentAtMs: this.#timeMs };
    return { kind: 'received', node, from: sender, meaning, ...luggage };
  }

  #step(event: TraceEvent & { readonly node: NodeId }, change: Change): this {
    const before = this.#viewOf(`n${event.node}`);
    const isSame = Object.keys(change).length === 0;
    return this.#show(event, isSame ? before : changed(before, change));
  }

  #show(event: TraceEvent & { readonly node: NodeId }, after: NodeView | null): this {
    const before = this.#views[event.node - 1] ?? null;
    this.#views[event.node - 1] = after;
    this.check.happened(this.#timeMs, event, before, after);
    return this;
  }

  #tell(event: TraceEvent): this {
    this.check.happened(this.#timeMs, event, null, null);
    return this;
  }
}

function idOf(name: Name): NodeId {
  return Number(name.slice(1));
}

function changed(view: NodeView, { log, votedFor, ...rest }: Change): NodeView {
  return {
    ...view,
    ...rest,
    ...(log === undefined ? {} : { log: logOf(log) }),
    ...(votedFor === undefined ? {} : { votedFor: votedFor === null ? null : idOf(votedFor) }),
  };
}

function linksBetween(name: Name, others: readonly Name[]): [NodeId, NodeId][] {
  return others.flatMap((other): [NodeId, NodeId][] => [
    [idOf(name), idOf(other)],
    [idOf(other), idOf(name)],
  ]);
}
