/** `explore`: tries all runs within bounds, and reports a shortest violation or a proof. */
import { exploreInThread, type Exploration } from '../campaign/threads/explore-job.ts';
import { renderExplore } from '../reports/terminal/explore.ts';
import { stepLimitOf, type ExecArguments } from './exec.ts';
import type { ExitCodeValue } from './exit-code.ts';
import { displayDepths } from './explore-display.ts';
import { codeOf, jsonOf, summaryOf } from './explore-outcome.ts';
import { planExplore, type ExploreArguments, type ExplorePlan } from './explore-plan.ts';
import { isPath } from './external-target.ts';
import { withExternalTargets } from './bring-targets.ts';
import { Interrupt } from './interrupt.ts';
import { keepFindings } from './keep-finding.ts';
import { renderStoodStill } from './stood-still.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `explore`, as typed. */
export interface ExploreOptions extends ExploreArguments, ExecArguments, OutputArguments {
  readonly out: string;
  readonly full?: boolean;
  /** False after `--no-progress`. */
  readonly progress: boolean;
}

export async function exploreCommand(
  name: string | undefined,
  options: ExploreOptions,
): Promise<ExitCodeValue> {
  const paths = name !== undefined && isPath(name) ? [name] : [];
  return withExternalTargets(options, paths, (externalTargets) =>
    exploreAll(planExplore(name, options, externalTargets), options),
  );
}

async function exploreAll(plan: ExplorePlan, options: ExploreOptions): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const interrupt = new Interrupt();
  const exploration = await searchFor(
    { ...plan, request: { stepLimitMs: stepLimitOf(options), ...plan.request } },
    interrupt,
    !options.progress,
  );
  const { outcome } = exploration;
  const code = codeOf(plan.entry.expected, exploration);
  const keeping = { ...options, given: plan.given ?? undefined };
  const kept =
    outcome.kind === 'violated'
      ? await keepFindings(outcome, outcome.traces, plan.entry.target, keeping, style)
      : [];
  if (options.json === true) printJson(jsonOf(plan, exploration, kept));
  else {
    for (const { text } of kept) print(`${text}\n`);
    if (outcome.kind === 'stoodStill') {
      const { states, decisions } = exploration;
      const searched = `${states} states, ${decisions} decisions before it`;
      const remarks = { Searched: searched, Setting: plan.setting };
      print(`${renderStoodStill(outcome, remarks, style)}\n`);
    } else print(`${renderExplore(summaryOf(plan, exploration, code), style)}\n`);
  }
  return interrupt.code ?? code;
}

async function searchFor(
  { request, budgetMs, setting }: ExplorePlan,
  interrupt: Interrupt,
  isQuiet: boolean,
): Promise<Exploration> {
  const underWay = exploreInThread(request, displayDepths(`${request.target} ${setting}`, isQuiet));
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
