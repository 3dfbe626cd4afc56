/**
 * An election as people write one for production: an object with timers, a disk that takes its
 * time, and handlers that wait for it.
 */
import { live, type Host, type Role } from 'whitewater';

interface Message {
  readonly kind: 'vote?' | 'vote!' | 'leader';
  readonly term: number;
}

class ElectionNode {
  role: Role = 'follower';
  term = 0;
  votedFor: number | null = null;
  readonly #host: Host;
  readonly #inTurn: (work: () => Promise<void>) => Promise<void>;
  #votes = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, oneAtATime: boolean) {
    this.#host = host;
    this.#inTurn = oneAtATime ? queue() : (work) => work();
    Object.assign(this, host.durable);
    this.#waitForLeader();
  }

  receive(from: number, message: Message): Promise<void> {
    return this.#inTurn(() => this.#receive(from, message));
  }

  async #receive(from: number, { kind, term }: Message): Promise<void> {
    if (term < this.term) return;
    if (kind === 'vote?') {
      const isFree = term > this.term || this.votedFor === null || this.votedFor === from;
      if (!isFree) return;
      if (term > this.term) this.role = 'follower';
      await this.#remember(term, from);
      this.#waitForLeader();
      this.#host.send(from, { kind: 'vote!', term });
    } else if (kind === 'leader') {
      if (term > this.term) await this.#remember(term, null);
      this.role = 'follower';
      this.#waitForLeader();
    } else if (this.role === 'candidate' && term === this.term) {
      this.#votes.add(from);
      if (this.#votes.size * 2 > this.#host.nodes) this.#lead();
    }
  }

  async #stand(): Promise<void> {
    if (this.role === 'leader') return;
    await this.#remember(this.term + 1, this.#host.self);
    this.role = 'candidate';
    this.#votes = new Set([this.#host.self]);
    this.#tellAll('vote?');
    this.#waitForLeader();
  }

  #lead(): void {
    this.role = 'leader';
    this.#tellAll('leader');
    this.#wait(this.#host.timing.heartbeatMs, () => {
      if (this.role === 'leader') this.#lead();
    });
  }

  /** What others may rely on is on the disk first. */
  async #remember(term: number, votedFor: number | null): Promise<void> {
    await new Promise<void>((done) => this.#host.saveAsync({ term, votedFor }, done));
    this.term = term;
    this.votedFor = votedFor;
  }

  #waitForLeader(): void {
    const { electionTimeoutMinMs, electionTimeoutMaxMs } = this.#host.timing;
    const luck = Math.random() * (electionTimeoutMaxMs - electionTimeoutMinMs);
    this.#wait(electionTimeoutMinMs + luck, () => void this.#inTurn(() => this.#stand()));
  }

  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, ms);
  }

  #tellAll(kind: Message['kind']): void {
    for (const peer of this.#host.peers) this.#host.send(peer, { kind, term: this.term });
  }
}

/** Each piece of work begins when the one before has ended. */
function queue(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => (last = last.then(work));
}

function election(name: string, oneAtATime: boolean) {
  return live<ElectionNode, Message>({
    name,
    capabilities: { persistence: true },
    create: (host) => new ElectionNode(host, oneAtATime),
    deliver: (node, from, message) => node.receive(from, message),
    view: ({ role, term, votedFor }) => ({ role, currentTerm: term, votedFor }),
    classify({ kind, term }) {
      if (kind === 'vote?') return { kind: 'requestVote', term };
      if (kind === 'vote!') return { kind: 'voteReply', term, voteGranted: true };
      return { kind: 'appendEntries', term };
    },
  });
}

/** Handles a message while another one waits for the disk. */
export const hastyElection = election('hasty-election', false);

/** Handles one message after the other. */
export const patientElection = election('patient-election', true);
