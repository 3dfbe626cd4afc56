/** How little a run takes: the faults that are left, and whether each of them has to be. */
import { blameActions } from '../story/blame-actions.ts';
import { blameDecisions } from '../story/blame-decisions.ts';
import type { Blame } from '../story/blame.ts';
import type { TraceIndex } from '../story/trace-index.ts';
import { performedDecisions, type SavedSchedule } from '../story/decisions.ts';
import { keptActions, type KeptAction } from '../story/kept-actions.ts';
import { keptDecisions, type KeptDecision } from '../story/kept-decisions.ts';
import type { Kept } from '../story/kept.ts';
import { mailOf } from '../story/mail.ts';
import type { Story } from '../story/row.ts';
import type { FindingReport } from './finding-report.ts';
import { columnsOf, paragraph, span, wrap, type Line } from './page.ts';

/** Columns of a label, with the margin before it. */
const LABEL_COLUMNS = 12;
const TEXT_COLUMNS_MIN = 16;
const NEEDED = 'needed (passes without)';
const NOTHING = 'nothing: it happens without any fault';

/** Which fault caused what, and how to list the faults once it is known which row shows what. */
export interface Account {
  readonly by: Blame;
  readonly linesFor: (story: Story, columns: number) => readonly Line[];
}

/** The account of what a finding has kept. */
export function accountOf(report: FindingReport, traceIndex: TraceIndex): Account {
  const { run, ablation } = report.finding;
  if (run.kind === 'schedule') return scheduleAccount(report, run, traceIndex);
  const kept = keptActions(run, report.actions, ablation);
  return scenarioAccount(report, run.actions.length, kept);
}

function scenarioAccount(
  { trace }: FindingReport,
  actions: number,
  kept: readonly KeptAction[],
): Account {
  const elapses = actions - kept.length;
  const remark = elapses === 0 ? null : `and ${elapses} × time passing`;
  return {
    by: blameActions(trace, kept),
    linesFor: (_story, columns) =>
      kept.length === 0 ? labelled(NOTHING) : listed(kept, periodOf, remark, columns),
  };
}

function scheduleAccount(
  { trace, finding: { ablation } }: FindingReport,
  schedule: SavedSchedule,
  traceIndex: TraceIndex,
): Account {
  const performed = performedDecisions(trace, schedule);
  const kept = keptDecisions(performed, ablation);
  return {
    by: blameDecisions(performed, kept, ablation),
    linesFor: (story, columns) => {
      const mail = mailText(traceIndex);
      if (kept.length > 0) {
        const remark = mail === null ? null : `and ${mail}`;
        const placeOf = ({ shownBy }: KeptDecision): string =>
          `step ${story.rowOf(shownBy.step) ?? '?'}`;
        return listed(kept, placeOf, remark, columns);
      }
      return labelled(mail === null ? NOTHING : `no fault but ${mail}`);
    },
  };
}

/** What a slow or lossy network must do; null if every message arrives, and none of them late. */
function mailText(traceIndex: TraceIndex): string | null {
  const { sent, late, neverDelivered } = mailOf(traceIndex);
  if (late === 0 && neverDelivered === 0) return null;
  const share = (count: number): string => `(${count} of ${sent})`;
  if (late === 0) return `messages that never come ${share(neverDelivered)}`;
  const never = neverDelivered === 0 ? '' : ` or never ${share(neverDelivered)}`;
  return `messages that come late ${share(late)}${never}`;
}

function labelled(text: string): readonly Line[] {
  return paragraph(label(0), text);
}

function label(index: number): Line {
  return [span(index === 0 ? '   Kept     ' : '            ', 'quiet')];
}

function listed<Part extends Kept>(
  kept: readonly Part[],
  whenOf: (part: Part) => string,
  remark: string | null,
  columns: number,
): readonly Line[] {
  const idColumns = Math.max(...kept.map(({ id }) => id.length));
  const whenColumns = Math.max(...kept.map((part) => whenOf(part).length));
  const indentColumns = LABEL_COLUMNS + idColumns + 2;
  const room = columns - indentColumns - 2 - whenColumns - 2 - NEEDED.length;
  const longest = Math.max(...kept.map(({ text }) => columnsOf(text)));
  const textColumns = Math.min(longest, Math.max(TEXT_COLUMNS_MIN, room));
  const lines = kept.flatMap((part, index) => {
    const { id, text, needed } = part;
    const [first = '', ...others] = wrap(text, textColumns);
    const trial = needed === null ? '' : needed ? NEEDED : 'not needed';
    const indent = ' '.repeat(indentColumns);
    const gap = ' '.repeat(Math.max(0, textColumns - columnsOf(first)));
    return [
      [
        ...label(index),
        span(`${id.padEnd(idColumns)}  `, 'fault'),
        span(`${first}${gap}  ${whenOf(part).padEnd(whenColumns)}  `),
        span(trial, 'quiet'),
      ],
      ...others.map((more) => [span(`${indent}${more}`)]),
    ];
  });
  return remark === null ? lines : [...lines, [...label(1), span(remark, 'quiet')]];
}

function periodOf({ fromMs, toMs }: KeptAction): string {
  if (toMs === fromMs) return `t=${fromMs}`;
  return `t=${fromMs}…${toMs ?? 'end'}`;
}
