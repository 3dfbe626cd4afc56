// What a program that holds its nodes can do wrong, and the one line that says so.
import test from 'ava';
import { startProgram } from '../../../../adapters/program/started-program.ts';
import { hunt } from '../../../../search/hunting/hunt.ts';
import { LAB_TIMING } from '../../../../core/timing.ts';
import type { PureTarget } from '../../../../simulator/target.ts';
import { connected, heldCommandOf } from '../programs.ts';

const IDENTITY = { self: 2, nodes: 3, timing: LAB_TIMING };
/** One failing run is enough. */
const HUNT = {
  seed: 1,
  maxRuns: 5,
  nodes: [3],
  sought: null,
  faults: ['pause'],
  timing: LAB_TIMING,
  maxFindings: 1,
  engines: ['timed'],
  searchFaults: [],
  maxActions: 5,
  shouldStop: () => false,
} as const;
const FIRED = { kind: 'timerFired', timer: 'election', luck: 0.5 } as const;

/** Takes five steps of a timer, then goes back and does the third again. */
function backAndForth(target: PureTarget): void {
  const states = [target.boot(IDENTITY, null).state];
  for (let step = 0; step < 5; step += 1) {
    states.push(target.step(states[step], FIRED, null).state);
  }
  for (let round = 0; round < 3; round += 1) target.step(states[2], FIRED, null);
}

/** What it can besides, and what is said of it. */
const FAULTS: Readonly<Record<string, readonly [more: readonly string[], message: RegExp]>> = {
  forgets: [[], /^timer election: there is no node with handle \d+$/],
  other: [[], /^timer election: it answered for another handle than it was asked about$/],
  exits: [
    ['batches'],
    /^timer election: it ended without an answer; on stderr: panic: out of range$/,
  ],
  disorder: [
    ['batches'],
    /^timer election: it answered for another step than it was asked for: a line too many\?$/,
  ],
  shared: [[], /timer election \(request 3 after the boot\): .* digest is "\d+", then "\d+"/],
  mute: [[], /^timer election: an answer without effects: \{"step":\d+\}$/],
  digest: [[], /^timer election: its digest is no text: 7$/],
  role: [[], /^exec:held-counter: step, timer election: its view: role "king", not follower/],
  error: [[], /^timer election: state machine on fire$/],
  // Node 2 alone: others are copied at the start already, to see whether they can be.
  cannotCopy: [['fork', 'second'], /^fork: a node cannot be copied$/],
  shallow: [
    ['fork', 'second'],
    /\(request \d after the boot, first asked of a copy\): .* two answers: digest/,
  ],
};

for (const [way, [more, message]] of Object.entries(FAULTS)) {
  test(`a program that holds its nodes and errs (${way}) is told in one line`, (t) => {
    const { target } = connected(t, heldCommandOf(way, ...more));
    const error = t.throws(() => backAndForth(target), { message });
    t.regex(error?.name ?? '', /^(ProgramFault|ContractBroken|AnsweredDifferently)$/);
    t.notRegex(error?.message ?? '', /\p{Cc}/u, 'it must be harmless for a terminal');
    const again = target.boot(IDENTITY, null);
    t.is(again.effects.length, 1, 'after a fault, the program is started anew for the next step');
  });
}

for (const way of ['other', 'disorder']) {
  test(`what is said of a program that errs (${way}) is the same when its run is repeated`, (t) => {
    const { target } = connected(t, heldCommandOf(way, 'batches'));
    const [first, again] = [1, 2].map(() => t.throws(() => backAndForth(target)).message);
    t.is(again, first, 'numbers of handles and steps go up, and would make it another error');
  });
}

/** What they say has numbers that are others when the run is performed again. */
const QUOTED = {
  named: /timer election: the node with handle \d+ is on fire/,
  dies: /timer election: it ended without an answer; on stderr: panic: process \d+, handle \d+/,
  mute: /timer election: an answer without effects: \{"step":\d+\}/,
} as const;

for (const [way, words] of Object.entries(QUOTED)) {
  test(`what a program says as it fails (${way}) is shown, and compared with nothing`, (t) => {
    const { target } = connected(t, heldCommandOf(way, 'batches'));
    const [first, again] = [1, 2].map(() => t.throws(() => backAndForth(target)));
    t.not(first?.message, again?.message, 'the words are the same: this test proves nothing');
    const { outcome, findings, diverged } = hunt(target, HUNT);
    t.is(diverged, 0, 'the words of an error are taken for another run');
    t.is(outcome.kind, 'crashed');
    t.regex(findings[0]?.witness.observed ?? '', words);
  });
}

test('a program that fails at another step than before does diverge', (t) => {
  const { target } = connected(t, heldCommandOf('wornOut'));
  const { outcome } = hunt(target, HUNT);
  t.is(outcome.kind, 'diverged');
});

test('a program of another version, or with a hello that contradicts itself, is refused', async (t) => {
  const refused = async (command: string, message: RegExp): Promise<void> => {
    const request = { command, limitMs: 500, transcript: null };
    await t.throwsAsync(startProgram(request), { name: 'Refusal', message });
  };
  await refused(heldCommandOf('third'), /its hello: it speaks protocol 3, and this is 1 or 2/);
  await refused(
    heldCommandOf('homeless', 'fork'),
    /its hello: fork: only a program with "state": "held" has something to copy/,
  );
});
