// A program that holds its nodes is a pure target all the same: its states are values.
import test from 'ava';
import { LAB_TIMING } from '../../../../core/timing.ts';
import { SEARCH_FAULTS } from '../../../../search/exploring/bounds.ts';
import { explore } from '../../../../search/exploring/explore.ts';
import { hunt } from '../../../../search/hunting/hunt.ts';
import { SAFETY_PROPERTIES } from '../../../../search/running/perform-schedule.ts';
import type { BootCircumstances, PureTarget, Target } from '../../../../simulator/target.ts';
import { connected, editedElection, heldCommandOf } from '../programs.ts';

const IDENTITY = { self: 2, nodes: 3, timing: LAB_TIMING };
const FIRED = { kind: 'timerFired', timer: 'election', luck: 0.5 } as const;
const MESSAGE = { kind: 'received', from: 1, message: { kind: 'other', term: 0 } } as const;

/** What a program can besides. */
const WAYS: readonly (readonly string[])[] = [[], ['fork'], ['batches'], ['fork', 'batches']];

/** With a clock. */
function bootIn(target: PureTarget, luck: number) {
  const machine = { steadyMs: () => 0, diskMs: () => 0 };
  const circumstances: BootCircumstances = { incarnation: 0, luck, localTimeMs: 40, machine };
  return (target as Target).boot(IDENTITY, null, circumstances);
}

/** What the program calls its state. */
function digestOf(state: unknown): string {
  return (state as { readonly state: { readonly key: string } }).state.key;
}

for (const way of WAYS) {
  const name = way.length === 0 ? 'nothing else' : way.join(' and ');
  test(`a state can be gone on from again and again, with ${name}`, (t) => {
    const { target } = connected(t, heldCommandOf('well', ...way));
    const booted = target.boot(IDENTITY, null);
    const once = target.step(booted.state, FIRED, null);
    const twice = target.step(once.state, FIRED, null);
    const counted = [twice, target.step(twice.state, FIRED, null)].map(({ state }) =>
      digestOf(state),
    );
    t.deepEqual(counted, ['2', '3']);
    for (let round = 0; round < 3; round += 1) {
      t.deepEqual(target.step(booted.state, FIRED, null), once);
      t.deepEqual(target.step(once.state, FIRED, null), twice);
      t.is(digestOf(target.step(twice.state, MESSAGE, null).state), '2');
    }
    const isKept = target.view(once.state) === target.view(booted.state);
    t.true(isKept, 'a view that is left out is that of before: it wakes no property');
  });
}

const MENDED = { '// this.#now.vote': 'this.#now.vote' };
const ALONE = { ', fork: true, batches: true': '' };

function searched(target: PureTarget, maxDecisions: number) {
  const bounds = { nodes: 3, maxDecisions, maxTerm: 2, faults: SEARCH_FAULTS, maxStates: 100_000 };
  return explore(target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
}

test('the example breaks in four decisions; mended as its comment says, it holds', (t) => {
  const broken = searched(connected(t, editedElection(t, {})).target, 4);
  t.is(broken.kind, 'violated');
  if (broken.kind === 'violated') t.is(broken.run.length, 4);
  t.is(searched(connected(t, editedElection(t, MENDED)).target, 5).kind, 'complete');
});

test('a search comes to the same whether nodes are copied or brought there again', (t) => {
  const copied = searched(connected(t, editedElection(t, MENDED)).target, 4);
  const repeated = searched(connected(t, editedElection(t, { ...MENDED, ...ALONE })).target, 4);
  t.is(copied.kind, 'complete');
  t.deepEqual(repeated, copied);
});

test('a hunt finds the defect of the example and shrinks it, without copies', (t) => {
  const { target } = connected(t, editedElection(t, ALONE));
  const { outcome, findings, diverged } = hunt(target, {
    seed: 1,
    maxRuns: 40,
    nodes: [3],
    sought: new Set(['one-vote-per-term']),
    faults: ['crash'],
    timing: LAB_TIMING,
    maxFindings: 1,
    engines: ['adversarial', 'timed'],
    searchFaults: ['crash'],
    maxActions: 30,
    shouldStop: () => false,
  });
  t.is(outcome.kind, 'violated');
  t.is(diverged, 0);
  const [finding] = findings;
  t.is(finding?.run.kind, 'schedule');
  if (finding?.run.kind === 'schedule') t.is(finding.run.decisions.length, 4);
});

test('each request has luck, more by name, and the time: a function of what the node is told', (t) => {
  const { target } = connected(t, heldCommandOf('luck'));
  const told = (luck: number, input: typeof FIRED | typeof MESSAGE, localTimeMs: number) => {
    let { state } = bootIn(target, luck);
    for (let step = 0; step < 3; step += 1) ({ state } = target.step(state, FIRED, 0));
    return digestOf(target.step(state, input, localTimeMs).state);
  };
  const received = told(77, MESSAGE, 500);
  const [luck, draws, localTimeMs] = JSON.parse(received) as [number, object, number];
  t.is(localTimeMs, 500);
  t.deepEqual(Object.keys(draws), ['jitter']);
  for (const number of [luck, ...(Object.values(draws) as number[])]) {
    t.true(number > 0 && number < 1, `${number} is no luck`);
  }
  t.is(told(77, MESSAGE, 500), received);
  t.not(told(78, MESSAGE, 500), received, 'another life, another luck');
  t.not(told(77, MESSAGE, 501), received, 'another time, another luck');
  const [timersLuck] = JSON.parse(told(77, FIRED, 500)) as [number];
  t.is(timersLuck, 0.5, 'the world draws for timers');
});

test('without clocks there is no luck', (t) => {
  const { target } = connected(t, heldCommandOf('luck'));
  let { state } = target.boot(IDENTITY, null);
  for (let step = 0; step < 3; step += 1)
    ({ state } = target.step(state, { ...FIRED, luck: 0 }, null));
  const { state: after } = target.step(state, MESSAGE, null);
  t.deepEqual(JSON.parse(digestOf(after)), [0, { jitter: 0 }, null]);
});
