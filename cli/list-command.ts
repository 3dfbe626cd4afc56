/** `list`: what can be named on the command line. */
import { ACTIONS } from '../faults/catalogue.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from '../reports/terminal/page.ts';
import { REGISTRY } from '../targets/registry.ts';
import { oneOf } from './choice.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { PROFILE_NAMES, PROFILES } from './profile.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

/** One thing with a name. */
interface Item {
  readonly name: string;
  readonly title: string;
  /** What else a script may want to know. */
  readonly more: Readonly<Record<string, unknown>>;
}

const TOPICS = {
  targets: () =>
    REGISTRY.map(({ name, title, expected }): Item => {
      const fate = expected.verdict === 'held' ? '' : `; breaks ${expected.by}`;
      return { name, title: `${title}${fate}`, more: { expected } };
    }),
  properties: () =>
    PROPERTIES.map(({ id, kind, claim, source }): Item => {
      return { name: id, title: claim, more: { kind, source } };
    }),
  faults: () =>
    ACTIONS.map(({ kind, title, breaks }): Item => {
      const needs = breaks === null ? '' : `; only for targets with ${breaks}`;
      return { name: kind, title: `${title}${needs}`, more: { breaks } };
    }),
  profiles: () =>
    PROFILE_NAMES.map((name): Item => {
      const { title, ...more } = PROFILES[name];
      return { name, title, more };
    }),
} as const;

type Topic = keyof typeof TOPICS;

const TOPIC_NAMES = Object.keys(TOPICS) as readonly Topic[];

const YOURS =
  'or yours: the path of a module that exports one, or --exec "<command>" for a program';

/** Lists one topic, or all of them. */
export function listCommand(text: string | undefined, options: OutputArguments): ExitCodeValue {
  const style = styleOf(options);
  const topics = text === undefined ? TOPIC_NAMES : [oneOf('group', text, TOPIC_NAMES)];
  const lists = topics.map((topic) => ({ topic, items: TOPICS[topic]() }));
  if (options.json === true) {
    const entries = lists.map(({ topic, items }) => {
      return [topic, items.map(({ name, title, more }) => ({ name, title, ...more }))] as const;
    });
    printJson({ command: 'list', ...Object.fromEntries(entries) });
    return ExitCode.expected;
  }
  const pages = lists.flatMap(({ topic, items }) => [...listLines(topic, items), EMPTY_LINE]);
  print(`${printPage(pages, style)}\n`);
  return ExitCode.expected;
}

function listLines(topic: Topic, items: readonly Item[]): readonly Line[] {
  const columns = Math.max(...items.map(({ name }) => name.length));
  return [
    [span(` ${topic}`, 'strong')],
    ...items.flatMap(({ name, title }) =>
      paragraph([span(`   ${name.padEnd(columns)}  `, 'leader')], title),
    ),
    ...(topic === 'targets' ? paragraph([span('   ')], YOURS, 'quiet') : []),
  ];
}
