/** A finding as the source of a test, which a person can read, and edit. */
import type { Finding } from '../../search/finding.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { SavedSchedule } from '../story/decisions.ts';
import { literal, SOURCE_COLUMNS, textLiteral } from './literal.ts';
import { nameMessages, nameOf, type NamedMessage } from './message-names.ts';

export interface TestSourceOptions {
  /** What the target's messages mean: they are named by it. */
  readonly classify: (message: unknown) => WireMeaning;
  /** True: the test passes while the target is broken. False: once it is mended. */
  readonly isBroken: boolean;
  /** The target is code with promises, which move on between runs only. */
  readonly isLive: boolean;
  /** From the folder of the test to the root of the sources: `../..`. */
  readonly path: string;
  /** From the folder of the test to the module with the target, if it is the user's. */
  readonly module?: string | undefined;
  /** The command that starts the target, if it is a program of the user. */
  readonly command?: string | undefined;
}

const GONE = 'the target is gone: remove this test, or rename it';

/** The whole file. */
export function testSource(finding: Finding, options: TestSourceOptions): string {
  const { run } = finding;
  const parts = run.kind === 'schedule' ? scheduleParts(run, options) : scenarioParts(run, options);
  return `${[
    `// Made from finding ${finding.id}; from now on it is yours to edit.`,
    ...(options.module === undefined ? [] : ["import { fileURLToPath } from 'node:url';"]),
    "import test from 'ava';",
    ...importsBefore(options),
    ...parts.imports,
    ...(isRegistered(options) ? [importOf('targets/registry.ts', 'registered', options)] : []),
    '',
    ...parts.data,
    ...entryLines(finding, options),
    `  const sought = new Set([${textLiteral(finding.property)}] as const);`,
    ...performing(parts, options),
    '  const broken = violations.map(({ property }) => property);',
    ...judgement(finding, options),
    '});',
  ].join('\n')}\n`;
}

function importOf(file: string, name: string, { path }: TestSourceOptions): string {
  return `import { ${name} } from '${path}/${file}';`;
}

function isRegistered({ module, command }: TestSourceOptions): boolean {
  return module === undefined && command === undefined;
}

/** Of what brings the target, those that the alphabet puts before the others. */
function importsBefore(options: TestSourceOptions): readonly string[] {
  if (options.module !== undefined) {
    return [importOf('campaign/external-target.ts', 'userTarget', options)];
  }
  return options.command === undefined ? [] : [importOf('library/program.ts', 'program', options)];
}

/** The beginning of the test, up to where its target is `entry.target`. */
function entryLines(finding: Finding, options: TestSourceOptions): readonly string[] {
  const title = textLiteral(titleOf(finding, options));
  if (options.command !== undefined) {
    return [
      '// It runs in the folder in which the tests are started.',
      `const command = ${textLiteral(options.command)};`,
      'const entry = { target: program({ command }) };',
      '',
      `test(${title}, (t) => {`,
    ];
  }
  if (options.module === undefined) {
    return [
      `test(${title}, ${options.isLive ? 'async ' : ''}(t) => {`,
      `  const entry = registered(${textLiteral(finding.target)});`,
      `  if (entry === undefined) return t.fail(${textLiteral(GONE)});`,
    ];
  }
  return [
    `const module = new URL(${textLiteral(options.module)}, import.meta.url);`,
    '',
    `test(${title}, async (t) => {`,
    '  const entry = await userTarget(fileURLToPath(module));',
  ];
}

/** What differs between runs with a clock and without one. */
interface Parts {
  readonly imports: readonly string[];
  readonly data: readonly string[];
  readonly results: string;
  readonly perform: string;
  readonly subject: string;
}

function scheduleParts(run: SavedSchedule, { classify, path, isBroken }: TestSourceOptions): Parts {
  const messages = nameMessages(run.decisions, classify);
  const decisions = run.decisions.map((decision) => `    ${call(decision, messages)},`);
  const builders = [...new Set(run.decisions.flatMap(buildersOf))].sort();
  return {
    imports: [
      `import { performSchedule } from '${path}/search/running/perform-schedule.ts';`,
      `import { ${builders.join(', ')} } from '${path}/simulator/decide.ts';`,
    ],
    data: [
      ...messages.flatMap(({ name, message }) => [constant(name, message)]),
      ...(messages.length === 0 ? [] : ['']),
      'const schedule = {',
      `  nodes: ${run.nodes},`,
      `  timing: ${literal(run.timing, '  timing: '.length, 2)},`,
      '  decisions: [',
      ...decisions,
      '  ],',
      '};',
      '',
    ],
    results: isBroken ? '{ violations, skipped }' : '{ violations }',
    perform: 'performSchedule',
    subject: 'schedule',
  };
}

function scenarioParts(
  { kind: _, ...scenario }: Extract<Finding['run'], { kind: 'scenario' }>,
  { path, isLive }: TestSourceOptions,
): Parts {
  const { actions, ...setting } = scenario;
  const fields = Object.entries(setting).map(([name, value]) => {
    return `  ${name}: ${literal(value, name.length + 4, 2)},`;
  });
  const listed = actions.map((action) => `    ${literal(action, 4, 4)},`);
  const list = listed.length === 0 ? ['  actions: [],'] : ['  actions: [', ...listed, '  ],'];
  return {
    imports: [
      `import type { Scenario } from '${path}/faults/scenario.ts';`,
      `import { performScenario } from '${path}/search/running/perform-scenario.ts';`,
      ...(isLive ? [`import { inMacrotask } from '${path}/adapters/live/macrotask.ts';`] : []),
    ],
    data: ['const scenario: Scenario = {', ...fields, ...list, '};', ''],
    results: '{ violations }',
    perform: 'performScenario',
    subject: 'scenario',
  };
}

function performing(
  { results, perform, subject }: Parts,
  { isLive }: TestSourceOptions,
): readonly string[] {
  const call = `${perform}(entry.target, ${subject}, { sought })`;
  if (!isLive) return [`  const ${results} = ${call};`];
  return [`  const ${results} = await inMacrotask(() =>`, `    ${call},`, '  );'];
}

function constant(name: string, value: unknown): string {
  const start = `const ${name} = `;
  return `${start}${literal(value, start.length, 0)};`;
}

type Decision = SavedSchedule['decisions'][number];

/** `deliver(1, 2, voteInTerm1)` */
function call(decision: Decision, messages: readonly NamedMessage[]): string {
  switch (decision.kind) {
    case 'fire':
      return `fire(${decision.node}, ${textLiteral(decision.timer)})`;
    case 'propose':
      return `propose(${decision.node}, ${textLiteral(decision.command)})`;
    case 'crash':
    case 'failForGood':
      return `${decision.kind}(${decision.node})`;
    case 'loseAll':
      return 'loseAll()';
    case 'crashWithin':
      return `crashWithin(${call(decision.step, messages)}, ${decision.afterEffects})`;
    case 'deliver':
    case 'duplicate': {
      const { kind, from, to, message } = decision;
      return `${kind}(${from}, ${to}, ${nameOf(message, messages)})`;
    }
  }
}

function buildersOf(decision: Decision): readonly string[] {
  return decision.kind === 'crashWithin' ? [decision.kind, decision.step.kind] : [decision.kind];
}

function titleOf(
  { target, property, run, shrinking }: Finding,
  { isBroken }: TestSourceOptions,
): string {
  const { decisions } = shrinking.shrunk;
  const parts = run.kind === 'schedule' ? (decisions ?? run.decisions.length) : run.actions.length;
  const noun = `${run.kind === 'schedule' ? 'decision' : 'action'}${parts === 1 ? '' : 's'}`;
  return isBroken
    ? `${target} breaks ${property} with ${parts} ${noun}`
    : `${target} keeps ${property} in ${parts} ${noun} that broke it`;
}

/** The assertions, with what to do when they fail. */
function judgement({ run, property }: Finding, { isBroken }: TestSourceOptions): readonly string[] {
  const isIncluded = `broken.includes(${textLiteral(property)})`;
  if (!isBroken) {
    const advice = 'it is broken again: look at the run with `whitewater replay`';
    return assertion('t.false', [isIncluded, textLiteral(advice)]);
  }
  const impossible = 'a decision cannot be made: have messages or timers changed?';
  const mended = 'it holds now: if that is meant, write t.false instead of t.true';
  return [
    ...(run.kind === 'schedule'
      ? assertion('t.deepEqual', ['skipped', '[]', textLiteral(impossible)])
      : []),
    ...assertion('t.true', [isIncluded, textLiteral(mended)]),
  ];
}

/** A call on one line if it fits, else one argument per line. */
function assertion(name: string, given: readonly string[]): readonly string[] {
  const flat = `  ${name}(${given.join(', ')});`;
  if (flat.length <= SOURCE_COLUMNS) return [flat];
  return [`  ${name}(`, ...given.map((argument) => `    ${argument},`), '  );'];
}
