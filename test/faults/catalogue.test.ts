import test from 'ava';
import fc from 'fast-check';
import type { Action } from '../../faults/action.ts';
import { schemaOf } from '../../faults/action-schema.ts';
import { ACTIONS, kindsFairTo, specNamed, specOf } from '../../faults/catalogue.ts';
import { renumbered } from '../../faults/renumber.ts';
import { towards } from '../../faults/simpler.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { raft } from '../../targets/raft.ts';
import { Stage, TIMING } from './stage.ts';

const anyAction = fc.oneof(...ACTIONS.map((spec) => spec.arbitrary(TIMING)));
const anyScript = fc.array(anyAction, { maxLength: 30, size: 'max' });
const anyNodes = fc.integer({ min: 1, max: 9 });

/** fast-check's own message names the seed and the path that show the failure again. */
function holds(property: fc.IProperty<unknown[]>, numRuns = 100): void {
  fc.assert(property as fc.IProperty<unknown>, { numRuns });
}

/** A run of raft through a script. */
function traceOf(nodes: number, seed: number, script: readonly Action[]): string {
  const stage = new Stage(nodes, raft, seed, DEFAULT_NETWORK);
  stage.does(...script);
  return stage.transcript();
}

for (const spec of ACTIONS) {
  test(`${spec.kind}: what is drawn is allowed in a file and survives it`, (t) => {
    const schema = schemaOf(spec);
    holds(
      fc.property(spec.arbitrary(TIMING), (action) => {
        const read: unknown = JSON.parse(JSON.stringify(action));
        t.deepEqual(read, action);
        t.deepEqual<unknown, unknown>(schema.parse(read), action);
        t.is(Object.getPrototypeOf(action), Object.prototype);
      }),
    );
  });

  test(`${spec.kind}: simpler actions are allowed, differ, and come to an end`, (t) => {
    const schema = schemaOf(spec);
    holds(
      fc.property(spec.arbitrary(TIMING), (drawn) => {
        let action: Action | undefined = drawn;
        for (let steps = 0; action !== undefined; steps += 1) {
          const simpler: readonly Action[] = spec.simpler(action);
          for (const each of simpler) {
            schema.parse(each);
            t.notDeepEqual(each, action);
          }
          t.true(steps < 500, `${JSON.stringify(drawn)} is never simple enough`);
          action = simpler.at(-1);
        }
      }),
    );
  });

  test(`${spec.kind}: performed twice in the same world it does the same`, (t) => {
    const action = spec.arbitrary(TIMING);
    const property = fc.property(
      anyNodes,
      fc.nat(),
      anyScript,
      action,
      (nodes, seed, script, last) => {
        const whole: Action[] = [...script, last, { kind: 'elapse', ms: 300 }];
        t.is(traceOf(nodes, seed, whole), traceOf(nodes, seed, whole));
      },
    );
    holds(property, 10);
  });
}

test('an action with its ids brought into the cluster does the same there', (t) => {
  holds(
    fc.property(anyNodes, fc.nat(), anyScript, (nodes, seed, script) => {
      const within = script.map((action) => renumbered(action, nodes));
      t.is(traceOf(nodes, seed, within), traceOf(nodes, seed, script));
      for (const [place, action] of script.entries()) {
        const described = (each: Action): string => specOf(each).describe(each, nodes);
        t.is(described(within[place] ?? action), described(action));
      }
    }),
    50,
  );
});

test('what outlasts healing is drawn by the pace of the target', (t) => {
  const electionTimeoutMaxMs = 40;
  const lastingMs = (action: Action): number => {
    if (action.kind === 'jumpClock') return Math.abs(action.byMs);
    if (action.kind === 'delayMessages') return action.byMs;
    return action.kind === 'slowDisk' ? action.syncMs : 0;
  };
  const anyQuick = fc.oneof(...ACTIONS.map((spec) => spec.arbitrary({ electionTimeoutMaxMs })));
  const drawn = fc.sample(anyQuick, { numRuns: 3000, seed: 1 });
  const longestMs = Math.max(...drawn.map(lastingMs));
  t.true(longestMs > electionTimeoutMaxMs && longestMs <= 4 * electionTimeoutMaxMs);
});

test('ids are taken modulo the size of the cluster', (t) => {
  t.deepEqual(renumbered({ kind: 'crash', node: 7 }, 3), { kind: 'crash', node: 1 });
  t.deepEqual(renumbered({ kind: 'cutLink', from: 4, to: 5 }, 3), {
    kind: 'cutLink',
    from: 1,
    to: 2,
  });
  t.deepEqual(renumbered({ kind: 'partition', groups: [[6], [4, 5, 9], [7]] }, 3), {
    kind: 'partition',
    groups: [[3], [1, 2]],
  });
  t.deepEqual(renumbered({ kind: 'elapse', ms: 7 }, 3), { kind: 'elapse', ms: 7 });
});

test('an action that does not apply leaves no trace', (t) => {
  holds(
    fc.property(anyNodes, anyScript, anyAction, (nodes, script, action) => {
      const stage = new Stage(nodes);
      stage.does(...script);
      const before = stage.transcript();
      if (stage.does(action)) return;
      t.is(stage.transcript(), before);
    }),
  );
});

test('every action is found by its kind, and nothing else is', (t) => {
  for (const spec of ACTIONS) t.is(specNamed(spec.kind), spec);
  for (const name of ['', 'Crash', 'constructor', '__proto__']) t.is(specNamed(name), null);
});

test('every action fits into a list: one line, and a letter that is no role', (t) => {
  for (const { title, letter } of ACTIONS) {
    t.regex(title, /^[a-z][^\n]{5,70}$/);
    t.false(['F', 'C', 'L'].includes(letter));
  }
});

test('a target is spared what it never promised to survive', (t) => {
  const kinds = ACTIONS.map(({ kind }) => kind);
  t.deepEqual(kindsFairTo({ persistence: true, proposals: true, symmetric: false }), kinds);
  const spared = kinds.filter(
    (kind) =>
      !kindsFairTo({ persistence: false, proposals: false, symmetric: false }).includes(kind),
  );
  t.deepEqual(spared, ['crash', 'crashWithinStep', 'rejoin', 'propose']);
});

/** Actions in a cluster of three, and the clause for each. */
const CLAUSES: readonly (readonly [Action, string])[] = [
  [{ kind: 'partition', groups: [[1], [2, 3]] }, 'cut n1 from n2, n3'],
  [{ kind: 'partition', groups: [[1], [2], [3]] }, 'cut apart n1 | n2 | n3'],
  [{ kind: 'isolate', node: 4 }, 'cut n1 from everyone'],
  [{ kind: 'cutLink', from: 1, to: 2 }, 'cut the link from n1 to n2'],
  [{ kind: 'bridge', node: 2 }, 'cut n1 from n3 but for the bridge n2'],
  [{ kind: 'heal' }, 'restore all links'],
  [{ kind: 'crash', node: 2 }, 'crash n2'],
  [
    { kind: 'crashWithinStep', node: 2, point: 1 },
    'crash n2 within its next step that writes, at point 1',
  ],
  [{ kind: 'rejoin', node: 2 }, 'n2 rejoins'],
  [{ kind: 'jumpClock', node: 3, byMs: 250 }, "n3's clock jumps +250 ms"],
  [{ kind: 'jumpClock', node: 3, byMs: -250 }, "n3's clock jumps -250 ms"],
  [{ kind: 'driftClock', node: 3, percent: 150 }, "n3's clock runs at 150 %"],
  [{ kind: 'pause', node: 1 }, 'pause n1'],
  [{ kind: 'resume', node: 1 }, 'resume n1'],
  [{ kind: 'loseMessages', percent: 30, forMs: 500 }, 'lose 30 % of messages for 500 ms'],
  [{ kind: 'duplicateMessages', percent: 30, forMs: 500 }, 'duplicate 30 % of messages for 500 ms'],
  [{ kind: 'delayMessages', byMs: 200, forMs: 500 }, 'delay messages by up to 200 ms for 500 ms'],
  [{ kind: 'slowDisk', node: 1, syncMs: 80 }, "n1's writes take at least 80 ms"],
  [{ kind: 'propose', node: 1, command: 'x7' }, 'propose x7 to n1'],
  [{ kind: 'elapse', ms: 400 }, 'elapse 400 ms'],
];

test('actions read as clauses', (t) => {
  for (const [action, clause] of CLAUSES) t.is(specOf(action).describe(action, 3), clause);
});

test('numbers become simpler in bold steps, then rounder', (t) => {
  t.deepEqual(towards(437, 1), [1, 219, 328, 400, 430]);
  t.deepEqual(towards(-437, 0), [0, -219, -328, -400, -430]);
  t.deepEqual(towards(150, 100), [100, 125, 138]);
  t.deepEqual(towards(1, 1), []);
});
