/**
 * An entry is committed in the term of the leader whose commitIndex passes over it. Every leader of
 * a higher term must have held it when it was elected, whether that was before the commit or after.
 */
import type { LogEntry, NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { aboveTerm, everyTerm, ofTerm, withTerm, type ByTerm } from './by-term.ts';
import { leaderCommit } from './leader-commit.ts';
import { electedText, newLeader, type Elected } from './leadership.ts';
import { isSameEntry } from './logs.ts';
import { property, type Because, type Judge, type Moment } from './property.ts';
import { entryText, inOrder } from './wording.ts';

type Log = readonly LogEntry[];

/** The lowest term in which an entry was committed. */
interface Committed {
  readonly entry: LogEntry;
  readonly term: number;
  readonly node: NodeId;
  readonly step: number;
}

/** A granted vote, with the log of the voter at that moment. */
interface Grant {
  readonly voter: NodeId;
  readonly candidate: NodeId;
  readonly log: Log;
  readonly step: number;
}

interface Leader {
  readonly elected: Elected;
  readonly log: Log;
}

interface Memory {
  /** By index, that of index 1 first. */
  readonly committed: readonly Committed[];
  /** The leaders of each term, with the log that each was elected with. */
  readonly leaders: ByTerm<readonly Leader[]>;
  readonly grants: ByTerm<readonly Grant[]>;
}

/** Leader Completeness of Figure 3. */
export const leaderCompleteness = property<Memory>({
  id: 'leader-completeness',
  kind: 'safety',
  claim: 'a committed entry is in the logs of all later leaders',
  source:
    'Raft paper, Figure 3, Leader Completeness: "if a log entry is committed in a given term, ' +
    'then that entry will be present in the logs of the leaders for all higher-numbered terms"',
  start: () => ({ committed: [], leaders: null, grants: null }),
  safetyState: ({ committed, leaders }) => [
    committed.map(({ entry, term }) => [entry, term]),
    everyTerm(leaders).map(({ term, value }) => [term, value.map(({ log }) => log)]),
  ],
  forWitness: ['voteSent'],
  on: {
    voteSent(memory, moment) {
      const { event, before, node: voter, step } = moment;
      if (event.kind !== 'received' || event.meaning.kind !== 'voteReply') return memory;
      if (!event.meaning.voteGranted || before === null) return memory;
      const { term } = event.meaning;
      const grant = { voter, candidate: event.node, log: before.log, step };
      const grants = [...(ofTerm(memory.grants, term) ?? []), grant];
      const { committed, leaders } = memory;
      return { committed, leaders, grants: withTerm(memory.grants, term, grants) };
    },
    leadership(memory, moment, judge) {
      const leader = newLeader(moment);
      if (leader === null) return memory;
      const { elected, view } = leader;
      const { term } = elected;
      const known = { elected, log: view.log };
      const isOwed = memory.committed.some((committed) => committed.term < term);
      if (isOwed) judgeLog(memory, known, 1, moment, judge);
      const leaders = [...(ofTerm(memory.leaders, term) ?? []), known];
      const { committed, grants } = memory;
      return { committed, leaders: withTerm(memory.leaders, term, leaders), grants };
    },
    commit(memory, moment, judge) {
      const commit = leaderCommit(moment);
      if (commit === null) return memory;
      const { log, currentTerm: term } = commit.leader;
      const committed = memory.committed.slice();
      const from = Math.min(commit.from, committed.length) + 1;
      for (let index = from; index <= commit.to; index += 1) {
        const entry = log[index - 1];
        if (entry === undefined) break;
        const known = committed[index - 1];
        if (known !== undefined && known.term <= term) continue;
        committed[index - 1] = { entry, term, node: moment.node, step: moment.step };
      }
      const known = { committed, leaders: memory.leaders, grants: memory.grants };
      for (const { value } of aboveTerm(memory.leaders, term)) {
        for (const leader of value) judgeLog(known, leader, from, moment, judge);
      }
      return known;
    },
  },
});

/** Whether a leader was elected with all entries, from index `from` on, of lower terms' commits. */
function judgeLog(
  memory: Memory,
  leader: Leader,
  from: number,
  { step, timeMs }: Moment,
  judge: Judge,
): void {
  judge.exercised();
  for (let index = from; index <= memory.committed.length; index += 1) {
    const committed = memory.committed[index - 1];
    if (committed === undefined || committed.term >= leader.elected.term) continue;
    if (isSameEntry(committed.entry, leader.log[index - 1])) continue;
    const { entry, term } = committed;
    const missing = `${entryText(entry)}, committed at index ${index} in term ${term}`;
    judge.violated({
      observed: `${electedText(leader.elected).text} without ${missing}.`,
      because: because(memory, leader, committed, index),
      step,
      timeMs,
    });
    return;
  }
}

/** Who committed the entry, and which voters let a candidate pass that lacked it. */
function because(
  memory: Memory,
  { elected, log }: Leader,
  { entry, term, node, step }: Committed,
  index: number,
): Because[] {
  const knowing = (ofTerm(memory.grants, elected.term) ?? []).filter(
    (grant) => grant.candidate === elected.node && isSameEntry(grant.log[index - 1], entry),
  );
  const commit = `${nodeName(node)}, leader of term ${term}, committed index ${index}`;
  return inOrder([
    { step, text: `${commit}: ${entryText(entry)}` },
    ...knowing.map(({ voter, step: votedAt }) => ({
      step: votedAt,
      text: `${nodeName(voter)}, which held that entry, voted for ${nodeName(elected.node)}`,
    })),
    electedText(elected),
    { step: elected.step, text: logOfLeader(log, index) },
  ]);
}

function logOfLeader(log: Log, index: number): string {
  const entry = log[index - 1];
  return entry === undefined
    ? `its log ended at index ${log.length}`
    : `its log held ${entryText(entry)} at index ${index}`;
}
