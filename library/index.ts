/**
 * whitewater takes implementations of Raft, or of any leader election that counts votes in terms,
 * through a deterministic world of late, lost and doubled messages, partitions, crashes, slow disks
 * and skewed clocks; judges every step; and shrinks what it finds to the shortest run there is.
 *
 * @packageDocumentation
 */
export { check, type Checked } from './check.ts';
export type { CheckOptions } from './check-options.ts';
export { CheckFailed, type Reason } from './check-failed.ts';
export { defineConfig, type Configuration } from './configuration.ts';
export { explore, type Explored } from './explore.ts';
export type { ExploreOptions } from './explore-options.ts';
export { live } from './live.ts';
export { pure, type PureDefinition, type ShownView } from './pure.ts';
export { program, type ProgramOptions } from './program.ts';
export {
  faultCommands,
  raftProperty,
  scenarios,
  type RaftPropertyOptions,
} from './raft-property.ts';
export { replay, type Replayed, type ReplayOptions } from './replay.ts';
export type { ScenarioOptions } from './scenario-options.ts';
export { simulation, type Simulation, type SimulationOptions } from './simulation.ts';
export { wasm, type WasmOptions } from './wasm.ts';
export type { ActionKind } from '../faults/action.ts';
export type { Model } from '../faults/model.ts';
export type { Scenario } from '../faults/scenario.ts';
export type { WorldCommand } from '../faults/scenario-arbitrary.ts';
export type { PropertyId } from '../properties/property.ts';
export type { Finding } from '../search/finding.ts';
export { ContractBroken } from '../adapters/checked-target.ts';
export type { Realm } from '../adapters/live/realm.ts';
export type { Host, LiveDefinition, LiveView } from '../adapters/live/live-target.ts';
export { takenOver } from '../adapters/live/takeover.ts';
export type { SearchFault } from '../search/exploring/bounds.ts';
export { NotSymmetric, type RefutingRun } from '../search/exploring/not-symmetric.ts';
export { CannotRun, NotInstalled } from '../simulator/target.ts';
export type { Capabilities } from '../simulator/capabilities.ts';
export type {
  Effect,
  Identity,
  Input,
  LiveTarget,
  PureTarget,
  Target,
  TermData,
  Timing,
  Transition,
} from '../simulator/target.ts';
export type { World } from '../simulator/world.ts';
export type { WireMeaning } from '../trace/meaning.ts';
export type { DurableView, LogEntry, NodeId, NodeView, Role } from '../trace/view.ts';
