/** Findings without a clock for tests: decisions that are known to break a target, performed. */
import { LAB_TIMING } from '../../core/timing.ts';
import { propertyNamed } from '../../properties/catalogue.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { FindingReport } from '../../reports/terminal/finding-report.ts';
import { FINDING_VERSION, type Finding, type Shrinking } from '../../search/finding.ts';
import { findingId, signatureOf } from '../../search/identity.ts';
import { untimedSize } from '../../search/run-size.ts';
import { recordSchedule } from '../../search/running/record.ts';
import type { Decision } from '../../simulator/decision.ts';
import type { PureTarget } from '../../simulator/target.ts';

export interface Decided {
  readonly target: PureTarget;
  readonly property: PropertyId;
  readonly nodes: number;
  readonly decisions: readonly Decision[];
  /** Who met it, and as what; shrunk sizes are those of the decisions. */
  readonly foundBy: Finding['foundBy'];
  readonly original: Shrinking['original'];
  readonly executions: number;
  readonly states: number;
}

/** The finding; throws if the decisions do not break what they are meant to break. */
export function decidedFinding(decided: Decided): Finding {
  const { target, property, nodes, decisions, foundBy, original, executions, states } = decided;
  const schedule = { nodes, timing: LAB_TIMING, decisions };
  const { result, digest } = recordSchedule(target, schedule, new Set([property]));
  const broken = result.violations.find((violation) => violation.property === property);
  if (broken === undefined || result.skipped.length > 0) {
    throw new Error(`${target.name} no longer breaks ${property} by these decisions`);
  }
  const run = { kind: 'schedule', ...schedule } as const;
  const { events } = result;
  const shrunk = untimedSize(schedule, events);
  return {
    whitewater: FINDING_VERSION,
    id: findingId(target.name, property, run),
    target: target.name,
    property,
    run,
    witness: broken.witness,
    digest,
    ablation: decisions.map((_, part) => ({ part, needed: true })),
    foundBy,
    shrinking: { original, shrunk, executions, result: 'proven shortest', states },
    signature: signatureOf(property, broken.witness),
  };
}

/** The report of it, as `run` would put it together. */
export function decidedReport(decided: Decided): FindingReport {
  const finding = decidedFinding(decided);
  const { property, id, run } = finding;
  if (run.kind !== 'schedule') throw new Error('decisions make a schedule');
  return {
    finding,
    label: { kind: 'bug', beyond: [] },
    claim: propertyNamed(property).claim,
    trace: recordSchedule(decided.target, run, new Set([property])).trace,
    actions: [],
    replayCommand: `whitewater replay ${id}`,
    folder: `.whitewater/findings/${property}-${id}`,
    isNew: true,
    isFull: false,
  };
}
