import test from 'ava';
import fc from 'fast-check';
import type { Action, ActionKind } from '../../faults/action.ts';
import { ACTIONS } from '../../faults/catalogue.ts';
import { ActionCommand } from '../../faults/command.ts';
import { commandsArbitrary, swarmsOf } from '../../faults/swarm.ts';
import { Stage, TIMING } from './stage.ts';

const EVERY_KIND = ACTIONS.map(({ kind }) => kind);
const MAX_COMMANDS = 50;

/** Many scripts, as they are drawn. */
function scripts(kinds: readonly ActionKind[], maxCommands = MAX_COMMANDS): Action[][] {
  const commands = commandsArbitrary({ kinds, maxCommands, timing: TIMING, seed: 1 });
  const drawn = fc.sample(commands, { numRuns: 300, seed: 1 });
  return drawn.map((script) => [...script].map(actionIn));
}

/** fast-check hands out commands in a wrapper of its own. */
function actionIn(command: object): Action {
  const { cmd } = command as { cmd: ActionCommand };
  return cmd.action;
}

/** The actions of a script that apply, one after the other. */
function performedOf(script: readonly Action[]): Action[] {
  const stage = new Stage(5);
  return script.filter((action) => stage.does(action));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

test('over many draws every allowed kind occurs', (t) => {
  const drawn = new Set(scripts(EVERY_KIND).flatMap((script) => script.map(({ kind }) => kind)));
  t.deepEqual([...drawn].sort(), [...EVERY_KIND].sort());
});

for (const kind of EVERY_KIND) {
  test(`only ${kind} allowed: nothing else is drawn but time and what undoes it`, (t) => {
    const remedy = ACTIONS.find((spec) => spec.kind === kind)?.remedy;
    for (const seed of [1, 2, 3]) {
      for (const shares of swarmsOf({ kinds: [kind], seed })) {
        const others = shares.filter(({ spec }) => ![kind, 'elapse', remedy].includes(spec.kind));
        t.deepEqual(others, []);
      }
    }
  });
}

test('what is not allowed is never drawn', (t) => {
  const kinds: ActionKind[] = ['isolate', 'jumpClock', 'propose'];
  const expected = ['elapse', 'heal', 'isolate', 'jumpClock', 'propose'];
  const drawn = new Set(scripts(kinds).flatMap((script) => script.map(({ kind }) => kind)));
  t.deepEqual([...drawn].sort(), expected);
});

test('whatever can be undone can be undone in the same swarm', (t) => {
  for (let seed = 0; seed < 50; seed += 1) {
    const options = { kinds: EVERY_KIND, maxCommands: 9, timing: TIMING, seed };
    for (const shares of swarmsOf(options)) {
      const kinds = shares.map(({ spec }) => spec.kind);
      t.true(kinds.includes('elapse'));
      for (const { spec } of shares) {
        if (spec.remedy !== null) t.true(kinds.includes(spec.remedy), `${spec.kind} for ever`);
      }
    }
  }
});

test('the first swarm has all that is allowed, whatever the seed', (t) => {
  for (let seed = 0; seed < 50; seed += 1) {
    const options = { kinds: EVERY_KIND, maxCommands: 9, timing: TIMING, seed };
    const kinds = swarmsOf(options)[0]?.map(({ spec }) => spec.kind);
    t.deepEqual(kinds?.sort(), [...EVERY_KIND].sort());
  }
});

test('swarms differ from each other and from seed to seed', (t) => {
  const named = (seed: number): string[] =>
    swarmsOf({ kinds: EVERY_KIND, seed }).map((shares) =>
      shares.map(({ spec, weight }) => `${spec.kind} ${weight}`).join(),
    );
  t.is(new Set(named(1)).size, named(1).length);
  t.deepEqual(named(1), named(1));
  t.notDeepEqual(named(1), named(2));
  const kinds = (swarms: string[]): string[] => swarms.map((swarm) => swarm.replace(/ \d+/g, ''));
  t.notDeepEqual(kinds(named(1)), kinds(named(2)));
});

test('runs are long enough, take some seconds, and most of what is drawn applies', (t) => {
  const drawn = scripts(EVERY_KIND);
  const performed = drawn.map(performedOf);
  const commands = mean(drawn.map((script) => script.length));
  t.true(commands > 22 && commands < 28, `${commands} commands; is the size still max?`);
  const applied = mean(performed.map((script) => script.length)) / commands;
  t.true(applied > 0.7, `only ${(100 * applied).toFixed()} % applied`);
  const elapsedMs = mean(
    performed.map((script) =>
      script.reduce((sum, action) => sum + (action.kind === 'elapse' ? action.ms : 0), 0),
    ),
  );
  t.true(elapsedMs > 3000 && elapsedMs < 4500, `${elapsedMs} ms`);
});

test('long sequences are drawn where they are allowed', (t) => {
  const longest = Math.max(...scripts(EVERY_KIND, 200).map(({ length }) => length));
  t.true(longest > 190, `the longest had ${longest} of 200 commands`);
});

test('a model remembers what was performed, and performing that again does the same', (t) => {
  const commands = commandsArbitrary({
    kinds: EVERY_KIND,
    maxCommands: 50,
    timing: TIMING,
    seed: 4,
  });
  const run = fc.property(commands, (script) => {
    const first = new Stage(3);
    fc.modelRun(() => ({ model: first.model, real: first.world }), script);
    const again = new Stage(3);
    for (const action of first.model.performed) t.true(again.does(action));
    t.is(again.transcript(), first.transcript());
  });
  fc.assert(run, { numRuns: 100 });
});

test('a command prints as its action is described', (t) => {
  t.is(String(new ActionCommand({ kind: 'crash', node: 7 })), 'crash n7');
});
