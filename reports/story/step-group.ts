/** Lines of a trace that a reader sees as one step: its write, itself, a crash, the restart. */
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId } from '../../trace/view.ts';

/** One line, or several that belong together, in order. */
export type StepGroup = readonly [TraceLine, ...TraceLine[]];

/** Joins a write with its step, a step with the crash that cut it short, a crash with a restart. */
export function stepGroupsOf(lines: readonly TraceLine[]): readonly StepGroup[] {
  const stepGroups: [TraceLine, ...TraceLine[]][] = [];
  for (const line of lines) {
    const open = stepGroups.at(-1);
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && belongsTo(last, line)) open.push(line);
    else stepGroups.push([line]);
  }
  return stepGroups;
}

/** The line that a step group is about; a write is seen before the step that it belongs to. */
export function headOf(stepGroup: StepGroup): TraceLine {
  return stepGroup.find(({ event }) => event.kind !== 'persisted') ?? stepGroup[0];
}

function belongsTo({ event: earlier, timeMs }: TraceLine, line: TraceLine): boolean {
  const { event } = line;
  if (line.timeMs !== timeMs) return false;
  if (earlier.kind === 'persisted') return isStepOf(earlier.node, line);
  if (event.kind === 'crashed') return event.during !== null && event.during === earlier;
  return event.kind === 'booted' && earlier.kind === 'crashed' && event.node === earlier.node;
}

/** Whether this node takes a step in this line. */
export function isStepOf(node: NodeId, { event }: TraceLine): boolean {
  switch (event.kind) {
    case 'received':
    case 'timerFired':
    case 'proposed':
      return event.node === node;
    default:
      return false;
  }
}
