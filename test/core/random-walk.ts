/** Random walks of one server: what it hears is drawn in relation to the state that it is in. */
import fc from 'fast-check';
import type { Input, TimerName, Transition } from '../../core/effects.ts';
import { lastIndex, termAt } from '../../core/log.ts';
import type { RaftState } from '../../core/state.ts';
import { appendEntries, appendReply, requestVote, voteReply } from './messages.ts';
import { booted, index, take } from './servers.ts';

/** One thing that happens, as drawn: numbers are offsets from what the server holds then. */
interface Drawn {
  readonly kind: 'timer' | 'proposal' | 'requestVote' | 'voteReply' | 'append' | 'appendReply';
  readonly timer: TimerName;
  readonly peer: number;
  /** From the server's own term. */
  readonly termOffset: number;
  /** From the end of the server's own log, backwards. */
  readonly back: number;
  readonly fits: boolean;
  readonly entries: number;
  readonly says: boolean;
}

/** A server, and what happens to it once it has won its first so many elections. */
export interface Walk {
  readonly nodes: number;
  readonly self: number;
  readonly wins: number;
  readonly drawn: readonly Drawn[];
}

/** One step of a walk. */
export interface Stride {
  readonly before: RaftState;
  readonly input: Input;
  readonly after: Transition;
}

function drawn(): fc.Arbitrary<Drawn> {
  return fc.record(
    {
      kind: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('timer', 'proposal') },
        { weight: 5, arbitrary: fc.constantFrom('voteReply', 'appendReply') },
        { weight: 2, arbitrary: fc.constantFrom('requestVote', 'append') },
      ),
      timer: fc.constantFrom<TimerName>('election', 'heartbeat', 'quorumCheck'),
      peer: fc.nat({ max: 9 }),
      termOffset: fc.oneof(
        { weight: 8, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) },
      ),
      back: fc.integer({ min: -1, max: 3 }),
      fits: fc.boolean(),
      entries: fc.nat({ max: 3 }),
      says: fc.boolean(),
    },
    { noNullPrototype: true },
  );
}

export function walks(): fc.Arbitrary<Walk> {
  return fc
    .record({
      nodes: fc.constantFrom(1, 2, 3, 3, 3, 4, 5, 5),
      wins: fc.nat({ max: 2 }),
      self: fc.nat({ max: 4 }),
      drawn: fc.array(drawn(), { maxLength: 40, size: 'max' }),
    })
    .map((walk) => ({ ...walk, self: 1 + (walk.self % walk.nodes) }));
}

/** The server boots, and takes its steps; `visit` sees each. */
export function follow({ nodes, self, wins, drawn }: Walk, visit: (stride: Stride) => void): void {
  let before = booted(self, nodes).state;
  const go = (input: Input): void => {
    const after = take(before, input);
    visit({ before, input, after });
    before = after.state;
  };
  for (let win = 0; win < wins; win += 1) {
    go({ kind: 'timerFired', timer: before.role === 'leader' ? 'quorumCheck' : 'election' });
    go({ kind: 'timerFired', timer: 'election' });
    for (let peer = 1; peer <= nodes; peer += 1) {
      const message = voteReply(before.currentTerm, true);
      if (peer !== self) go({ kind: 'received', from: peer, message });
    }
  }
  for (const one of drawn) go(inputFor(before, one));
}

function inputFor(state: RaftState, one: Drawn): Input {
  const { self, nodes } = state.identity;
  const from = 1 + ((self + (one.peer % Math.max(1, nodes - 1))) % nodes);
  const term = Math.max(0, state.currentTerm + one.termOffset);
  const place = index(Math.max(0, lastIndex(state.log) - one.back));
  const placeTerm = one.fits ? termAt(state.log, place) : term;
  // A server alone hears from nobody.
  switch (nodes === 1 && one.kind !== 'timer' ? 'proposal' : one.kind) {
    case 'timer':
      return { kind: 'timerFired', timer: one.timer };
    case 'proposal':
      return { kind: 'proposed', command: 'x' };
    case 'requestVote': {
      const message = requestVote(from, term, { index: place, term: placeTerm });
      return { kind: 'received', from, message };
    }
    case 'voteReply':
      return { kind: 'received', from, message: voteReply(term, one.says) };
    case 'append': {
      const prev = { index: place, term: placeTerm };
      // Nobody else leads in the term of a leader: Election Safety is not this server's affair.
      const isOwn = state.role === 'leader' && term === state.currentTerm;
      const terms = new Array<number>(one.entries).fill(term);
      const append = { leader: from, term: isOwn ? term + 1 : term, prev, terms, commit: place };
      const message = appendEntries(append);
      return { kind: 'received', from, message };
    }
    case 'appendReply':
      return { kind: 'received', from, message: appendReply(term, one.says, place) };
  }
}
