/** A finding as one file that a browser opens from disk: complete without its script. */
import type { FindingLine, ReportStream } from '../events/report-line.ts';
import { plainJson } from '../story/escaped.ts';
import { keptFaultsOf } from '../story/kept-faults.ts';
import { keyOf } from '../story/key.ts';
import { railsOf } from '../story/rails.ts';
import { showStory } from '../story/show-story.ts';
import type { Story } from '../story/row.ts';
import { statesOf, type ShownRun } from '../story/shown-run.ts';
import { tellStory } from '../story/telling.ts';
import { traceIndex } from '../story/trace-index.ts';
import { nodeName } from '../../trace/view.ts';
import { chanceNote, withChance } from './chance.ts';
import { documentOf } from './document.ts';
import { headline } from './headline.ts';
import { DATA_ID, type PackedRun, type PageData } from './page-data.ts';
import { packRun } from './pack-run.ts';
import { text } from './parts/html.ts';
import { NODES_BESIDE, nodeTable } from './parts/node-table.ts';
import { layoutOf } from './parts/step-row.ts';
import { plainStepTable, stepTable } from './parts/step-table.ts';
import { pageStyle } from './style.ts';
import { trialsPart } from './trials.ts';
import type { FindingReport } from '../terminal/finding-report.ts';
import type { PageSupplement } from './supplement.ts';

/** What a page is made from. */
export interface PageContent {
  readonly report: FindingReport;
  readonly stream: ReportStream;
  readonly supplement: PageSupplement;
}

/** What a page has at most, unless its story is very long; the run as it was met comes besides. */
export const PAGE_BYTES_MAX = 60_000;

export function renderPage(content: PageContent): string {
  const { client, original, compress } = content.supplement;
  const told = { ...shownRunOf(content), content };
  const packed = original === null ? null : packRun(original, compress);
  const whole = pageOf(told, packed, false);
  // Without a script, nobody would draw what is left out.
  if (client === '' || bytesOf(whole) - bytesOf(textOf(packed)) <= PAGE_BYTES_MAX) return whole;
  return pageOf(told, packed, true);
}

/** `isPlain` leaves the drawing of the steps to the script. */
function pageOf({ story, run, content }: ToldPage, original: PackedRun | null, isPlain: boolean) {
  const { report, stream, supplement } = content;
  const { client, compress, trials, chance } = supplement;
  const { finding } = stream;
  const data: PageData = {
    property: finding.property,
    claim: finding.claim,
    observed: finding.observed,
    shrunk: packRun(withoutText(run), compress),
    original,
  };
  const steps = isPlain ? plainStepTable(run) : stepTable(run);
  const below = [...chanceNote(chance), ...trialsPart(report, story, trials)];
  return documentOf({
    title: `${finding.target} breaks ${finding.property}`,
    style: pageStyle(layoutOf(run).width),
    body: [
      headline(finding),
      mainPart(run, finding, steps, below),
      `<footer>Made by whitewater. This page asks for nothing from anywhere.</footer>`,
      `<script type="application/json" id="${DATA_ID}">${plainJson(data)}</script>`,
    ],
    script: client,
  });
}

interface ToldPage extends Told {
  readonly content: PageContent;
}

function withoutText(run: ShownRun): ShownRun {
  return { ...run, steps: run.steps.map((step) => ({ ...step, row: { ...step.row, text: '' } })) };
}

function textOf(run: PackedRun | null): string {
  return typeof run === 'string' ? run : JSON.stringify(run);
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** The story that every format tells, and the same as it is shown here. */
function shownRunOf({ report, supplement: { tested, chance } }: PageContent): Told {
  const { finding, trace } = report;
  const index = traceIndex(trace, finding.run.nodes);
  const { property, witness, run: saved } = finding;
  const { by } = keptFaultsOf(report, index);
  const { story } = tellStory(index, { property, witness, timing: saved.timing }, by);
  const hasClock = saved.kind === 'scenario';
  const run = showStory(index, story, { hasClock, rails: railsOf(report, story.rows), tested });
  return { story, run: withChance(run, story, report, chance) };
}

interface Told {
  readonly story: Story;
  readonly run: ShownRun;
}

/** The steps, and where the nodes stand at the last of them: the script lets it be any. */
function mainPart(
  run: ShownRun,
  finding: FindingLine,
  steps: string,
  below: readonly string[],
): string {
  const states = statesOf(run);
  const last = run.steps.at(-1);
  const timeMs = last?.row.timeMs ?? 0;
  const { hasClock } = run;
  return [
    run.nodes > NODES_BESIDE ? '<main id="viewer" class="wide">' : '<main id="viewer">',
    '<section class="play" id="play" aria-label="Nodes at a step">',
    '<div id="controls" class="controls"></div>',
    `<h2 id="nodes-title">Nodes after step ${finding.step}</h2>`,
    '<div id="nodes" class="scroll" tabindex="0" role="region" aria-labelledby="nodes-title">',
    nodeTable(states.at(-1) ?? [], states.at(-2) ?? null, { hasClock, timeMs }),
    '</div>',
    '<p class="note">Bold: changed in this step. ✓ committed.</p>',
    '</section>',
    '<div class="story">',
    `<h2 id="steps-title">Steps</h2>`,
    '<div id="steps" class="scroll" tabindex="0" role="region" aria-labelledby="steps-title">',
    steps,
    '</div>',
    keyText(run, finding),
    ...below,
    '</div>',
    '</main>',
  ].join('\n');
}

function keyText(run: ShownRun, finding: FindingLine): string {
  const rows = run.steps.map(({ row }) => row);
  const hasThinLanes = rows.some(({ interrupted }) => interrupted.apart.length > 0);
  const faults = finding.kept.map(({ id }) => id);
  const because = finding.because.map(({ text }) => text);
  const told = [finding.observed, ...because, ...finding.causes, ...rows.map((row) => row.text)];
  const parts = keyOf({
    rows,
    texts: told,
    hasThinLanes,
    hasCutCells: false,
    faults,
    hasClock: run.hasClock,
  });
  const idle = Array.from({ length: run.nodes }, (_, slot) => slot + 1)
    .filter((node) => !run.lanes.includes(node))
    .map(nodeName);
  const others = idle.length === 0 ? '' : ` ${idle.join(', ')}: no part in it.`;
  return `<p class="note">${text(parts.join(', '))}.${others}</p>`;
}
