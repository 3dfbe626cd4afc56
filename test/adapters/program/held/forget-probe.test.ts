// A program that holds its nodes is told to forget one before the first run.
import test from 'ava';
import { startProgram } from '../../../../adapters/program/started-program.ts';
import { heldCommandOf } from '../programs.ts';

/** What it does when told so, and what is said of it. */
const DEFECTS: Readonly<Record<string, RegExp>> = {
  chatty: /when told to forget another node: it answered with more than one line \(forget wants/,
  chattyThenSlow: /when told to forget another node: it answered with more than one line/,
  forgetful: /when told to forget another node: there is no node with handle \d+$/,
};

for (const [way, message] of Object.entries(DEFECTS)) {
  for (const more of [[], ['fork', 'batches']]) {
    const name = [way, ...more].join(' ');
    test(`a program that cannot forget one node alone (${name}) is refused`, async (t) => {
      const request = { command: heldCommandOf(way, ...more), limitMs: 5000, transcript: null };
      await t.throwsAsync(startProgram(request), { name: 'Refusal', message });
    });
  }
}
