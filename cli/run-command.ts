/** `run`: hunts for violations in one target after the other, and reports what it finds. */
import { FindingsStore } from '../campaign/findings-store.ts';
import { Refusal } from '../campaign/refusal.ts';
import { renderRun } from '../reports/terminal/run.ts';
import type { Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { recordScenario } from '../search/record.ts';
import { ExitCode, gravest, type ExitCodeValue } from './exit-code.ts';
import { reportFile, reportText } from './finding-report.ts';
import { huntFor, type Hunted } from './hunting.ts';
import { Interrupt } from './interrupt.ts';
import { outcomeOf } from './outcome.ts';
import { seedText } from './quantity.ts';
import { planRun, type RunArguments, type TargetPlan } from './run-plan.ts';
import { jsonOf, summaryOf, worstOf, type Kept } from './run-summary.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `run`, as typed. */
export interface RunOptions extends RunArguments, OutputArguments {
  readonly out: string;
  readonly full?: boolean;
  /** False after `--no-progress`. */
  readonly progress: boolean;
}

/** What became of one target. */
interface Outcome {
  readonly hunted: Hunted;
  readonly code: ExitCodeValue;
  readonly kept: readonly Kept[];
}

export async function runCommand(
  names: readonly string[],
  options: RunOptions,
): Promise<ExitCodeValue> {
  const plan = planRun(names, options);
  const style = styleOf(options);
  const interrupt = new Interrupt();
  const outcomes: Outcome[] = [];
  for (const target of plan.targets) {
    if (interrupt.hasStopped) break;
    outcomes.push(await runTarget(target, options, interrupt, style));
  }
  const codes = outcomes.map(({ code }) => code);
  const left = plan.targets.slice(outcomes.length).map(({ entry }) => entry.name);
  if (left.length > 0) warn(`interrupted; not run: ${left.join(', ')}`);
  if (options.json === true) {
    printJson({
      command: 'run',
      verdict: worstOf(outcomes.map(({ hunted }) => hunted.result.verdict)),
      seed: seedText(plan.seed),
      interrupted: interrupt.hasStopped,
      targets: outcomes.map(({ hunted, code, kept }) => jsonOf(hunted, code, kept)),
    });
  }
  return interrupt.hasStopped ? ExitCode.interrupted : gravest(codes);
}

async function runTarget(
  plan: TargetPlan,
  options: RunOptions,
  interrupt: Interrupt,
  style: Style,
): Promise<Outcome> {
  const isJson = options.json === true;
  const hunted = await huntFor(plan, options.out, interrupt, !options.progress);
  const { result } = hunted;
  const code = outcomeOf(plan.entry.expected, result);
  const kept: Kept[] = [];
  for (const finding of result.findings) {
    const { folder, text } = await keep(finding, plan, options, style);
    kept.push({ finding, folder });
    if (!isJson) print(`${text}\n`);
  }
  if (!isJson) print(`${renderRun(summaryOf(hunted, code), style)}\n`);
  const isLost = kept.some(({ folder }) => folder === null);
  return { hunted, kept, code: isLost ? gravest([code, ExitCode.usage]) : code };
}

/** Saves a finding if it is new, and tells of it either way. */
async function keep(
  finding: Finding,
  { entry }: TargetPlan,
  { out, full }: RunOptions,
  style: Style,
): Promise<{ readonly folder: string | null; readonly text: string }> {
  const store = new FindingsStore(out);
  const sought = new Set([finding.property]);
  const { trace } = recordScenario(entry.target, finding.scenario, sought);
  const told = { finding, trace, out };
  try {
    const folder = store.folderOf(finding);
    const isNew = !(await store.knows(finding));
    if (isNew) store.save(finding, reportFile({ ...told, folder, isNew }), trace);
    return { folder, text: reportText({ ...told, folder, isNew }, full === true, style) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`not saved: ${error.message}`);
    const text = reportText({ ...told, folder: null, isNew: true }, full === true, style);
    return { folder: null, text };
  }
}
