/** `explore`: tries all runs within bounds, and reports a shortest violation or a proof. */
import { exploreInThreads } from '../campaign/threads/explore-in-threads.ts';
import type { Exploration } from '../campaign/threads/explore-job.ts';
import { renderExplore } from '../reports/terminal/explore.ts';
import type { Style } from '../reports/terminal/style.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import type { ExitCodeValue } from './exit-code.ts';
import { displayDepths } from './explore-display.ts';
import { codeOf, jsonOf, summaryOf } from './explore-outcome.ts';
import { planExplore, type ExploreArguments, type ExplorePlan } from './explore-plan.ts';
import { isPath } from './external-target.ts';
import { withExternalTargets } from './bring-targets.ts';
import { Interrupt } from './interrupt.ts';
import { againCommand } from './invocation.ts';
import { keepFindings } from './keep-finding.ts';
import { judgedOfSearch } from './explore-cases.ts';
import type { ReporterArguments } from './reporters.ts';
import { Reporting } from './reporting.ts';
import { renderStoodStill } from './stood-still.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `explore`, as typed. */
export interface ExploreOptions
  extends ExploreArguments,
    ExecArguments,
    OutputArguments,
    ReporterArguments {
  readonly out: string;
  readonly full?: boolean;
  /** False after `--no-progress`. */
  readonly progress: boolean;
}

export async function exploreCommand(
  name: string | undefined,
  options: ExploreOptions,
): Promise<ExitCodeValue> {
  const reporting = new Reporting('explore', options);
  const paths = name !== undefined && isPath(name) ? [name] : [];
  return withExternalTargets(options, paths, (externalTargets) =>
    exploreAll(planExplore(name, options, externalTargets), options, reporting),
  );
}

async function exploreAll(
  plan: ExplorePlan,
  options: ExploreOptions,
  reporting: Reporting,
): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const interrupt = new Interrupt();
  const exploration = await searchFor(
    { ...plan, request: { stepLimitMs: stepLimitOf(options), ...plan.request } },
    interrupt,
    !options.progress,
  );
  const { outcome } = exploration;
  const code = codeOf(plan.entry.expected, exploration);
  const again = againCommand('explore', { ...plan, target: plan.entry.name });
  const keeping = { ...options, given: plan.given ?? undefined, again };
  const kept =
    outcome.kind === 'violated'
      ? await keepFindings(outcome, outcome.traces, plan.entry.target, keeping, style)
      : [];
  reporting.add(judgedOfSearch(plan, exploration, code, kept));
  if (options.json === true) printJson(jsonOf(plan, exploration, kept));
  else if (!reporting.takesStdout) {
    for (const { text } of kept) print(`${text}\n`);
    print(`${summaryText(plan, exploration, code, style)}\n`);
  }
  return reporting.end(interrupt.code ?? code, interrupt.hasStopped);
}

/** What follows the findings. */
function summaryText(
  plan: ExplorePlan,
  exploration: Exploration,
  code: ExitCodeValue,
  style: Style,
): string {
  const { outcome, states, decisions } = exploration;
  if (outcome.kind !== 'stoodStill') {
    return renderExplore(summaryOf(plan, exploration, code), style);
  }
  const searched = `${states} states, ${decisions} decisions before it`;
  return renderStoodStill(outcome, { Searched: searched, Setting: plan.setting }, style);
}

async function searchFor(
  { request, budgetMs, setting }: ExplorePlan,
  interrupt: Interrupt,
  isQuiet: boolean,
): Promise<Exploration> {
  const { maxDecisions } = request.bounds;
  const onDepth = displayDepths(`${request.target} ${setting}`, maxDecisions, isQuiet);
  const underWay = exploreInThreads(request, onDepth);
  const timer = budgetMs === null ? undefined : setTimeout(() => underWay.stop(), budgetMs);
  const release = interrupt.onStop(() => {
    warn('stopping: a report of how far it got follows; Ctrl-C again ends at once');
    underWay.stop();
  });
  try {
    return await underWay.done;
  } finally {
    release();
    clearTimeout(timer);
  }
}
