// The exhaustive engine without any of its art: text for keys, every property asked every time.
import { Check } from '../../../properties/check.ts';
import type { Property } from '../../../properties/property.ts';
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

export interface State {
  readonly nodes: readonly NodeState[];
  /** All messages ever sent, by what they say and where they go. */
  readonly flights: ReadonlyMap<string, Received>;
  readonly memories: readonly unknown[];
}

/** How many new states there are after each number of decisions, messages being kept in flight. */
export function naiveStatesByDepth(
  target: PureTarget,
  nodes: number,
  depth: number,
  properties: readonly Property[],
  timing: Timing,
): number[] {
  const facts = { nodes, ...timing };
  const check = new Check(properties, facts);
  const boots = Array.from({ length: nodes }, (_, slot) =>
    firstBoot(target, { self: slot + 1, nodes, timing }),
  );
  for (const { happenings } of boots) tellAll(check, happenings);
  const first = { nodes: boots.map(({ after }) => after), flights: new Map<string, Received>() };
  let layer: State[] = [{ ...first, memories: check.memories }];
  const seen = new Set(layer.map(keyOf));
  const counts = [1];
  for (let reached = 1; reached <= depth; reached += 1) {
    const next: State[] = [];
    for (const state of layer) {
      for (const outcome of outcomesOf(target, state)) {
        const after = stateAfter(check, state, outcome);
        const key = keyOf(after);
        if (!seen.has(key)) next.push(after);
        seen.add(key);
      }
    }
    counts.push(next.length);
    layer = next;
  }
  return counts;
}

function outcomesOf(target: PureTarget, { nodes, flights }: State): StepOutcome[] {
  const steps: StepEvent[] = [...flights.values()];
  for (const { identity, timers } of nodes) {
    const node = identity.self;
    steps.push({ kind: 'proposed', node, command: `by-n${node}` });
    for (const timer of timers) steps.push({ kind: 'timerFired', node, timer });
  }
  const crashes = nodes.map((node) => crashAndRestart(target, node));
  const whole = steps.flatMap((event) => {
    const node = nodes[event.node - 1];
    if (node === undefined) return [];
    const outcome = takeStep(target, node, event, null);
    const cuts = cutsOf(outcome.effects).map((cut) => takeStep(target, node, event, cut));
    return [outcome, ...cuts];
  });
  return [...whole, ...crashes];
}

export function stateAfter(
  check: Check,
  state: State,
  { after, happenings, sent }: StepOutcome,
): State {
  check.recall(
    state.memories,
    state.nodes.map(({ view }) => view),
  );
  tellAll(check, happenings);
  const flights = new Map(state.flights);
  for (const flight of sent) {
    flights.set(flightKey(flight), flight);
  }
  const nodes = state.nodes.with(after.identity.self - 1, after);
  return { nodes, flights, memories: check.memories };
}

export function flightKey({ from, node, message }: Received): string {
  return JSON.stringify([from, node, message]);
}

export function keyOf({ nodes, flights, memories }: State): string {
  const nodeStates = nodes.map(({ state, durable, unsynced, timers }) => {
    return [state, durable, unsynced === undefined ? [] : [unsynced], timers];
  });
  const content = [nodeStates, [...flights.keys()].sort(), memories];
  return JSON.stringify(content, (name, value: unknown) => (name === 'step' ? 0 : value));
}
