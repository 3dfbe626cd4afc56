// A program that holds its nodes is told to forget one before the first run.
import test from 'ava';
import { connected, heldCommandOf } from '../programs.ts';

/** What it does when told so, and what is said of it. */
const DEFECTS: Readonly<Record<string, RegExp>> = {
  chatty: /when told to forget another node: it answered with more than one line \(forget wants/,
  chattyThenSlow: /when told to forget another node: it answered with more than one line/,
  forgetful: /when told to forget another node: there is no node with handle \d+$/,
};

for (const [way, message] of Object.entries(DEFECTS)) {
  for (const more of [[], ['fork', 'batches']]) {
    const name = [way, ...more].join(' ');
    test(`a program that cannot forget one node alone (${name}) is refused`, (t) => {
      t.throws(() => connected(t, heldCommandOf(way, ...more)), { name: 'ProgramFault', message });
    });
  }
}
