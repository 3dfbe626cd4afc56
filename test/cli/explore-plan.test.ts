import test, { type ExecutionContext } from 'ava';
import type { Exploration, ExploreOutcome } from '../../campaign/threads/explore-job.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { codeOf } from '../../cli/explore-outcome.ts';
import { planExplore, type ExploreArguments } from '../../cli/explore-plan.ts';
import { parseShrinkBudget } from '../../cli/shrink-budget.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import type { Finding } from '../../search/finding.ts';

const JUDGED = PROPERTIES.filter(({ kind }) => kind !== 'liveness').length;
const USUAL = { nodes: '3', maxDecisions: '7', maxStates: '1000', timing: 'lab' } as const;

function isRefused(t: ExecutionContext, said: Partial<ExploreArguments>, message: RegExp): void {
  const refusal = t.throws(() => planExplore('raft', { ...USUAL, ...said }), {
    instanceOf: Refusal,
  });
  t.regex(refusal?.message ?? '', message);
  t.notRegex(refusal?.message ?? '', /\n/, 'a refusal is one line');
}

test('bounds that make no sense are refused with what is allowed', (t) => {
  for (const nodes of ['0', '10', '3,5', '-1', '']) {
    isRefused(t, { nodes }, /^--nodes '.*': write a whole number from 1 to 9$/);
  }
  for (const maxDecisions of ['0', '1000', '1e1', 'x']) {
    isRefused(t, { maxDecisions }, /^--max-decisions '.+': write a whole number from 1 to 100$/);
  }
  for (const maxStates of ['0', '100000001']) {
    isRefused(t, { maxStates }, /^--max-states '.+': write a whole number from 1 to 100000000$/);
  }
  for (const deadEndEffort of ['0', '1000000001', 'all']) {
    isRefused(t, { deadEndEffort }, /^--dead-end-effort '.+': write a whole number from 1 to/);
  }
  isRefused(t, { maxTerm: '0' }, /^--max-term '0': write a whole number from 1 to 100$/);
  isRefused(t, { budget: '100x' }, /^--budget '100x': a search has no runs; write a time/);
  isRefused(t, { budget: 'soon' }, /^--budget 'soon': write a time/);
  isRefused(t, { timing: 'fast' }, /unknown timing 'fast'/);
  isRefused(
    t,
    { faults: 'crash,krash' },
    /unknown fault of a search 'krash'; did you mean crash\?$/,
  );
  isRefused(t, { property: 'progress' }, /^--property progress: it is owed in time, and a search/);
  t.throws(() => planExplore('raftt', USUAL), { instanceOf: Refusal, message: /mean raft\?/ });
});

test('threads and memory are what was asked for, and belong to no setting', (t) => {
  const said = { workers: '3', memory: '4GB' };
  const { request, setting } = planExplore('raft', { ...USUAL, ...said });
  t.like(request, { workers: 3, maxBytes: 4e9 });
  t.is(setting, planExplore('raft', USUAL).setting, 'they change nothing in what is found');
  t.like(planExplore('raft', { ...USUAL, memory: '500MB' }).request, { maxBytes: 5e8 });
  t.true((planExplore('raft', USUAL).request.maxBytes ?? 0) > 0, 'there is a limit in any case');
  isRefused(t, { memory: '4' }, /^--memory '4': write a size such as 500MB or 4GB$/);
  isRefused(t, { memory: '0GB' }, /^--memory '0GB': write a size/);
  isRefused(t, { workers: '0' }, /^--workers '0': write a number of threads/);
});

test('a target is searched with the faults it must bear, unless others are named', (t) => {
  const faultsOf = (name: string, faults?: string): readonly string[] =>
    planExplore(name, { ...USUAL, ...(faults === undefined ? {} : { faults }) }).request.bounds
      .faults;
  t.deepEqual(faultsOf('raft'), ['duplicate', 'crash', 'crashWithin']);
  t.deepEqual(faultsOf('tutorial'), ['duplicate']);
  t.deepEqual(faultsOf('tutorial', 'crash'), ['crash']);
  t.deepEqual(faultsOf('raft', 'none'), []);
});

test('a broken target is searched for what it declares, a sound one for all that needs no clock', (t) => {
  const [raft, tutorial, timid] = ['raft', 'tutorial', 'leader-never-gives-up'].map(
    (name) => planExplore(name, USUAL).request.properties,
  );
  t.is(raft?.length, JUDGED);
  t.deepEqual(tutorial, ['election-safety']);
  t.is(timid?.length, JUDGED, 'what it declares is liveness, which no search can see');
});

test('the setting searches the same again', (t) => {
  const said = { ...USUAL, maxTerm: '2', faults: 'crash', property: 'log-matching', budget: '2s' };
  const { setting, budgetMs } = planExplore('raft', said);
  t.is(
    setting,
    '--max-term 2 --max-decisions 7 --faults crash --max-states 1000 ' +
      '--property log-matching --timing lab',
  );
  t.is(budgetMs, 2000);
});

test('a limit of dead ends is searched with and said again, and without it none is', (t) => {
  const limited = planExplore('raft', { ...USUAL, deadEndEffort: '5000' });
  t.is(limited.request.maxDeadEndEffort, 5000);
  t.regex(limited.setting, / --dead-end-effort 5000 /);
  const { request, setting } = planExplore('raft', USUAL);
  t.is(request.maxDeadEndEffort, undefined);
  t.notRegex(setting, /dead-end/);
});

test('who asks for a property is told of that one alone', (t) => {
  const asked = (property: string) =>
    planExplore('tutorial', { ...USUAL, property }).entry.expected;
  t.deepEqual(asked('election-safety'), { verdict: 'violated', by: 'election-safety' });
  t.deepEqual(asked('log-matching'), { verdict: 'held' }, 'nobody asked for its defect');
});

test('only a size that was typed binds the shrinker, and is part of the setting', (t) => {
  const typed = planExplore('raft', { ...USUAL, areNodesTyped: true });
  t.deepEqual(typed.request.nodesAskedFor, [3]);
  t.regex(typed.setting, /^--nodes 3 /);
  const usual = planExplore('raft', USUAL);
  t.is(usual.request.nodesAskedFor, null);
  t.notRegex(usual.setting, /--nodes/, 'the setting would bind the shrinker next time');
});

test('the exit code says whether a search came to what was expected', (t) => {
  const sound = { verdict: 'held' } as const;
  const broken = { verdict: 'violated', by: 'election-safety' } as const;
  const ended = (outcome: ExploreOutcome): Exploration => {
    return { outcome, states: 1, decisions: 0, statesByDepth: [1], wallMs: 1, cpuMs: 1 };
  };
  const violated = (property: string): Exploration =>
    ended({ kind: 'violated', finding: { property } as Finding, others: [], traces: new Map() });
  const complete = ended({ kind: 'complete' });
  const limit = ended({ kind: 'limitReached', depth: 3, limit: 'states' });
  t.is(codeOf(sound, complete), ExitCode.expected);
  t.is(codeOf(sound, violated('election-safety')), ExitCode.violation);
  t.is(codeOf(sound, limit), ExitCode.notMeaningful);
  t.is(codeOf(broken, violated('election-safety')), ExitCode.expected);
  t.is(codeOf(broken, violated('log-matching')), ExitCode.violation);
  t.is(codeOf(broken, complete), ExitCode.notMeaningful);
  t.is(codeOf(broken, limit), ExitCode.notMeaningful);
  t.is(codeOf(sound, ended({ kind: 'diverged' })), ExitCode.notReproducible);
  t.is(codeOf(broken, violated('never-throws')), ExitCode.violation);
});

test('a budget for shrinking is a time or a number of runs', (t) => {
  t.deepEqual(parseShrinkBudget(undefined), { ms: null, executions: null });
  t.deepEqual(parseShrinkBudget('30s'), { ms: 30_000, executions: null });
  t.deepEqual(parseShrinkBudget('5000x'), { ms: null, executions: 5000 });
  const message = /^--shrink-budget 'often': write a time/;
  t.throws(() => parseShrinkBudget('often'), { instanceOf: Refusal, message });
});
