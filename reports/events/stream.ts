/** Makes the stream of a finding: everything that any format says is said here. */
import { vectorClocks, type ClockedLine } from '../../trace/vector-clocks.ts';
import { keptFaultsOf, type Account } from '../story/kept-faults.ts';
import { labelText } from '../story/label-text.ts';
import { sentenceOf } from '../story/sentence.ts';
import { shrinkingText } from '../story/shrinking-text.ts';
import { tellStory, type Telling } from '../story/telling.ts';
import { traceIndex, type TraceIndex } from '../story/trace-index.ts';
import type { FindingReport } from '../terminal/finding-report.ts';
import { plainEvent, plainView } from '../../trace/plain-event.ts';
import {
  STREAM_VERSION,
  type EventLine,
  type FindingLine,
  type ReportStream,
  type StepLine,
} from './report-line.ts';

/** The stream of a report. */
export function reportStream(report: FindingReport): ReportStream {
  const { finding, trace } = report;
  const index = traceIndex(trace, finding.run.nodes);
  const account = keptFaultsOf(report, index);
  const { property, witness, run } = finding;
  const { timing } = run;
  const telling = tellStory(index, { property, witness, timing }, account.by);
  const told = { index, account, ...telling };
  return {
    finding: findingLine(report, told),
    steps: telling.story.rows.map((row): StepLine => ({ v: STREAM_VERSION, type: 'step', ...row })),
    events: vectorClocks(trace).map((clocked) => eventLine(clocked, told)),
  };
}

interface Told extends Telling {
  readonly index: TraceIndex;
  readonly account: Account;
}

function findingLine(report: FindingReport, { account, story, causes }: Told): FindingLine {
  const { finding, claim, label, replayCommand } = report;
  const { id, target, property, witness, run } = finding;
  const { faults, remark } = account.keptIn(story);
  return {
    v: STREAM_VERSION,
    type: 'finding',
    id,
    target,
    property,
    claim,
    observed: witness.observed.replace(/\.$/, ''),
    step: story.rows.at(-1)?.number ?? 0,
    timeMs: run.kind === 'scenario' ? witness.timeMs : null,
    because: witness.because.map((because) => {
      return { step: story.rowOfClause(because), text: because.text };
    }),
    causes,
    label: label.kind,
    labelText: labelText(label, target),
    ...shrinkingText(finding),
    kept: faults,
    keptRemark: remark,
    nodes: run.nodes,
    lanes: story.lanes,
    replay: replayCommand,
    ...(report.isLost === true ? { lost: true } : {}),
    signature: finding.signature,
    ...(report.isRegressed === true ? { regressed: true } : {}),
    saved: { ...finding },
  };
}

function eventLine({ line, host, clock }: ClockedLine, told: Told): EventLine {
  const { index, account, story } = told;
  const { step, timeMs, event, before, after } = line;
  return {
    v: STREAM_VERSION,
    type: 'event',
    number: step,
    step: story.rowOf(step),
    timeMs,
    host,
    clock,
    text: sentenceOf(line, index, account.by),
    event: plainEvent(event),
    ...(before === after ? {} : { after: plainView(after) }),
  };
}
