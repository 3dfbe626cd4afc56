/** Who is stuck in a dead end, and why: what becomes of the messages of a few rounds. */
import type { DeadEndGoal, LogEnd, Obstacle } from '../../trace/dead-end.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import { ABSENT } from '../exploring/pair-table.ts';
import { livingOf, tupleKey, type Tuple } from './goal.ts';
import { openingsOf, straightRound } from './rounds.ts';
import type { Consequence, MessageId, Situations } from './situations.ts';

/** Enough for every node to stand, and to stand once more in a term that is new to the others. */
const MAX_TUPLES = 60;

/** What stands in the way of the goal, from this tuple on. */
export function obstaclesOf(
  tuple: Tuple,
  goal: DeadEndGoal,
  situations: Situations,
): readonly Obstacle[] {
  const evidence = new Evidence(situations);
  const tuples = new Map([[tupleKey(tuple), tuple]]);
  for (const at of tuples.values()) {
    evidence.noteLeaders(at);
    for (const opening of openingsOf(at, goal, situations)) {
      evidence.noteSent(opening.consequence);
      const end = straightRound(at, opening, goal, situations, (before, message, step) =>
        evidence.noteDelivery(before, message, step),
      );
      for (const next of end.tuples) {
        if (tuples.size < MAX_TUPLES) tuples.set(tupleKey(next), next);
      }
    }
  }
  return [...idleNodes(tuple, situations), ...evidence.obstacles(goal, livingOf(tuple))];
}

/** Nodes that no timer will ever wake. */
function idleNodes(tuple: Tuple, situations: Situations): readonly Obstacle[] {
  return tuple.flatMap((id, slot) =>
    id !== ABSENT && situations.at(id).nodeState.timers.length === 0
      ? [{ kind: 'hasNoTimer', node: slot + 1 } as const]
      : [],
  );
}

class Evidence {
  readonly #situations: Situations;
  /** By pair of nodes, the first that was seen. */
  readonly #refusals = new Map<string, Obstacle>();
  readonly #ignored = new Map<string, Obstacle>();
  readonly #votes = new Map<NodeId, Set<NodeId>>();
  readonly #acknowledged = new Map<NodeId, Set<NodeId>>();
  readonly #leaders = new Set<NodeId>();
  readonly #candidates = new Set<NodeId>();
  readonly #senders = new Set<NodeId>();

  constructor(situations: Situations) {
    this.#situations = situations;
  }

  noteLeaders(tuple: Tuple): void {
    for (const id of tuple) {
      if (id === ABSENT) continue;
      const { isLeader, node } = this.#situations.at(id);
      if (isLeader) this.#leaders.add(node);
    }
  }

  noteSent({ sent }: Consequence): void {
    for (const message of sent) {
      const { from, meaning } = this.#situations.message(message);
      if (meaning.kind === 'requestVote') this.#candidates.add(from);
      if (meaning.kind === 'appendEntries') this.#senders.add(from);
    }
  }

  noteDelivery(before: Tuple, message: MessageId, step: Consequence | null): void {
    const flight = this.#situations.message(message);
    const { meaning, from, node: to } = flight;
    const receiver = this.#situations.at(before[to - 1] ?? 0);
    const isVote = meaning.kind === 'requestVote' && meaning.term > receiver.term;
    const isEntries = meaning.kind === 'appendEntries' && meaning.term >= receiver.term;
    if (step === null || (!isVote && !isEntries)) return;
    const answer = this.#answerTo(from, step);
    const pair = `${meaning.kind} ${from} ${to}`;
    if (answer === 'none') {
      const request = isVote ? 'requestVote' : 'appendEntries';
      this.#addOnce(this.#ignored, pair, { kind: 'ignored', request, sender: from, receiver: to });
    } else if (answer === 'yes') {
      addTo(isVote ? this.#votes : this.#acknowledged, from, to);
    } else {
      const sender = before[from - 1] ?? ABSENT;
      if (sender === ABSENT) return;
      const views = [this.#viewOf(sender), this.#situations.at(step.after).nodeState.view] as const;
      const refusal = isVote ? voteRefused(from, to, ...views) : entriesRefused(from, to, ...views);
      this.#addOnce(this.#refusals, pair, refusal);
    }
  }

  obstacles(goal: DeadEndGoal, living: readonly NodeId[]): readonly Obstacle[] {
    const isVoting = goal === 'leader-electable' || this.#leaders.size === 0;
    const all = [...this.#refusals.values(), ...this.#ignored.values()];
    const relevant = all.filter((obstacle) => isOfVotes(obstacle) === isVoting);
    if (!isVoting) return [...relevant, ...this.#commitObstacles()];
    const silent = living.filter((node) => !this.#candidates.has(node) && !this.#leaders.has(node));
    return [
      ...silent.map((node) => ({ kind: 'neverStands', node }) as const),
      ...relevant,
      ...[...this.#votes].flatMap(([candidate, voters]) =>
        this.#leaders.has(candidate)
          ? []
          : [{ kind: 'votesNotEnough', candidate, voters: inOrder(voters) } as const],
      ),
    ];
  }

  #commitObstacles(): readonly Obstacle[] {
    const acknowledged = [...this.#acknowledged].map(
      ([leader, by]) => ({ kind: 'notCommitted', leader, by: inOrder(by) }) as const,
    );
    const silent = inOrder(this.#leaders).filter((leader) => !this.#senders.has(leader));
    return [...acknowledged, ...silent.map((leader) => ({ kind: 'notSent', leader }) as const)];
  }

  #answerTo(sender: NodeId, { sent }: Consequence): 'yes' | 'no' | 'none' {
    for (const id of sent) {
      const { node, meaning } = this.#situations.message(id);
      if (node !== sender) continue;
      if (meaning.kind === 'voteReply') return meaning.voteGranted ? 'yes' : 'no';
      if (meaning.kind === 'appendReply') return meaning.success === false ? 'no' : 'yes';
    }
    return 'none';
  }

  #addOnce(map: Map<string, Obstacle>, pair: string, obstacle: Obstacle): void {
    if (!map.has(pair)) map.set(pair, obstacle);
  }

  #viewOf(id: number): NodeView {
    return this.#situations.at(id).nodeState.view;
  }
}

function addTo(map: Map<NodeId, Set<NodeId>>, node: NodeId, other: NodeId): void {
  map.set(node, (map.get(node) ?? new Set()).add(other));
}

function voteRefused(
  candidate: NodeId,
  voter: NodeId,
  asking: NodeView,
  asked: NodeView,
): Obstacle {
  const { votedFor } = asked;
  const logs = { candidateLog: endOf(asking), voterLog: endOf(asked) };
  return { kind: 'voteRefused', candidate, voter, ...logs, votedFor };
}

function entriesRefused(
  leader: NodeId,
  follower: NodeId,
  leading: NodeView,
  following: NodeView,
): Obstacle {
  const logs = { leaderLog: endOf(leading), followerLog: endOf(following) };
  return { kind: 'entriesRefused', leader, follower, ...logs };
}

function isOfVotes(obstacle: Obstacle): boolean {
  if (obstacle.kind === 'ignored') return obstacle.request === 'requestVote';
  return obstacle.kind === 'voteRefused';
}

function endOf({ log }: NodeView): LogEnd {
  return { index: log.length, term: log.at(-1)?.term ?? 0 };
}

function inOrder(nodes: ReadonlySet<NodeId>): readonly NodeId[] {
  return [...nodes].sort((one, other) => one - other);
}
