/**
 * Judged by what a step adds to a log, the whole log only after a restart. A client may propose the
 * same command twice; then it may stand there twice.
 */
import type { TraceEvent } from '../trace/event.ts';
import type { LogEntry, NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { isSameEntry } from './logs.ts';
import { property, type Because, type Judge, type Moment } from './property.ts';
import { counted, entryText } from './wording.ts';

type Log = readonly LogEntry[];

/** One proposal of a command: every one counts, whatever became of it. */
interface Proposal {
  readonly node: NodeId;
  readonly step: number;
}

/** By command, the proposals of it, the earliest first. */
type Memory = Readonly<Record<string, readonly Proposal[]>>;

const NEVER: readonly Proposal[] = [];

/** No command stands in a log that nobody proposed, nor more often than it was proposed. */
export const onlyWhatWasProposed = property<Memory>({
  id: 'only-what-was-proposed',
  kind: 'safety',
  claim: 'a log holds a command at most once for each time it was proposed',
  source:
    'Raft paper, Figure 2, Rules for Servers, Leaders: "If command received from client: append ' +
    'entry to local log"; section 8 lets a new leader begin its term with "a blank no-op entry"',
  start: () => ({}),
  safetyState: (proposals) =>
    Object.entries(proposals)
      .map(([command, { length }]) => [command, length])
      .sort(),
  on: {
    proposed(proposals, { event, node, step }) {
      return event.kind === 'proposed'
        ? withProposal(proposals, event.command, { node, step })
        : proposals;
    },
    disturbed(proposals, { event, node, step }) {
      const command = unseenCommand(event);
      return command === null ? proposals : withProposal(proposals, command, { node, step });
    },
    log(proposals, moment, judge) {
      const { before, after } = moment;
      if (after === null) return proposals;
      const { log } = after;
      for (let slot = sharedLength(before?.log ?? [], log); slot < log.length; slot += 1) {
        judgeEntry(proposals, log, slot, moment, judge);
      }
      return proposals;
    },
  },
});

/** A crash can keep a proposal from being seen, after its entry has reached the disk. */
function unseenCommand(event: TraceEvent): string | null {
  if (event.kind !== 'crashed' || event.wasSeen) return null;
  return event.during?.kind === 'proposed' ? event.during.command : null;
}

function withProposal(proposals: Memory, command: string, proposal: Proposal): Memory {
  return { ...proposals, [command]: [...proposalsOf(proposals, command), proposal] };
}

/** A command may have the name of something that every record has. */
function proposalsOf(proposals: Memory, command: string): readonly Proposal[] {
  return Object.hasOwn(proposals, command) ? (proposals[command] ?? NEVER) : NEVER;
}

/** How many entries at the beginning of two logs are the same. */
function sharedLength(one: Log, other: Log): number {
  const length = Math.min(one.length, other.length);
  for (let slot = 0; slot < length; slot += 1)
    if (!isSameEntry(one[slot], other[slot])) return slot;
  return length;
}

/** Counts the entry's command up to its own place. */
function judgeEntry(proposals: Memory, log: Log, slot: number, moment: Moment, judge: Judge): void {
  const entry = log[slot];
  if (entry === undefined) return;
  const { command } = entry;
  const known = proposalsOf(proposals, command);
  if (known.length === 0 && mayBeBlank(log, slot)) return;
  let times = 0;
  for (let place = 0; place <= slot; place += 1) if (log[place]?.command === command) times += 1;
  judge.exercised();
  if (times <= known.length) return;
  violated(known, entry, slot + 1, times, moment, judge);
}

/** What a leader begins its term with, whatever its target calls it; other blanks are empty. */
function mayBeBlank(log: Log, slot: number): boolean {
  return log[slot]?.command === '' || log[slot]?.term !== log[slot - 1]?.term;
}

function violated(
  proposals: readonly Proposal[],
  entry: LogEntry,
  index: number,
  times: number,
  { node, step, timeMs }: Moment,
  judge: Judge,
): void {
  const { command } = entry;
  const name = nodeName(node);
  const held = times === 1 ? `holds '${command}'` : `holds '${command}' ${times} times`;
  const asked =
    proposals.length === 0
      ? 'nobody proposed it'
      : `it was proposed ${counted(proposals.length, 'time')}`;
  const because: Because[] = proposals.map((proposal) => ({
    step: proposal.step,
    text: `'${command}' was proposed to ${nodeName(proposal.node)}`,
  }));
  judge.violated({
    observed: `The log of ${name} ${held}, and ${asked}.`,
    because: [...because, { step, text: `${name} had ${entryText(entry)} at index ${index}` }],
    step,
    timeMs,
  });
}
