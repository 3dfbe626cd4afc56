// Luck and time of boots, as programs read them from their lines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { connectProgram } from '../../../adapters/program/connected.ts';
import { Patience } from '../../../adapters/program/patience.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { BootCircumstances, PureTarget, Target } from '../../../simulator/target.ts';
import { emptyFolder } from '../../cli/whitewater.ts';
import { commandOf, heldCommandOf } from './programs.ts';

interface Line {
  readonly kind: string;
  readonly node?: number;
  readonly luck?: number;
  readonly localTimeMs?: number | null;
  readonly draws?: Readonly<Record<string, number>>;
}

interface Heard {
  readonly target: PureTarget;
  /** What the program was asked since the last call, line by line; a batch is one line. */
  readonly lines: () => readonly (readonly Line[])[];
}

function heardBy(t: ExecutionContext, command: string): Heard {
  const transcript = join(emptyFolder(t), 'lines.txt');
  const request = { command, limitMs: 2000, transcript };
  const patience = new Patience().shared;
  const { target, close } = connectProgram({ request, patience, others: [], hello: null });
  t.teardown(close);
  let seen = 0;
  const lines = () => {
    const all = readFileSync(transcript, 'utf8').match(/(?<=^\d+ > ).*$/gm) ?? [];
    const fresh = all.slice(seen).map((line) => [JSON.parse(line) as Line | Line[]].flat());
    seen = all.length;
    return fresh;
  };
  // What is tried before the first run is none of it.
  lines();
  return { target, lines };
}

/** With a clock. */
function bootIn(target: PureTarget, self: number, luck: number, localTimeMs = 40): unknown {
  const identity = { self, nodes: 3, timing: LAB_TIMING };
  const machine = { steadyMs: () => 0, diskMs: () => 0 };
  const circumstances: BootCircumstances = { incarnation: 0, luck, localTimeMs, machine };
  return (target as Target).boot(identity, null, circumstances).state;
}

const isBoot = ({ kind }: Line): boolean => kind === 'boot';

/** A hello says `draws: ["jitter"]` in both. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'keeps nothing': commandOf('second'),
  'holds its nodes': heldCommandOf('well'),
  'holds its nodes and reads batches': heldCommandOf('well', 'batches'),
  'holds its nodes and copies them': heldCommandOf('well', 'fork', 'batches'),
};

for (const [what, command] of Object.entries(PROGRAMS)) {
  test(`a boot of a program that ${what} has luck, more by name, and the time`, (t) => {
    const { target, lines } = heardBy(t, command);
    bootIn(target, 1, 0x40000000, -7);
    const boots = lines().flat().filter(isBoot);
    t.true(boots.length > 0, 'the program was not told to boot a node');
    for (const { luck, localTimeMs, draws } of boots) {
      t.is(luck, 0.25, 'it is the luck that the world drew for this life');
      t.is(localTimeMs, -7, 'it is the time on the clock of the node, which may be set back');
      t.deepEqual(Object.keys(draws ?? {}), ['jitter']);
      t.true((draws?.['jitter'] ?? 0) > 0, 'a number by name is drawn from the luck');
      t.not(draws?.['jitter'], luck, 'it is a number of its own');
    }
  });

  test(`no two lives in a program that ${what} have the same luck`, (t) => {
    const { target, lines } = heardBy(t, command);
    const lives = [7, 8, 0x70000000];
    for (const life of lives) bootIn(target, 1, life);
    const boots = lines().flat().filter(isBoot);
    t.is(new Set(boots.map(({ luck }) => luck)).size, lives.length);
    t.is(new Set(boots.map(({ draws }) => draws?.['jitter'])).size, lives.length);
    const told = { kind: 'received', from: 2, message: { kind: 'other', term: 0 } } as const;
    const lucks = lives.map((life) => {
      target.step(bootIn(target, 1, life), told, 50);
      return lines()
        .flat()
        .find(({ kind }) => kind === 'receive')?.luck;
    });
    t.is(new Set(lucks).size, lives.length, 'what follows a boot goes on from its luck');
  });
}

test('a boot within a batch has the luck and the time that it had alone', (t) => {
  const { target, lines } = heardBy(t, heldCommandOf('well', 'batches'));
  const booted = bootIn(target, 1, 0x40000000, 40);
  const [alone] = lines()
    .filter((line) => line.length === 1)
    .flat()
    .filter(isBoot);
  const fired = { kind: 'timerFired', timer: 'election', luck: 0.5 } as const;
  target.step(target.step(booted, fired, 60).state, fired, 90);
  // Back to the boot: the program makes no copies, so the node is booted anew in the same line.
  target.step(booted, fired, 60);
  const inBatches = lines()
    .filter((line) => line.length > 1)
    .flat()
    .filter(isBoot);
  t.true(inBatches.length > 0, 'no boot came in a batch: this test proves nothing');
  for (const { luck, localTimeMs, draws } of inBatches) {
    t.deepEqual(
      { luck, localTimeMs, draws },
      { luck: alone?.luck, localTimeMs: alone?.localTimeMs, draws: alone?.draws },
    );
  }
  t.deepEqual([alone?.luck, alone?.localTimeMs], [0.25, 40]);
});

test('without clocks a boot says so: no luck, and no time', (t) => {
  const { target, lines } = heardBy(t, heldCommandOf('well', 'batches'));
  target.boot({ self: 1, nodes: 3, timing: LAB_TIMING }, null);
  const [boot] = lines().flat().filter(isBoot);
  t.deepEqual([boot?.luck, boot?.localTimeMs, boot?.draws], [0, null, { jitter: 0 }]);
});
