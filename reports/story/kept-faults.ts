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
import { mailOf, type Mail } from './mail.ts';
import type { Story } from './row.ts';
import { spanOf } from './spans.ts';
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
  const by = blameActions(performed.trace, kept);
  const faults = kept.map((action) => {
    return { ...plainly(action), when: periodOf(action, performed.trace, by) };
  });
  return {
    by,
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
      const mail = mailText(index, story);
      const faults = kept.map((fault) => {
        const when = `step ${story.rowOf(fault.shownBy.step) ?? '?'}`;
        return { ...plainly(fault), when };
      });
      if (faults.length > 0) return { faults, remark: mail === null ? null : `and ${mail.text}` };
      if (mail === null) return { faults, remark: NOTHING };
      return { faults, remark: `no fault${mail.isFault ? ' but ' : ': '}${mail.text}` };
    },
  };
}

interface MailText {
  readonly text: string;
  /** False if the network is merely slow: no message is lost, and none overtaken. */
  readonly isFault: boolean;
}

/** What the network must do; null if every message arrives, and in order. */
function mailText(index: TraceIndex, story: Story): MailText | null {
  const mail = mailOf(index);
  const parts = [...overtakenText(mail, story), ...passedOverText(mail)];
  if (parts.length > 0) return { text: parts.join(', and '), isFault: true };
  const { sent, underWay } = mail;
  if (underWay === 0) return null;
  const verb = underWay === 1 ? 'was' : 'were';
  const share = `${underWay} of ${sent} message${sent === 1 ? '' : 's'}`;
  if (index.trace.at(-1)?.event.kind === 'deadEnd') {
    return { text: `${share} ${verb} still under way, and ${verb} lost`, isFault: true };
  }
  return { text: `${share} ${verb} still under way when the run ended`, isFault: false };
}

function overtakenText({ overtaken }: Mail, story: Story): readonly string[] {
  const rows = overtaken
    .flatMap(({ step }) => story.rowOf(step) ?? [])
    .sort((one, other) => one - other);
  if (overtaken.length === 0) return [];
  if (overtaken.length === 1) {
    const where = rows[0] === undefined ? '' : ` (it arrives at step ${rows[0]})`;
    return [`a message that a later one overtakes${where}`];
  }
  const where = rows.length === 0 ? '' : ` (they arrive at steps ${rows.join(', ')})`;
  return [`${overtaken.length} messages that later ones overtake${where}`];
}

function passedOverText({ passedOver, sent }: Mail): readonly string[] {
  if (passedOver === 0) return [];
  return [`${passedOver} of ${sent} messages lost or overtaken: later ones arrive`];
}

/** As the trace shows it: what the scenario leaves open ends with the healing, if that can be. */
function periodOf({ id, fromMs, toMs }: KeptAction, trace: Trace, by: Blame): string {
  const line = trace.find((one) => by.faultOf(one)?.id === id);
  const span = line === undefined ? { fromMs, toMs } : spanOf(line, trace);
  if (span.toMs === span.fromMs) return `t=${span.fromMs}`;
  return `t=${span.fromMs}…${span.toMs ?? 'end'}`;
}

function plainly({ id, text, needed }: Kept): Kept {
  return { id, text, needed };
}
