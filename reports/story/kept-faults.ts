/** How little a run takes: the faults that are left, and whether each of them has to be. */
import type { Finding } from '../../search/finding.ts';
import type { Trace } from '../../trace/trace.ts';
import { blameActions } from './blame-actions.ts';
import { blameDecisions } from './blame-decisions.ts';
import type { Blame } from './blame.ts';
import { performedDecisions, type SavedSchedule } from './decisions.ts';
import { keptActions, type KeptAction } from './kept-actions.ts';
import { keptDecisions } from './kept-decisions.ts';
import type { DescribedAction, Kept } from './kept.ts';
import { mailOf } from './mail.ts';
import type { Story } from './row.ts';
import type { TraceIndex } from './trace-index.ts';

/** A fault that is left, and where it is seen: `t=150…231`, or `step 3`. */
export interface KeptFault extends Kept {
  readonly when: string;
}

/** All that is left, and what is left besides. */
export interface KeptFaults {
  readonly faults: readonly KeptFault[];
  /** What else the run takes, or that it takes nothing; null if the faults are all. */
  readonly remark: string | null;
}

/** Which fault stands behind what; its place is known once the story is. */
export interface Account {
  readonly by: Blame;
  readonly keptIn: (story: Story) => KeptFaults;
}

const NOTHING = 'nothing: it happens without any fault';

interface Performed {
  readonly finding: Pick<Finding, 'run' | 'ablation'>;
  readonly trace: Trace;
  readonly actions: readonly DescribedAction[];
}

/** The account of what a finding has kept. */
export function keptFaultsOf(performed: Performed, index: TraceIndex): Account {
  const { run, ablation } = performed.finding;
  if (run.kind === 'schedule') return ofSchedule(performed, run, index);
  const kept = keptActions(run, performed.actions, ablation);
  const elapses = run.actions.length - kept.length;
  const remark = elapses === 0 ? null : `and ${elapses} × time passing`;
  const faults = kept.map((action) => ({ ...plainly(action), when: periodOf(action) }));
  return {
    by: blameActions(performed.trace, kept),
    keptIn: () => ({ faults, remark: faults.length === 0 ? NOTHING : remark }),
  };
}

function ofSchedule(
  { trace, finding: { ablation } }: Performed,
  schedule: SavedSchedule,
  index: TraceIndex,
): Account {
  const performed = performedDecisions(trace, schedule);
  const kept = keptDecisions(performed, ablation);
  return {
    by: blameDecisions(performed, kept, ablation),
    keptIn: (story) => {
      const mail = mailText(index);
      const faults = kept.map((fault) => {
        const when = `step ${story.rowOf(fault.shownBy.step) ?? '?'}`;
        return { ...plainly(fault), when };
      });
      if (faults.length > 0) return { faults, remark: mail === null ? null : `and ${mail}` };
      return { faults, remark: mail === null ? NOTHING : `no fault but ${mail}` };
    },
  };
}

/** What a slow or lossy network must do; null if every message arrives, and none of them late. */
function mailText(index: TraceIndex): string | null {
  const { sent, late, neverDelivered } = mailOf(index);
  if (late === 0 && neverDelivered === 0) return null;
  const share = (count: number): string => `(${count} of ${sent})`;
  if (late === 0) return `messages that never come ${share(neverDelivered)}`;
  const never = neverDelivered === 0 ? '' : ` or never ${share(neverDelivered)}`;
  return `messages that come late ${share(late)}${never}`;
}

function periodOf({ fromMs, toMs }: KeptAction): string {
  if (toMs === fromMs) return `t=${fromMs}`;
  return `t=${fromMs}…${toMs ?? 'end'}`;
}

function plainly({ id, text, needed }: Kept): Kept {
  return { id, text, needed };
}
