/** Raft with rules broken by hand, played decision by decision, and what a report says of that. */
import { LAB_TIMING } from '../../../core/timing.ts';
import { PAPER_RULES, type RaftRules } from '../../../core/rules.ts';
import type { PropertyId } from '../../../properties/property.ts';
import { tellStory, type Telling } from '../../../reports/story/telling.ts';
import { traceIndex } from '../../../reports/story/trace-index.ts';
import { recordSchedule } from '../../../search/running/record.ts';
import type { Decision } from '../../../simulator/decision.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { raftTarget } from '../../../targets/raft.ts';
import type { Wires } from '../../targets/wires.ts';
import { NO_BLAME } from './told.ts';

/** The core with other rules. */
export function raftWith(rules: Partial<RaftRules>): PureTarget {
  return raftTarget('broken-by-hand', { ...PAPER_RULES, ...rules });
}

/** What a report says of these decisions; fails if they break nothing, or some are impossible. */
export function toldOf(
  target: PureTarget,
  decisions: readonly Decision[],
  property: PropertyId,
  nodes = 3,
): Telling {
  const schedule = { nodes, timing: LAB_TIMING, decisions };
  const { result, trace } = recordSchedule(target, schedule, new Set([property]));
  const broken = result.violations.find((violation) => violation.property === property);
  if (broken === undefined || result.skipped.length > 0) {
    throw new Error(`the run no longer breaks ${property}: find another, as explore does`);
  }
  const violation = { property, witness: broken.witness, timing: LAB_TIMING };
  return tellStory(traceIndex(trace, nodes), violation, NO_BLAME);
}

/** A node stands, and wins with the vote of a peer. */
export function elect(run: Wires, node: number, voter: number): void {
  run.fire(node, 'election');
  run.deliverNewest(node, voter, 'requestVote');
  run.deliverNewest(voter, node, 'voteReply');
}
