/** What a command judged, as suites of cases. */
import type { CaseLine, RunStream } from '../events/run-line.ts';
import { junitXml, type CaseOutcome } from './junit-xml.ts';

/** One suite for each target, or for all that was pinned. */
export function renderRunJunit({ cases }: RunStream): string {
  const suites = [...new Set(cases.map(({ suite }) => suite))].map((suite) => ({
    name: suite,
    cases: cases
      .filter((line) => line.suite === suite)
      .map((line) => ({ name: line.name, classname: suite, outcome: outcomeOf(line) })),
  }));
  return junitXml(suites);
}

function outcomeOf({ outcome, property, message, details }: CaseLine): CaseOutcome {
  if (outcome === 'passed') return { kind: 'passed' };
  const body = details === '' ? '' : `\n${details}`;
  return { kind: outcome, type: property ?? outcome, message, body };
}
