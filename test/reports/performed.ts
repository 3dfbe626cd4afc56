/** Findings for tests: a scenario that is known to break a target, performed for real. */
import { LAB_TIMING } from '../../core/timing.ts';
import type { Action } from '../../faults/action.ts';
import { specOf } from '../../faults/catalogue.ts';
import type { Scenario } from '../../faults/scenario.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { FINDING_VERSION, type Finding } from '../../search/finding.ts';
import { findingId, signatureOf } from '../../search/identity.ts';
import { recordRun, recordScenario } from '../../search/running/record.ts';
import { registered } from '../../targets/registry.ts';

/** A network without surprises: every message takes 5 ms, every write is durable at once. */
export const EVEN_WATER = {
  latencyMinMs: 5,
  latencyMaxMs: 5,
  fifo: true,
  syncMinMs: 0,
  syncMaxMs: 0,
} as const;

export interface Story {
  readonly target: string;
  readonly property: PropertyId;
  readonly nodes: number;
  readonly seed: number;
  readonly actions: readonly Action[];
}

/** The report of a story, as `run` would put it together. */
export function reportOf(story: Story): FindingReport {
  const finding = findingOf(story);
  const { run, target, property, id } = finding;
  const { actions } = run.kind === 'scenario' ? run : { actions: [] };
  return {
    finding,
    label: { kind: 'bug', beyond: [] },
    claim: propertyNamed(property).claim,
    trace: recordRun(targetOf(target), run, new Set([property])).trace,
    actions: actions.map((action) => {
      const spec = specOf(action);
      return { letter: spec.letter, text: spec.describe(action, run.nodes) };
    }),
    replayCommand: `whitewater replay ${id}`,
    folder: `.whitewater/findings/${property}-${id}`,
    isNew: true,
    isFull: false,
  };
}

/** Throws if the story does not break what it is meant to break. */
export function findingOf(story: Story): Finding {
  const { target, property, nodes, actions } = story;
  const scenario = scenarioOf(story);
  const { result, digest } = recordScenario(targetOf(target), scenario, new Set([property]));
  const broken = result.violations.find((violation) => violation.property === property);
  if (broken === undefined) throw new Error(`${target} no longer breaks ${property} in this story`);
  const { witness } = broken;
  const { events, simulatedMs } = result;
  const size = { nodes, actions: actions.length, decisions: null, events, simulatedMs };
  const run = { kind: 'scenario', ...scenario } as const;
  return {
    whitewater: FINDING_VERSION,
    id: findingId(target, property, run),
    target,
    property,
    run,
    witness,
    digest,
    ablation: actions.map((_, part) => ({ part, needed: true })),
    foundBy: 'timed',
    shrinking: {
      original: { nodes: 5, actions: 31, decisions: null, events: 412, simulatedMs: 9120 },
      shrunk: size,
      executions: 820,
      result: '1-minimal',
      states: 0,
    },
    signature: signatureOf(property, witness),
  };
}

/** What a story performs. */
export function scenarioOf({ nodes, seed, actions }: Story): Scenario {
  return { nodes, seed, timing: LAB_TIMING, settings: EVEN_WATER, actions };
}

/** The registered target of this name. */
export function targetOf(name: string): NonNullable<ReturnType<typeof registered>>['target'] {
  const entry = registered(name);
  if (entry === undefined) throw new Error(`there is no target ${name}`);
  return entry.target;
}
