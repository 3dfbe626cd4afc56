/** Makes the stream of a finding: everything that any format says is said here. */
import { vectorClocks, type ClockedLine } from '../../trace/vector-clocks.ts';
import { buildStory } from '../story/build.ts';
import { hintsOf } from '../story/hints.ts';
import { keptFaultsOf, type Account } from '../story/kept-faults.ts';
import { labelText } from '../story/label-text.ts';
import type { Story } from '../story/row.ts';
import { sentenceOf } from '../story/sentence.ts';
import { shrinkingText } from '../story/shrinking-text.ts';
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
  const story = buildStory(index, finding.witness, account.by);
  return {
    finding: findingLine(report, { index, account, story }),
    steps: story.rows.map((row): StepLine => ({ v: STREAM_VERSION, type: 'step', ...row })),
    events: vectorClocks(trace).map((clocked) => eventLine(clocked, { index, account, story })),
  };
}

interface Told {
  readonly index: TraceIndex;
  readonly account: Account;
  readonly story: Story;
}

function findingLine(report: FindingReport, { index, account, story }: Told): FindingLine {
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
    because: witness.because.map(({ step, text }) => ({ step: story.rowOf(step), text })),
    causes: hintsOf(index, { property, witness, timing: run.timing }, story),
    label: label.kind,
    labelText: labelText(label, target),
    ...shrinkingText(finding),
    kept: faults,
    keptRemark: remark,
    nodes: run.nodes,
    lanes: story.lanes,
    replay: replayCommand,
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
