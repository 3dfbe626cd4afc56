// Three worlds perform effects, each in its own way: the same decisions give the same events.
import test from 'ava';
import fc from 'fast-check';
import { LAB_TIMING } from '../../../core/timing.ts';
import { commandOf } from '../../../search/proposed-command.ts';
import { decisionsOf } from '../../../search/running/decisions-of.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import { WalkedCluster, WHOLE } from '../../../search/walking/walked-cluster.ts';
import { isEnding, type Decision, type StepDecision } from '../../../simulator/decision.ts';
import { isPure, type PureTarget } from '../../../simulator/target.ts';
import { UntimedCluster } from '../../../simulator/untimed-cluster.ts';
import { MUTANTS } from '../../../targets/mutants/all.ts';
import { raft } from '../../../targets/raft.ts';
import type { Observer } from '../../../trace/observer.ts';
import { Recorder } from '../../../trace/trace.ts';
import { holds } from '../../property-run.ts';
import { anyTable, machineOf } from '../exploring/machine.ts';
import { scenarios } from '../running/scenarios.ts';

const NODES = 3;
const picks = fc.array(fc.nat(), { maxLength: 40 });

/** What only a network numbers, or a clock measures. */
const NETWORK = ['ordinal', 'copy', 'sentAtMs', 'slot', 'dueMs', 'next'];

function plain(name: string, value: unknown): unknown {
  return NETWORK.includes(name) ? undefined : value;
}

/** Writes down all that happens to nodes, and what they send. */
function storyTo(lines: string[]): Observer {
  return {
    happened: (_timeMs, event, before, after) => {
      if (event.kind !== 'duplicated') lines.push(JSON.stringify([event, before, after], plain));
    },
    sent: (_timeMs, flight) => lines.push(JSON.stringify(['sent', flight], plain)),
  };
}

/** One of all that may happen next, crashes and copies too. */
function picked(cluster: UntimedCluster, pick: number): Decision {
  const steps = cluster.enabled('command').map((step): StepDecision => {
    return step.kind === 'propose' ? { ...step, command: commandOf(step.node) } : step;
  });
  const crash: Decision = { kind: 'crash', node: 1 + (pick % NODES) };
  const rest = Math.floor(pick / 8);
  const step = steps[rest % Math.max(1, steps.length)];
  if (step === undefined || pick % 8 === 0) return crash;
  if (pick % 8 === 1) return { kind: 'crashWithin', step, afterEffects: 1 + (rest % 3) };
  return pick % 8 === 2 && step.kind === 'deliver' ? { ...step, kind: 'duplicate' } : step;
}

/** The same in the cluster of walks; a step is cut where the other cluster has cut it. */
function walk(cluster: WalkedCluster, decision: Decision): void {
  const isCut = decision.kind === 'crashWithin';
  const step = isCut ? decision.step : decision;
  // There is one place to cut all steps of the targets here, if there is any.
  const cutAt = isCut ? 0 : WHOLE;
  if (step.kind === 'crash') {
    const node = cluster.nodes[step.node - 1];
    if (node !== undefined) cluster.crash(node);
  } else if (step.kind === 'deliver' || step.kind === 'duplicate') {
    const name = JSON.stringify(step.message);
    const index = cluster.flights.findIndex(({ from, node, message }) => {
      return from === step.from && node === step.to && JSON.stringify(message) === name;
    });
    const flight = cluster.flights[index];
    if (flight === undefined) throw new Error(`no such message is in flight: ${name}`);
    if (step.kind === 'deliver') cluster.flights.splice(index, 1);
    cluster.deliver(flight, cutAt);
  } else if (!isEnding(step)) {
    const node = cluster.nodes[step.node - 1];
    if (node === undefined) return;
    if (step.kind === 'fire') cluster.fire(node, step.timer, cutAt);
    else cluster.propose(node, step.command, cutAt);
  }
}

/** By node and name, in alphabetical order. */
function armedIn({ nodes }: WalkedCluster): readonly string[] {
  const named = nodes.map(({ identity, armed }) =>
    armed.flat().map((timer) => `n${identity.self} ${timer}`),
  );
  return named.flat().sort();
}

function timerOf(decision: Decision): readonly string[] {
  return decision.kind === 'fire' ? [`n${decision.node} ${decision.timer}`] : [];
}

/** Null if both clusters tell the same; else where they part: in events, or in armed timers. */
function difference(target: PureTarget, drawn: readonly number[]): string | null {
  const [walked, performed]: [string[], string[]] = [[], []];
  const walking = new WalkedCluster(target, NODES, LAB_TIMING, storyTo(walked));
  const setting = { nodes: NODES, timing: LAB_TIMING };
  const cluster = new UntimedCluster(target, setting, storyTo(performed));
  for (const pick of drawn) {
    const before = cluster.performed.length;
    cluster.perform(picked(cluster, pick));
    for (const decision of cluster.performed.slice(before)) walk(walking, decision);
    const index = performed.findIndex((line, place) => line !== walked[place]);
    if (index !== -1) return `walked: ${walked[index]}\nperformed: ${performed[index]}`;
    if (walked.length > performed.length) return `walked only: ${walked[performed.length]}`;
    const [armed, expected] = [armedIn(walking), cluster.enabled('command').flatMap(timerOf)];
    if (armed.join() !== expected.toSorted().join()) return `armed: ${armed.join()}`;
  }
  return null;
}

const targets = [raft as PureTarget, ...MUTANTS.map(({ target }) => target).filter(isPure)];

for (const target of targets) {
  test(`over ${target.name} a walk tells the same events as the simulator`, (t) => {
    const law = fc.property(picks, (drawn) => {
      t.is(difference(target, drawn), null);
    });
    holds(t, law, { numRuns: 10 });
  });
}

test('over any small machine a walk tells the same events as the simulator', (t) => {
  const law = fc.property(anyTable, picks, (table, drawn) => {
    t.is(difference(machineOf(table) as unknown as PureTarget, drawn), null);
  });
  holds(t, law, { numRuns: 100 });
});

/** By node, what happened to it and what it sent, in order. */
function byNode(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const stories = new Map<string, string[]>();
  for (const line of lines) {
    const [first, second] = JSON.parse(line) as [unknown, { from: number }];
    const node = first === 'sent' ? second.from : (first as { node?: number }).node;
    if (node === undefined) continue;
    stories.set(String(node), [...(stories.get(String(node)) ?? []), line]);
  }
  return stories;
}

/** What happens to nodes in every world; the rest is the network's and the clock's. */
const OF_NODES = ['sent', 'timerFired', 'received', 'proposed', 'persisted', 'applied'];

function ofNodes(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => {
    const [first] = JSON.parse(line) as [unknown];
    const kind = first === 'sent' ? first : (first as { kind: string }).kind;
    return OF_NODES.includes(kind);
  });
}

test('a timed run without crashes tells of each node the same as its decisions do', (t) => {
  const kinds = new Set(['crash', 'crashWithinStep', 'failForGood', 'rejoin']);
  let events = 0;
  for (const drawn of scenarios(8)) {
    const scenario = { ...drawn, actions: drawn.actions.filter(({ kind }) => !kinds.has(kind)) };
    const [recorder, timed, untimed] = [new Recorder(), [] as string[], [] as string[]];
    const observers = [recorder, storyTo(timed)];
    performScenario(raft, scenario, { sought: null, observers });
    const cluster = new UntimedCluster(raft, scenario, storyTo(untimed));
    for (const decision of decisionsOf(recorder.lines)) cluster.perform(decision);
    const [expected, told] = [byNode(ofNodes(timed)), byNode(ofNodes(untimed))];
    for (const [node, story] of expected) {
      // The timed run may end within a step; without a clock it is taken to its end.
      const place = story.findIndex((line, index) => line !== told.get(node)?.[index]);
      t.is(place === -1 ? null : story[place], place === -1 ? null : told.get(node)?.[place]);
      events += story.length;
    }
  }
  t.true(events > 2_000, `only ${events} events were compared`);
});
