/**
 * What a finding means to the author of the target: a bug, or beyond what was promised. It is
 * derived from what the shrunk run still needs, and a finding is never dropped for it.
 */
import type { ActionKind } from '../faults/action.ts';
import { specNamed } from '../faults/catalogue.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { Schedule } from '../simulator/schedule.ts';
import { supports, type Capabilities } from '../simulator/capabilities.ts';
import type { Trace } from '../trace/trace.ts';
import type { Finding } from './finding.ts';
import { overtakes } from './overtaking.ts';
import { faultLike } from './search-faults.ts';

/**
 * - `bug`: it happens within what the target promises.
 * - `limitation`: it takes something that the target does not promise, such as to remember its
 *   vote through a crash.
 * - `outside the promised transport`: it takes a network that is worse than the target says it
 *   bears.
 */
export type LabelKind = 'bug' | 'limitation' | 'outside the promised transport';

export interface Label {
  readonly kind: LabelKind;
  /** The promises that the target does not give, and that the finding rests on. */
  readonly beyond: readonly Promised[];
}

/** What a finding can rest on. */
export type Promised = Exclude<
  keyof Capabilities,
  'symmetric' | 'ignoresVotesWhileLed' | 'learnsFromReplies'
>;

/** In the order in which reports list them. */
const PROMISED: readonly Promised[] = [
  'persistence',
  'proposals',
  'quorumCheck',
  'applies',
  'electionTimeouts',
  'duplicates',
  'reordering',
];

const TRANSPORT: readonly Promised[] = ['duplicates', 'reordering'];

/** The label of a finding; `trace` is that of its run. */
export function labelOf(finding: Finding, capabilities: Capabilities, trace: Trace): Label {
  const needed = promisesNeeded(finding, trace);
  const beyond = PROMISED.filter((one) => needed.has(one) && !supports(capabilities, one));
  if (beyond.length === 0) return { kind: 'bug', beyond };
  const isTransport = beyond.every((one) => TRANSPORT.includes(one));
  return { kind: isTransport ? 'outside the promised transport' : 'limitation', beyond };
}

function promisesNeeded(
  { property, run, ablation }: Finding,
  trace: Trace,
): ReadonlySet<keyof Capabilities> {
  const faults = run.kind === 'scenario' ? run.actions.map(({ kind }) => [kind]) : faultsIn(run);
  const isIdle = (part: number): boolean =>
    ablation.some((trial) => trial.part === part && !trial.needed);
  const broken = faults.flatMap((kinds, part) => (isIdle(part) ? [] : kinds.map(promiseBrokenBy)));
  const needed = new Set(broken.filter((promise) => promise !== null));
  // A node that never reboots has forgotten nothing.
  if (!trace.some(({ event }) => event.kind === 'booted' && event.incarnation > 0)) {
    needed.delete('persistence');
  }
  // Delays do no harm to links that keep the order; without a clock, any message may be late.
  const isOrdered = run.kind === 'scenario' ? run.settings.fifo : !overtakes(trace);
  if (isOrdered) needed.delete('reordering');
  else needed.add('reordering');
  const { requires } = propertyNamed(property);
  return requires === undefined ? needed : needed.add(requires);
}

function promiseBrokenBy(kind: ActionKind): keyof Capabilities | null {
  return specNamed(kind)?.breaks ?? null;
}

/** For each decision the faults that it amounts to: a crash can fall into the arrival of a copy. */
function faultsIn({ decisions }: Schedule): readonly (readonly ActionKind[])[] {
  return decisions.map((decision) => {
    const within = decision.kind === 'crashWithin' ? faultLike(decision.step.kind) : [];
    return [...faultLike(decision.kind), ...within];
  });
}
