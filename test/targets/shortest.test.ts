// The shortest runs that break the mutants, decision by decision. Raft goes through the same.
import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import { Check } from '../../properties/check.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { Input, PureTarget, Transition } from '../../simulator/target.ts';
import { heartbeatSkipsLogCheck } from '../../targets/mutants/heartbeat-skips-log-check.ts';
import { higherTermKeepsRole } from '../../targets/mutants/higher-term-keeps-role.ts';
import type { Mutant } from '../../targets/mutants/mutant.ts';
import { noElectionRestriction } from '../../targets/mutants/no-election-restriction.ts';
import { previousTermNotCompared } from '../../targets/mutants/previous-term-not-compared.ts';
import { staleVoteCounted } from '../../targets/mutants/stale-vote-counted.ts';
import { upToDateByLengthOnly } from '../../targets/mutants/up-to-date-by-length-only.ts';
import { voteClearedOnStepDown } from '../../targets/mutants/vote-cleared-on-step-down.ts';
import { votesWithoutMemory } from '../../targets/mutants/votes-without-memory.ts';
import { raft } from '../../targets/raft.ts';
import type { Received, StepEvent } from '../../trace/event.ts';

const NODES = 3;

/**
 * A decision as a line: `election n1` fires a timer, `propose n1` proposes, `requestVote(1) n1>n2`
 * delivers the newest message of that kind and term on its link.
 */
type Decision = string;

/** Three nodes without clocks, watched by one property. */
class Rehearsal {
  readonly #target: PureTarget;
  readonly #check: Check;
  readonly #states: unknown[] = [];
  readonly #flights: Received[] = [];

  constructor(target: PureTarget, property: PropertyId) {
    this.#target = target;
    const facts = { nodes: NODES, ...LAB_TIMING };
    this.#check = new Check([propertyNamed(property)], facts);
    for (let node = 1; node <= NODES; node += 1) {
      const { state } = target.boot({ self: node, nodes: NODES, timing: LAB_TIMING }, null);
      this.#states.push(state);
      const event = { kind: 'booted', node, incarnation: 0 } as const;
      this.#check.happened(0, event, null, target.view(state));
    }
  }

  get isBroken(): boolean {
    return this.#check.violations.length > 0;
  }

  perform(decision: Decision): void {
    const [what = '', where = ''] = decision.split(' ');
    const [from = 0, to = 0] = where.replaceAll('n', '').split('>').map(Number);
    if (to > 0) return this.#deliver(what, from, to);
    if (what === 'propose')
      return this.#step({ kind: 'proposed', node: from, command: `by n${from}` });
    this.#step({ kind: 'timerFired', node: from, timer: what });
  }

  /** What is not there cannot be delivered: a sound target may never have sent it. */
  #deliver(what: string, from: number, to: number): void {
    const place = this.#flights.findLastIndex((flight) => {
      const { kind, term } = flight.meaning;
      return flight.from === from && flight.node === to && `${kind}(${term})` === what;
    });
    const [flight] = place < 0 ? [] : this.#flights.splice(place, 1);
    if (flight !== undefined) this.#step(flight);
  }

  #step(event: StepEvent): void {
    const before = this.#states[event.node - 1];
    const input: Input = event.kind === 'timerFired' ? { ...event, luck: 0 } : event;
    const { state, effects }: Transition<unknown> = this.#target.step(before, input, null);
    this.#states[event.node - 1] = state;
    const after = this.#target.view(state);
    this.#check.happened(0, event, this.#target.view(before), after);
    for (const effect of effects) {
      if (effect.kind === 'apply') {
        const { index, entry } = effect;
        this.#check.happened(0, { kind: 'applied', node: event.node, index, entry }, after, after);
      }
      if (effect.kind !== 'send') continue;
      const { to: node, message } = effect;
      const meaning = this.#target.classify(message);
      const from = event.node;
      const sent = { kind: 'received', node, from, message, meaning } as const;
      const flight: Received = { ...sent, ordinal: 1, copy: false, sentAtMs: 0 };
      this.#flights.push(flight);
      this.#check.sent(0, flight);
    }
  }
}

const RUNS: readonly (readonly [Mutant, readonly Decision[]])[] = [
  [
    voteClearedOnStepDown,
    [
      'election n1',
      'election n2',
      'requestVote(1) n1>n3',
      'voteReply(1) n3>n1',
      'quorumCheck n1',
      'requestVote(1) n2>n1',
    ],
  ],
  [staleVoteCounted, ['election n1', 'requestVote(1) n1>n2', 'election n1', 'voteReply(1) n2>n1']],
  [votesWithoutMemory, ['election n1', 'election n2', 'requestVote(1) n1>n2']],
  [
    higherTermKeepsRole,
    [
      'election n1',
      'requestVote(1) n1>n2',
      'election n2',
      'voteReply(1) n2>n1',
      'requestVote(2) n2>n1',
    ],
  ],
  [
    noElectionRestriction,
    [
      'election n1',
      'requestVote(1) n1>n2',
      'election n2',
      'voteReply(1) n2>n1',
      'propose n1',
      'appendEntries(1) n1>n3',
      'requestVote(2) n2>n3',
      'appendReply(1) n3>n1',
      'voteReply(2) n3>n2',
    ],
  ],
  [
    upToDateByLengthOnly,
    [
      'election n1',
      'requestVote(1) n1>n3',
      'voteReply(1) n3>n1',
      'propose n1',
      'election n3',
      'requestVote(2) n3>n2',
      'voteReply(2) n2>n3',
      'propose n3',
      'appendEntries(2) n3>n2',
      'appendReply(2) n2>n3',
      'requestVote(2) n3>n1',
      'election n1',
      'requestVote(3) n1>n2',
      'voteReply(3) n2>n1',
    ],
  ],
  [
    heartbeatSkipsLogCheck,
    [
      'election n1',
      'requestVote(1) n1>n2',
      'voteReply(1) n2>n1',
      'propose n1',
      'election n2',
      'requestVote(2) n2>n3',
      'voteReply(2) n3>n2',
      'propose n2',
      'appendEntries(2) n2>n3',
      'appendReply(2) n3>n2',
      'quorumCheck n2',
      'quorumCheck n2',
      'election n2',
      'requestVote(3) n2>n1',
      'voteReply(3) n1>n2',
      'appendEntries(3) n2>n1',
    ],
  ],
  [
    previousTermNotCompared,
    [
      'election n1',
      'requestVote(1) n1>n2',
      'voteReply(1) n2>n1',
      'propose n1',
      'election n2',
      'requestVote(2) n2>n3',
      'voteReply(2) n3>n2',
      'propose n2',
      'appendEntries(2) n2>n3',
      'election n3',
      'requestVote(3) n3>n2',
      'voteReply(3) n2>n3',
      'propose n3',
      'appendEntries(3) n3>n1',
    ],
  ],
];

function decisionsUntilBroken(
  target: PureTarget,
  property: PropertyId,
  decisions: readonly Decision[],
): number | null {
  const rehearsal = new Rehearsal(target, property);
  const last = decisions.findIndex((decision) => {
    rehearsal.perform(decision);
    return rehearsal.isBroken;
  });
  return last < 0 ? null : last + 1;
}

for (const [{ id, breaks, shortest, target }, decisions] of RUNS) {
  test(`${id} breaks ${breaks} in as few decisions as it says`, (t) => {
    const property = breaks as PropertyId;
    const length = decisionsUntilBroken(target, property, decisions);
    t.is(length, shortest?.decisions ?? null, 'correct `shortest` of the mutant, or this run');
    t.is(decisionsUntilBroken(raft, property, decisions), null, 'a sound Raft must survive it');
  });
}
