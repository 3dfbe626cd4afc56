// Command lines of words that make no sense together: each is understood, or refused in one line.
import test from 'ava';
import type { Command } from 'commander';
import fc from 'fast-check';
import { planExplore, type ExploreArguments } from '../../cli/explore-plan.ts';
import { failureOf } from '../../cli/failure.ts';
import { programFor } from '../../cli/program.ts';
import { planRun, type RunArguments } from '../../cli/run-plan.ts';
import { holdsInTime } from '../property-run.ts';

const COMMANDS = programFor(() => undefined).commands;
const OPTIONS = COMMANDS.flatMap(({ options }) => options.map(({ long }) => long ?? ''));

const ODD = ['', ' ', '-', '--', '-1', '0', '1e9', '0x', '3,5', '3,,5', '99999999999', '10s', '0s'];
const ODDER = [
  '1x',
  '\u001b[2J',
  'ö',
  '💥',
  '../..',
  '/proc/x',
  'x'.repeat(10_000),
  '%s',
  '__proto__',
];
const NAMES = ['raft', 'tutorial', 'constructor', 'timed', 'paper', 'nightly', 'crash', 'none'];

const word = fc.oneof(
  fc.constantFrom(...OPTIONS),
  fc.constantFrom(...ODD, ...ODDER, ...NAMES),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const commandLine = fc
  .tuple(fc.constantFrom(...COMMANDS.map((command) => command.name())), fc.array(word))
  .map(([name, words]) => [name, ...words]);

/** Everything that is checked before anything is done. */
async function plan(words: readonly string[]): Promise<void> {
  const program = programFor(() => undefined);
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    command.action(() => planFor(command));
  }
  await program.parseAsync(words, { from: 'user' });
}

function planFor(command: Command): void {
  if (command.name() === 'run') planRun(command.args, command.opts<RunArguments>(), []);
  if (command.name() === 'explore')
    planExplore(command.args[0], command.opts<ExploreArguments>(), []);
}

test('a command line is understood, or refused in one harmless line', async (t) => {
  const ends = { understood: 0, refused: 0 };
  const property = fc.asyncProperty(commandLine, async (words) => {
    try {
      await plan(words);
      ends.understood += 1;
    } catch (error) {
      const { message, stack } = failureOf(error);
      if (stack !== null) throw error;
      if (!/^\P{Cc}+$/u.test(message)) throw new Error(`not one line: ${JSON.stringify(message)}`);
      ends.refused += 1;
    }
  });
  await holdsInTime(t, property, { numRuns: 400, seed: 10 });
  t.true(ends.understood > 20 && ends.refused > 100, `too much alike: ${JSON.stringify(ends)}`);
  t.log(ends);
});
