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

/** A proposal, and those before it: every one counts, whatever became of it. */
interface Proposal {
  readonly command: string;
  readonly node: NodeId;
  readonly step: number;
  readonly earlier: Proposal | null;
}

type Memory = Proposal | null;

/** No command stands in a log that nobody proposed, nor more often than it was proposed. */
export const onlyWhatWasProposed = property<Memory>({
  id: 'only-what-was-proposed',
  kind: 'safety',
  claim: 'a log holds a command at most once for each time it was proposed',
  source:
    'Raft paper, Figure 2, Rules for Servers, Leaders: "If command received from client: append ' +
    'entry to local log"; section 8 lets a new leader begin its term with "a blank no-op entry"',
  start: () => null,
  safetyState: proposedCommands,
  on: {
    proposed(earlier, { event, node, step }) {
      return event.kind === 'proposed' ? { command: event.command, node, step, earlier } : earlier;
    },
    disturbed(earlier, { event, node, step }) {
      const command = unseenCommand(event);
      return command === null ? earlier : { command, node, step, earlier };
    },
    log(latest, moment, judge) {
      const { before, after } = moment;
      if (after === null) return latest;
      const { log } = after;
      const shared = before === null ? 0 : sharedLength(before.log, log);
      for (let slot = shared; slot < log.length; slot += 1) {
        judgeEntry(latest, log, slot, moment, judge);
      }
      return latest;
    },
  },
});

/** A crash can keep a proposal from being seen, after its entry has reached the disk. */
function unseenCommand(event: TraceEvent): string | null {
  if (event.kind !== 'crashed' || event.wasSeen) return null;
  return event.during?.kind === 'proposed' ? event.during.command : null;
}

/** The proposals of a command, the earliest first. */
function proposalsOf(latest: Memory, command: string): Proposal[] {
  const proposals: Proposal[] = [];
  for (let one = latest; one !== null; one = one.earlier) {
    if (one.command === command) proposals.unshift(one);
  }
  return proposals;
}

/** Every command as often as it was proposed, in no order that means anything. */
function proposedCommands(latest: Memory): string[] {
  const commands: string[] = [];
  for (let one = latest; one !== null; one = one.earlier) commands.push(one.command);
  return commands.sort();
}

/** How many entries at the beginning of two logs are the same. */
function sharedLength(one: Log, other: Log): number {
  const length = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < length && isSameEntry(one[shared], other[shared])) shared += 1;
  return shared;
}

/** Counts the entry's command up to its own place. */
function judgeEntry(latest: Memory, log: Log, slot: number, moment: Moment, judge: Judge): void {
  const entry = log[slot];
  if (entry === undefined) return;
  const { command } = entry;
  const proposed = countOf(latest, command);
  if (proposed === 0 && mayBeBlank(log, slot)) return;
  let times = 1;
  for (let place = 0; place < slot; place += 1) if (log[place]?.command === command) times += 1;
  judge.exercised();
  if (times <= proposed) return;
  violated(proposalsOf(latest, command), entry, slot + 1, times, moment, judge);
}

/** Asked for every entry that is added anywhere, so it makes no list. */
function countOf(latest: Memory, command: string): number {
  let count = 0;
  for (let one = latest; one !== null; one = one.earlier) if (one.command === command) count += 1;
  return count;
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
