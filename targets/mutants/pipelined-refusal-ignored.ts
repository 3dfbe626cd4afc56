import { nextIndexOf } from '../../core/progress.ts';
import { entriesFrom, termAt } from '../../core/log.ts';
import type { AppendEntries } from '../../core/messages.ts';
import type { LogIndex } from '../../core/numbers.ts';
import type { RaftState } from '../../core/state.ts';
import type { Effect, PureTarget, Transition } from '../../simulator/target.ts';
import { raft, renumberRaftTerms } from '../raft.ts';
import { mutantOfTarget } from './mutant.ts';

/** The core, and how far it has sent its log to each peer, whatever was answered; n1's first. */
interface Pipelined {
  readonly raft: RaftState;
  readonly sent: readonly LogIndex[];
}

/** What was sent before is not sent again: only what follows it. */
function pipelined(before: Pipelined, { state, effects }: Transition<RaftState>) {
  const isSame = before.raft.role === state.role && before.raft.currentTerm === state.currentTerm;
  const sent = isSame ? [...before.sent] : [];
  const ahead = effects.flatMap((effect): Effect[] => {
    if (effect.kind !== 'send') return [effect];
    const message = effect.message as AppendEntries;
    if (message.kind !== 'appendEntries' || message.entries.length === 0) return [effect];
    // A refusal that counts starts the pipeline anew.
    const hasBackedUp = nextIndexOf(state, effect.to) < nextIndexOf(before.raft, effect.to);
    const rest = hasBackedUp ? message : behind(state, message, sent[effect.to - 1]);
    sent[effect.to - 1] = endOf(message);
    return rest === null ? [] : [{ ...effect, message: rest }];
  });
  const next = Array.from({ length: state.identity.nodes }, (_, slot) => sent[slot] ?? NONE);
  return { state: { raft: state, sent: next }, effects: ahead };
}

const NONE = 0 as LogIndex;

function endOf({ prevLogIndex, entries }: AppendEntries): LogIndex {
  return (prevLogIndex + entries.length) as LogIndex;
}

/** The part of the message that lies behind an index; null if there is none. */
function behind(
  { log }: RaftState,
  message: AppendEntries,
  sent: LogIndex = NONE,
): AppendEntries | null {
  if (sent <= message.prevLogIndex) return message;
  if (sent >= endOf(message)) return null;
  const entries = entriesFrom(log, (sent + 1) as LogIndex);
  return { ...message, prevLogIndex: sent, prevLogTerm: termAt(log, sent), entries };
}

const pipelining: PureTarget<Pipelined> = {
  ...raft,
  renumberTerms: renumberRaftTerms,
  boot: (identity, durable) => {
    const { state, effects } = raft.boot(identity, durable);
    const sent = new Array<LogIndex>(identity.nodes).fill(NONE);
    return { state: { raft: state, sent }, effects };
  },
  step: (state, input, localTimeMs) => pipelined(state, raft.step(state.raft, input, localTimeMs)),
  view: (state) => raft.view(state.raft),
};

/** The rules are the paper's, and right for a leader that sends one message at a time. */
export const pipelinedRefusalIgnored = mutantOfTarget(
  {
    id: 'pipelined-refusal-ignored',
    seedDefect: null,
    catalogueId: null,
    title: 'a leader that pipelines takes the refusal of what it sent ahead for an old one',
    story:
      'A leader sends new entries without waiting for answers, each message behind the one ' +
      'before. If one is lost, the follower refuses all that come after it; the leader, which ' +
      'knows it at an earlier place, takes these refusals for old news. Heartbeats succeed, and ' +
      'the follower gets nothing more.',
    sources: ['hashicorp/raft#612', 'RedisLabs/raft#48', 'etcd-io/etcd#1744'],
    breaks: 'convergence',
    shortest: null,
  },
  pipelining,
);
