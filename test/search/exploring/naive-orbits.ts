// How many states there are that differ in more than the names of nodes, counted without any art:
// every run is made under all namings of the nodes at the same time.
import { Check } from '../../../properties/check.ts';
import type { Property } from '../../../properties/property.ts';
import { ordersOf } from '../../../search/exploring/renamings.ts';
import {
  crashAndRestart,
  cutsOf,
  firstBoot,
  takeStep,
  tellAll,
  type NodeState,
  type StepOutcome,
} from '../../../simulator/node-state.ts';
import type { PureTarget, Timing } from '../../../simulator/target.ts';
import type { Received, StepEvent } from '../../../trace/event.ts';
import { flightKey, keyOf, stateAfter, type State } from './naive-search.ts';

/** One run under each naming of the nodes, the plain one first. */
interface Forms {
  readonly states: readonly State[];
  /** By key in the plain form: the same message in all forms. */
  readonly flights: ReadonlyMap<string, readonly Received[]>;
}

/** What happens in each form; null: the node crashes. */
interface Step {
  readonly nodes: readonly number[];
  readonly events: readonly (StepEvent | null)[];
  readonly cut: number | null;
}

/** New states per number of decisions, of those that differ in names only one. */
export function naiveOrbitsByDepth(
  target: PureTarget,
  nodes: number,
  depth: number,
  properties: readonly Property[],
  timing: Timing,
): number[] {
  const namings = ordersOf(Array.from({ length: nodes }, (_, slot) => slot + 1));
  const check = new Check(properties, { nodes, ...timing });
  const boots = Array.from({ length: nodes }, (_, slot) =>
    firstBoot(target, { self: slot + 1, nodes, timing }),
  );
  for (const { happenings } of boots) tellAll(check, happenings);
  const booted = { nodes: boots.map(({ after }) => after), memories: check.memories };
  const first: State = { ...booted, flights: new Map<string, Received>() };
  let layer: Forms[] = [{ states: namings.map(() => first), flights: new Map() }];
  const seen = new Set(layer.map(keyOfAll));
  const counts = [1];
  for (let reached = 1; reached <= depth; reached += 1) {
    const next: Forms[] = [];
    for (const forms of layer) {
      for (const step of stepsOf(target, forms, namings)) {
        const after = formsAfter(target, check, forms, step, namings);
        const key = keyOfAll(after);
        if (!seen.has(key)) next.push(after);
        seen.add(key);
      }
    }
    counts.push(next.length);
    layer = next;
  }
  return counts;
}

function keyOfAll({ states }: Forms): string {
  return states.map(keyOf).sort()[0] ?? '';
}

function stepsOf(
  target: PureTarget,
  { states, flights }: Forms,
  namings: readonly (readonly number[])[],
): Step[] {
  const steps: Step[] = [];
  for (const { identity, timers } of states[0]?.nodes ?? []) {
    const nodes = namings.map((names) => names[identity.self - 1] ?? 0);
    steps.push({ nodes, events: nodes.map(() => null), cut: null });
    const proposed = nodes.map((node) => ({ kind: 'proposed', node, command: `by-n${node}` }));
    const events = [proposed, ...timers.map((timer) => nodes.map((node) => fired(node, timer)))];
    for (const each of events) steps.push({ nodes, events: each as StepEvent[], cut: null });
  }
  for (const events of flights.values()) {
    steps.push({ nodes: events.map(({ node }) => node), events, cut: null });
  }
  return steps.flatMap((step) => [step, ...cutShort(target, states, step)]);
}

function fired(node: number, timer: string): StepEvent {
  return { kind: 'timerFired', node, timer };
}

function cutShort(target: PureTarget, states: readonly State[], step: Step): Step[] {
  const event = step.events[0] ?? null;
  if (event === null) return [];
  const whole = takeStep(target, nodeIn(states[0], step.nodes[0]), event, null);
  return cutsOf(whole.effects).map((cut) => ({ ...step, cut }));
}

function formsAfter(
  target: PureTarget,
  check: Check,
  { states, flights }: Forms,
  { nodes, events, cut }: Step,
  namings: readonly (readonly number[])[],
): Forms {
  const outcomes = states.map((state, form) => {
    const node = nodeIn(state, nodes[form]);
    const event = events[form] ?? null;
    return event === null ? crashAndRestart(target, node) : takeStep(target, node, event, cut);
  });
  const after = new Map(flights);
  for (const flight of outcomes[0]?.sent ?? []) {
    const counterparts = outcomes.map((outcome, form) =>
      counterpartOf(flight, outcomes[0], outcome, namings[form] ?? []),
    );
    after.set(flightKey(flight), counterparts);
  }
  const stepped = outcomes.map((outcome, form) => {
    const state = states[form];
    if (state === undefined) throw new Error('there is no such form');
    return stateAfter(check, state, outcome);
  });
  return { states: stepped, flights: after };
}

/** Of several messages from one step to one node, the first stays the first. */
function counterpartOf(
  flight: Received,
  plain: StepOutcome | undefined,
  outcome: StepOutcome,
  names: readonly number[],
): Received {
  const place = plain?.sent.filter(({ node }) => node === flight.node).indexOf(flight) ?? 0;
  const found = outcome.sent.filter(({ node }) => node === names[flight.node - 1])[place];
  if (found === undefined) throw new Error('the nodes are not alike');
  return found;
}

function nodeIn(state: State | undefined, node: number | undefined): NodeState {
  const found = state?.nodes[(node ?? 0) - 1];
  if (found === undefined) throw new Error('there is no such node');
  return found;
}
