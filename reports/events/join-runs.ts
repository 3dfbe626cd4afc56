/** Several runs of one campaign as one: figures are added, findings are told once. */
import type { CaseLine, CaseOutcome, RunStream, StartLine, TargetLine } from './run-line.ts';

/** All but the summary, which depends on what is missing, too. */
export type JoinedRuns = Omit<RunStream, 'summary'>;

/** `start` is that of the command that joins them. */
export function joinRuns(start: StartLine, runs: readonly RunStream[]): JoinedRuns {
  const findings = new Map(
    runs.flatMap((run) => run.findings.map((one) => [one.finding.id, one] as const)),
  );
  const targets = groupsOf(
    runs.flatMap((run) => run.targets),
    ({ target }) => target,
  ).map(joinedTarget);
  const cases = groupsOf(
    runs.flatMap((run) => run.cases),
    ({ suite, name }) => `${suite}\n${name}`,
  ).map((group) => joinedCase(group, targets));
  return { start, findings: [...findings.values()], targets, cases };
}

type Group<Line> = readonly [Line, ...Line[]];

/** In the order in which each is first met. */
function groupsOf<Line>(lines: readonly Line[], keyOf: (line: Line) => string): Group<Line>[] {
  const groups = new Map<string, [Line, ...Line[]]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group === undefined) groups.set(keyOf(line), [line]);
    else group.push(line);
  }
  return [...groups.values()];
}

/** What is not as expected decides; the longest run is the time of all. */
function joinedTarget(group: Group<TargetLine>): TargetLine {
  const decisive = group.find(({ asExpected }) => !asExpected) ?? group[0];
  return {
    ...decisive,
    setting: group.map(({ setting }) => setting).join(' | '),
    wallMs: Math.max(...group.map(({ wallMs }) => wallMs)),
    figures: sumOf(group.map(({ figures }) => figures)),
    exercised: sumOf(group.map(({ exercised }) => exercised)),
    faults: sumOf(group.map(({ faults }) => faults)),
  };
}

/** The gravest first: what one run refutes, no other proves. */
const OUTCOMES: readonly CaseOutcome[] = ['failure', 'error', 'passed', 'skipped'];

function joinedCase(group: Group<CaseLine>, targets: readonly TargetLine[]): CaseLine {
  const outcome = OUTCOMES.find((one) => group.some((line) => line.outcome === one));
  const decisive = group.find((line) => line.outcome === outcome) ?? group[0];
  if (decisive.outcome !== 'passed' || decisive.property === null) return decisive;
  const target = targets.find((one) => one.target === decisive.suite);
  const times = target?.exercised[decisive.property];
  return times === undefined ? decisive : { ...decisive, message: `exercised ${times} times` };
}

type Counts = Readonly<Record<string, number>>;

function sumOf(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const [name, count] of all.flatMap((counts) => Object.entries(counts))) {
    sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}
