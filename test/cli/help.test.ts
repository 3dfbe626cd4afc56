// What the command line says of itself: help, version, lists, and where words are that are right.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { groupLines, groupsLines } from '../../cli/list-command.ts';
import { GROUPS } from '../../cli/list-groups.ts';
import { failureOf } from '../../cli/failure.ts';
import { programFor } from '../../cli/program.ts';
import { GROUP_NAMES } from '../../library/near-names.ts';
import { printPage } from '../../reports/terminal/page.ts';
import { PLAIN_STYLE } from '../../reports/terminal/style.ts';
import { root } from '../house/checkout.ts';
import { emptyFolder, isRefused, whitewater } from './whitewater.ts';

const TERMINAL = { columns: 80, lines: 24 } as const;
const STYLE = { ...PLAIN_STYLE, columns: TERMINAL.columns };

/** What `help` prints, of the program or of one of its commands. */
function helpOf(name?: string): string {
  const program = programFor(() => undefined);
  let text = '';
  for (const command of [program, ...program.commands]) {
    const writeOut = (part: string): void => void (text += part);
    command.configureOutput({ writeOut, getOutHelpWidth: () => TERMINAL.columns });
  }
  program.parse(['help', ...(name === undefined ? [] : [name])], { from: 'user' });
  return text;
}

function tooWide(text: string): readonly string[] {
  return text.split('\n').filter((line) => [...line].length > TERMINAL.columns);
}

const COMMANDS = programFor(() => undefined).commands;
const NAMES = COMMANDS.map((command) => command.name());

test('Every command, argument and option has a description, and every command an example', (t) => {
  for (const command of COMMANDS) {
    const name = command.name();
    t.not(command.description(), '', `${name} has no description`);
    for (const { description, flags } of command.options) {
      t.not(description, '', `${name} ${flags} has no description`);
    }
    for (const argument of command.registeredArguments) {
      t.not(argument.description, '', `${name} ${argument.name()} has no description`);
    }
    t.regex(helpOf(name), /\nExamples:\n {2}npm run -s whitewater -- /, `${name} has no example`);
  }
});

test('Help fits into 80 columns, and that of the program names every command', (t) => {
  t.true(NAMES.includes('help') && NAMES.length > 8, 'the commands are not found');
  for (const name of [undefined, ...NAMES]) {
    t.deepEqual(tooWide(helpOf(name)), [], `help ${name ?? ''}: these lines are too wide`);
  }
  for (const name of NAMES) t.regex(helpOf(), new RegExp(`^ {2}${name} `, 'm'));
});

test('Every example in the help is understood', (t) => {
  const examples = NAMES.flatMap((name) => [...helpOf(name).matchAll(/whitewater -- (.+)$/gm)]);
  t.true(examples.length >= NAMES.length, 'the examples are not found');
  for (const [, words = ''] of examples) {
    const program = programFor(() => undefined);
    for (const command of program.commands) command.action(() => undefined);
    t.notThrows(() => program.parse(words.split(' '), { from: 'user' }), words);
  }
});

test('What there is fits into one screen, with the size of each group', (t) => {
  const text = printPage(groupsLines(), STYLE);
  t.true(text.split('\n').length < TERMINAL.lines, text);
  t.deepEqual(tooWide(text), []);
  for (const group of GROUP_NAMES) {
    const size = GROUPS[group].items().length;
    t.true(size > 0, `${group} is empty`);
    t.regex(text, new RegExp(`^ {3}${group} +${size} {2}\\w`, 'm'));
  }
});

test('Every group can be listed in 80 columns, each name with a title', (t) => {
  for (const group of GROUP_NAMES) {
    const text = printPage(groupLines(group), STYLE);
    t.deepEqual(tooWide(text), [], `list ${group}: these lines are too wide`);
    for (const { name, title } of GROUPS[group].items()) {
      t.not(title, '', `${group}: ${name} has no title`);
      t.regex(text, new RegExp(`^ {3}${name} `, 'm'));
    }
  }
});

test('Words that are not understood are refused with what is near, and where all are', (t) => {
  const refusals: readonly (readonly [string, RegExp])[] = [
    ['rum', /^unknown command 'rum'; did you mean run\? all of them: .+ -- help$/],
    ['dance', /^unknown command 'dance'; all of them: .+ -- help$/],
    ['run --sed 1', /^unknown option '--sed'; did you mean --seed\? all of them: .+ help run$/],
    ['help rum', /^unknown command 'rum'; did you mean run\?$/],
    ['list a b', /^too many arguments .+ but got 2; see: .+ help list$/],
    ['replay', /^missing required argument 'finding'; see: .+ help replay$/],
  ];
  for (const [words, message] of refusals) {
    const run = (): unknown =>
      programFor(() => undefined).parse(words.split(' '), { from: 'user' });
    t.regex(failureOf(t.throws(run)).message, message);
  }
});

test('The version, help and a refusal are told by the command itself', async (t) => {
  const folder = emptyFolder(t);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const [said, json, help, run] = await Promise.all([
    whitewater(folder, ['--version']),
    whitewater(folder, ['--version', '--json']),
    whitewater(folder, ['help', 'run']),
    whitewater(folder, ['help', 'run', '--json']),
  ]);
  t.deepEqual(said, { code: 0, stdout: `${version}\n`, stderr: '' });
  t.deepEqual(JSON.parse(json.stdout), { command: null, version });
  t.is(help.code, 0);
  t.regex(help.stdout, /--max-findings <count> +stop after so many findings, each another story/);
  t.deepEqual(JSON.parse(run.stdout), { command: 'help', help: help.stdout.trim() });
  await isRefused(t, ['list', 'mutant'], /unknown group 'mutant'; did you mean mutants\?\n/);
});
