import test from 'ava';
import { EVENTS_MAX, showEvents } from '../../../reports/story/show-events.ts';
import { statesOf } from '../../../reports/story/shown-run.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import { SAFETY } from '../rendered.ts';
import { Scribe, view } from '../written.ts';

const NO_BLAME = {
  faultOf: () => null,
  loserOf: () => null,
  copierOf: () => null,
  isNeeded: () => false,
};

test('every event but a sending is a step, and the claim breaks where the witness says', (t) => {
  const { trace, finding } = SAFETY;
  const { witness, run } = finding;
  const index = traceIndex(trace, run.nodes);
  const showing = { hasClock: false, witness, by: NO_BLAME, tested: null };
  const { steps, leftOut } = showEvents(index, showing);
  t.is(steps.length, trace.filter(({ event }) => event.kind !== 'sent').length);
  t.is(leftOut, 0);
  const broken = steps.filter(({ row }) => row.mark === 'violation');
  t.deepEqual(
    broken.map(({ row }) => row.number),
    [steps.length],
  );
  t.deepEqual(
    steps.filter(({ row }) => row.mark === 'because').length,
    new Set(witness.because.map(({ step }) => step)).size - 1,
    'one reason is the violation itself',
  );
});

test('of a run that is too long, the beginning is left out, and no state is lost', (t) => {
  const scribe = new Scribe().node(
    { kind: 'booted', node: 1, incarnation: 0 },
    view('leader', 3, 1),
  );
  for (let count = 0; count < EVENTS_MAX + 4; count += 1) {
    scribe.quiet({ kind: 'timerFired', node: 1, timer: 'heartbeat' });
  }
  const { trace } = scribe;
  const witness = { observed: 'the end', because: [], step: trace.length, timeMs: 0 };
  const run = showEvents(traceIndex(trace, 1), {
    hasClock: true,
    witness,
    by: NO_BLAME,
    tested: null,
  });
  t.is(run.steps.length, EVENTS_MAX);
  t.is(run.leftOut, 5);
  t.is(run.steps[0]?.row.number, 1);
  t.is(statesOf(run)[0]?.[0]?.view?.role, 'leader');
});
