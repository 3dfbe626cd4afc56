/** JUnit's XML, which every CI reads: suites of cases, each passed, failed, broken or skipped. */
import { printable } from '../../trace/printable.ts';
import { xmlText } from '../story/escaped.ts';

/** What became of a case; all but `passed` say why. */
export type CaseOutcome =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failure' | 'error' | 'skipped';
      /** What kind of failure: the property. */
      readonly type: string;
      /** One line. */
      readonly message: string;
      /** What a reader needs to understand it; several lines. */
      readonly body: string;
    };

export interface JunitCase {
  /** The property, or what was pinned. */
  readonly name: string;
  /** The target; CIs group by it. */
  readonly classname: string;
  readonly outcome: CaseOutcome;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** The document. It names no time: rendered again, an old finding makes the same file. */
export function junitXml(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="whitewater" ${counts(all)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ name, cases }: JunitSuite): readonly string[] {
  const skipped = countOf(cases, 'skipped');
  const head = `${attribute('name', name)} ${counts(cases)} skipped="${skipped}"`;
  return [`  <testsuite ${head}>`, ...cases.flatMap(caseLines), '  </testsuite>'];
}

function caseLines({ name, classname, outcome }: JunitCase): readonly string[] {
  const head = `<testcase ${attribute('name', name)} ${attribute('classname', classname)}`;
  if (outcome.kind === 'passed') return [`    ${head}/>`];
  const { kind, type, message, body } = outcome;
  const why = attribute('message', message);
  const content = body === '' ? '/>' : `>${xmlText(body)}</${kind}>`;
  return [
    `    ${head}>`,
    `      <${kind} ${why} ${attribute('type', type)}${content}`,
    '    </testcase>',
  ];
}

function counts(cases: readonly JunitCase[]): string {
  const [failures, errors] = [countOf(cases, 'failure'), countOf(cases, 'error')];
  return `tests="${cases.length}" failures="${failures}" errors="${errors}"`;
}

function countOf(cases: readonly JunitCase[], kind: CaseOutcome['kind']): number {
  return cases.filter(({ outcome }) => outcome.kind === kind).length;
}

function attribute(name: string, value: string): string {
  return `${name}="${xmlText(printable(value))}"`;
}
