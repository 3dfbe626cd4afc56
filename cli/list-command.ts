/** `list`: what can be named on the command line. */
import { COMMAND } from '../library/how-to-call.ts';
import { GROUP_NAMES, type NameGroup } from '../library/near-names.ts';
import { EMPTY_LINE, paragraph, printPage, span, type Line } from '../reports/terminal/page.ts';
import { oneOf } from './choice.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { GROUPS } from './list-groups.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

const INDENT: Line = [span('   ')];

/** A row of a list: a name, how many it stands for, and what it is. */
interface Row {
  readonly name: string;
  readonly title: string;
}

/** Lists one group, or says which groups there are. */
export function listCommand(text: string | undefined, options: OutputArguments): ExitCodeValue {
  const style = styleOf(options);
  const group = text === undefined ? null : oneOf('group', text, GROUP_NAMES);
  if (options.json === true) {
    printJson({ command: 'list', ...(group === null ? groupsJson() : groupJson(group)) });
    return ExitCode.expected;
  }
  const lines = group === null ? groupsLines() : groupLines(group);
  print(`${printPage([...lines, EMPTY_LINE], style)}\n`);
  return ExitCode.expected;
}

function groupsJson(): object {
  return {
    groups: GROUP_NAMES.map((name) => {
      const { title, items } = GROUPS[name];
      return { name, title, size: items().length };
    }),
  };
}

function groupJson(group: NameGroup): object {
  const items = GROUPS[group].items();
  return { [group]: items.map(({ name, title, more }) => ({ name, title, ...more })) };
}

/** The groups and their sizes: short enough for one screen. */
export function groupsLines(): readonly Line[] {
  const rows = GROUP_NAMES.map((name) => {
    const { title, items } = GROUPS[name];
    const size = String(items().length).padStart(3);
    return { name: `${name.padEnd(widest(GROUP_NAMES))} ${size}`, title };
  });
  return [
    [span(' what there is', 'strong')],
    ...rowLines(rows),
    EMPTY_LINE,
    ...paragraph(INDENT, `a group by its name: ${COMMAND} list mutants`, 'quiet'),
  ];
}

/** All names of one group. */
export function groupLines(group: NameGroup): readonly Line[] {
  const { title, items, after } = GROUPS[group];
  const rest = after === undefined ? [] : paragraph(INDENT, after, 'quiet');
  return [
    ...paragraph([span(` ${group}  `, 'strong')], title, 'quiet'),
    ...rowLines(items()),
    ...rest,
  ];
}

function rowLines(rows: readonly Row[]): readonly Line[] {
  const columns = widest(rows.map(({ name }) => name));
  return rows.flatMap(({ name, title }) => {
    const label = [span(`   ${name.padEnd(columns)}  `, 'leader')];
    return paragraph(label, title);
  });
}

function widest(names: readonly string[]): number {
  return Math.max(...names.map(({ length }) => length));
}
