import test from 'ava';
import { causalPast } from '../../trace/causality.ts';
import { BETWEEN_STEPS } from '../../trace/event.ts';
import { NETWORK, vectorClocks } from '../../trace/vector-clocks.ts';
import { recordScenario } from '../../search/running/record.ts';
import { scenarios } from '../search/running/scenarios.ts';
import { message, Scribe, view } from '../reports/written.ts';
import { raft } from '../../targets/raft.ts';

const ask = { kind: 'requestVote', term: 1 } as const;
const timer = (node: number) => ({ kind: 'timerFired', node, timer: 'election' }) as const;

test('a message carries the clock of its sender, and nothing else does', (t) => {
  const scribe = new Scribe();
  scribe.node(timer(1), view('candidate', 1, 1)).sent(message(1, 2, ask));
  scribe.node(timer(3), view('candidate', 1, 3));
  scribe.node(message(1, 2, ask), view('follower', 1, 1));
  const told = vectorClocks(scribe.trace).map(({ host, clock }) => [host, clock]);
  t.deepEqual(told, [
    ['n1', { n1: 1 }],
    ['n1', { n1: 2 }],
    ['n3', { n3: 1 }],
    ['n2', { n1: 2, n2: 1 }],
  ]);
});

test('a lost message ends at the network, and its receiver never hears of it', (t) => {
  const scribe = new Scribe();
  scribe.node(timer(1), view('candidate', 1, 1)).sent(message(1, 2, ask));
  scribe.quiet({ kind: 'lost', node: 2, flight: message(1, 2, ask), why: 'cut' });
  scribe.quiet({ kind: 'healed' });
  scribe.node(timer(2), view('candidate', 1, 2));
  const told = vectorClocks(scribe.trace).map(({ host, clock }) => [host, clock]);
  t.deepEqual(told.slice(2), [
    [NETWORK, { n1: 2, [NETWORK]: 1 }],
    [NETWORK, { n1: 2, [NETWORK]: 2 }],
    ['n2', { n2: 1 }],
  ]);
});

test('a node goes on counting after a crash', (t) => {
  const scribe = new Scribe();
  scribe.node(timer(2), view('candidate', 1, 2));
  scribe.node({ kind: 'crashed', node: 2, ...BETWEEN_STEPS, lostWrites: 0 }, null);
  scribe.node({ kind: 'booted', node: 2, incarnation: 1 }, view('follower', 1, 2));
  t.deepEqual(vectorClocks(scribe.trace).at(-1)?.clock, { n2: 3 });
});

test('the clock of every event counts the events of each host in its causal past', (t) => {
  let compared = 0;
  for (const scenario of scenarios(6)) {
    const { trace } = recordScenario(
      raft,
      { ...scenario, actions: scenario.actions.slice(0, 8) },
      null,
    );
    const clocked = vectorClocks(trace);
    t.is(clocked.length, trace.length);
    for (let place = 0; place < trace.length; place += 31) {
      const { line, host, clock } = clocked[place] ?? {};
      if (line === undefined || host === undefined || host === NETWORK) continue;
      const past = [...causalPast(trace, [line.step])].map((step) => clocked[step - 1]?.host ?? '');
      for (const name of new Set(past)) {
        compared += 1;
        t.is(clock?.[name], past.filter((one) => one === name).length, `${name} at ${line.step}`);
      }
    }
  }
  t.true(compared > 100, `only ${compared} counts were compared`);
});
