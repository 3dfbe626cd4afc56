// People who live in fast-check: its own seed, path and shrinking, and the report beside them.
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { hastyElection, patientElection } from '../../examples/bring-your-own/live-election.ts';
import { carefulElection, naiveElection } from '../../examples/bring-your-own/election.ts';
import {
  CheckFailed,
  faultCommands,
  raftProperty,
  replay,
  scenarios,
  simulation,
  type Model,
  type Scenario,
  type World,
} from '../../library/index.ts';
import { forgetsNothing } from './targets.ts';

const SEEDED = { seed: 7, numRuns: 60 } as const;
const NOWHERE = { nodes: [3], out: null };

/** What `fc.assert` throws; fails the test if it passes. */
function failureOf(t: ExecutionContext, work: () => void): { error: Error; cause: CheckFailed } {
  const error = t.throws(work) ?? new Error('it passed');
  const { cause } = error;
  if (cause instanceof CheckFailed) return { error, cause };
  throw new Error(`the cause of the failure is no CheckFailed: ${String(cause)}`);
}

/** What `path` names in the error of fast-check. */
function pathIn({ message }: Error): string {
  return /path: "([^"]+)"/.exec(message)?.[1] ?? '';
}

test('A sound target holds in as many runs as fast-check draws', (t) => {
  t.notThrows(() => {
    fc.assert(raftProperty(carefulElection, NOWHERE), SEEDED);
  });
});

test('A broken one fails with the seed and path of fast-check, and the report as the cause', (t) => {
  const { error, cause } = failureOf(t, () => {
    fc.assert(raftProperty(naiveElection, NOWHERE), SEEDED);
  });
  t.regex(error.message, /seed: 7, path: "\d+(:\d+)*"/);
  t.regex(error.message, /Counterexample: \[\{"nodes":3,"seed":\d+,"timing"/);
  t.is(cause.reason, 'violated');
  t.regex(cause.message, /^naive-election breaks /, 'the report begins with what broke');
  t.regex(cause.message, /Shrunk/);
  t.true(cause.stack?.includes(cause.message), 'a test runner that shows stacks shows the report');
  t.regex(cause.message, /await replay\(target, error\.cause\.finding\)/);
});

test('Seed and path lead to the counterexample at once', (t) => {
  const property = raftProperty(naiveElection, NOWHERE);
  const { error } = failureOf(t, () => {
    fc.assert(property, SEEDED);
  });
  const again = failureOf(t, () => {
    fc.assert(property, { ...SEEDED, path: pathIn(error), endOnFailure: true });
  });
  const drawn = (text: string): string => /Counterexample: (.*)/.exec(text)?.[1] ?? 'none';
  t.is(drawn(again.error.message), drawn(error.message));
});

test('fast-check shrinks the scenario: what it arrives at has few actions', (t) => {
  let fewest = Infinity;
  const details = fc.check(raftProperty(naiveElection, NOWHERE), SEEDED);
  t.true(details.failed);
  const [shrunk] = details.counterexample ?? [];
  fewest = shrunk?.actions.length ?? Infinity;
  t.true(fewest <= 2, `${fewest} actions are left after ${details.numShrinks} steps of shrinking`);
});

test('The finding of the cause replays', async (t) => {
  const { cause } = failureOf(t, () => {
    fc.assert(raftProperty(naiveElection, NOWHERE), SEEDED);
  });
  const { finding } = cause;
  t.not(finding, null);
  if (finding === null) return;
  await t.throwsAsync(replay(naiveElection, finding), { instanceOf: CheckFailed });
  await t.notThrowsAsync(replay(carefulElection, finding));
});

test('Only the properties asked for are judged', (t) => {
  const properties = ['term-monotonic'] as const;
  t.notThrows(() => {
    fc.assert(raftProperty(naiveElection, { ...NOWHERE, properties }), SEEDED);
  });
});

test('A live target is judged in an asynchronous property', async (t) => {
  await t.notThrowsAsync(async () => {
    await fc.assert(raftProperty(patientElection, NOWHERE), { seed: 7, numRuns: 10 });
  });
  const nodes = [5];
  const error = await t.throwsAsync(async () => {
    await fc.assert(raftProperty(hastyElection, { nodes, out: null }), { seed: 7, numRuns: 300 });
  });
  t.true(error?.cause instanceof CheckFailed);
  const { message, stack = '' } = error?.cause as CheckFailed;
  t.regex(message, /^hasty-election breaks /);
  const [nearest] = stack.replace(`CheckFailed: ${message}`, '').trim().split('\n');
  t.regex(
    nearest ?? '',
    /raft-property\.test\.ts:\d+/,
    'the stack must begin at the fc.assert line',
  );
});

test('A target that is not deterministic is said to be so', (t) => {
  const error = t.throws(() => {
    fc.assert(raftProperty(forgetsNothing, NOWHERE), SEEDED);
  });
  t.regex(
    `${error?.message} ${String(error?.cause)}`,
    /two answers|when the run is performed again/,
  );
});

test('Scenarios are plain data, within what was asked for', (t) => {
  const drawn = fc.sample(scenarios(carefulElection, { nodes: [4], faults: ['crash'] }), 200);
  const kinds = new Set(drawn.flatMap(({ actions }) => actions.map(({ kind }) => kind)));
  t.deepEqual([...kinds].sort(), ['crash', 'elapse', 'rejoin']);
  t.true(drawn.every(({ nodes }) => nodes === 4));
  t.deepEqual(JSON.parse(JSON.stringify(drawn)) as Scenario[], drawn);
  t.true(
    drawn.some(({ actions }) => actions.length > 20),
    'long scenarios must be drawn, too',
  );
});

/** A command of a user: lets a whole minute pass. */
class AMinute implements fc.Command<Model, World> {
  check(): boolean {
    return true;
  }

  run(_model: Model, world: World): void {
    world.elapse(60_000);
  }

  toString(): string {
    return 'a minute passes';
  }
}

test('Commands of the faults mix with commands of the user', (t) => {
  const commands = fc.commands<Model, World>(
    [...faultCommands(carefulElection), fc.constant(new AMinute())],
    { maxCommands: 20, size: 'max' },
  );
  let longestMs = 0;
  const runs = fc.property(commands, (drawn) => {
    const simulated = simulation(carefulElection, { nodes: 3, out: null });
    fc.modelRun(() => simulated.setup, drawn);
    simulated.finish();
    longestMs = Math.max(longestMs, simulated.setup.real.nowMs);
  });
  fc.assert(runs, { seed: 7, numRuns: 20 });
  t.true(longestMs >= 60_000, 'the command of the user was never performed');
});

test('A simulation that broke a property says so when it is finished', (t) => {
  const commands = fc.commands<Model, World>(faultCommands(naiveElection), {
    maxCommands: 20,
    size: 'max',
  });
  const { cause } = failureOf(t, () => {
    const runs = fc.property(commands, fc.nat(), (drawn, seed) => {
      const simulated = simulation(naiveElection, { nodes: 3, seed, out: null });
      fc.modelRun(() => simulated.setup, drawn);
      simulated.finish();
    });
    fc.assert(runs, { ...SEEDED, numRuns: 300 });
  });
  t.regex(cause.message, /^naive-election breaks /);
});

test('An option that does not exist is refused by its name', (t) => {
  const options = { sizes: [3] } as never;
  t.throws(() => raftProperty(carefulElection, options), { message: /sizes: there is no such/ });
  t.throws(() => scenarios(carefulElection, { nodes: [] }), { message: /nodes/ });
  t.throws(() => simulation(carefulElection, { nodes: 10 }), { message: /nodes: 10/ });
});
