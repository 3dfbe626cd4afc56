import test from 'ava';
import { survivorsOf } from '../../../reports/story/survivors.ts';
import { showEvents } from '../../../reports/story/show-events.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import type { Trace } from '../../../trace/trace.ts';
import { longReport } from '../long-stories.ts';
import { SAFETY } from '../rendered.ts';
import { Scribe } from '../written.ts';

/** Timers of these nodes, one after the other. */
function timers(...nodes: readonly number[]): Trace {
  const scribe = new Scribe();
  for (const node of nodes) scribe.quiet({ kind: 'timerFired', node, timer: 'election' });
  return scribe.trace;
}

const stepsOf = (...args: Parameters<typeof survivorsOf>): readonly number[] => {
  return [...(survivorsOf(...args)?.steps ?? [])];
};

test('A shrunk run is found within the run as it was met, whatever its terms', (t) => {
  // The long story is that of SAFETY, eleven terms later.
  const met = longReport(10).trace;
  const found = survivorsOf(SAFETY.trace, met, { shrunk: 3, met: 3 });
  t.is(found?.steps.size, found?.sought);
  t.deepEqual(found?.names, [1, 2, 3]);
  const last = met.findLast(({ event }) => event.kind === 'received')?.step;
  t.true(found?.steps.has(last ?? 0), 'the violation is not among them');
});

test('Nodes that shrinking has renamed are found under their names', (t) => {
  const found = survivorsOf(timers(1, 2, 1), timers(4, 3, 2, 3, 4), { shrunk: 2, met: 4 });
  t.is(found?.steps.size, 3);
  t.deepEqual(found?.names, [3, 2]);
});

test('Order counts, and what is not there is not made up', (t) => {
  t.deepEqual(stepsOf(timers(1, 2), timers(2, 1, 2, 1), { shrunk: 2, met: 2 }), [2, 3]);
  t.is(stepsOf(timers(1, 1, 1), timers(1, 2, 1), { shrunk: 1, met: 2 }).length, 2);
  t.is(survivorsOf(timers(1), [], { shrunk: 1, met: 1 }), null);
});

test('A long run of many nodes takes no more comparisons than are allowed', (t) => {
  const many = Array.from({ length: 5000 }, (_, place) => (place % 7) + 1);
  const found = survivorsOf(timers(...many.slice(0, 200)), timers(...many), { shrunk: 7, met: 7 });
  t.is(found?.steps.size, 200, 'the nodes keep their names first of all');
});

test('The run as it was met says what of it survives, and marks it', (t) => {
  const { trace, finding } = SAFETY;
  const last = trace.findLast(({ event }) => event.kind !== 'sent')?.step ?? 0;
  const run = showEvents(traceIndex(trace, 3), {
    hasClock: false,
    witness: finding.witness,
    by: { faultOf: () => null, loserOf: () => null, copierOf: () => null, isNeeded: () => false },
    tested: null,
    survivors: { steps: new Set([last]), sought: 6, names: [3, 2, 1] },
  });
  t.is(
    run.survivors,
    '1 of the 6 events of the shrunk run happen here in its order, ' +
      'its n1 is n3 here, its n3 is n1 here',
  );
  t.deepEqual(
    run.steps.filter(({ survives }) => survives).map(({ row }) => row.number),
    [run.steps.length],
  );
});
