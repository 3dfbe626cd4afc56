/** The actions that are left in a shrunk scenario: their ids, and how long they last. */
import type { Action } from '../../faults/action.ts';
import type { Scenario } from '../../faults/scenario.ts';
import type { Ablation } from '../../search/finding.ts';
import type { DescribedAction, Kept } from './kept.ts';

/** An action that is left, and how long it lasts. */
export interface KeptAction extends Kept {
  readonly action: Action;
  /** Its place among the actions of the scenario, from 0. */
  readonly part: number;
  readonly fromMs: number;
  /** Null when it lasts to the end. */
  readonly toMs: number | null;
}

/** All actions but the passing of time, in the order of the scenario. */
export function keptActions(
  { actions, nodes }: Scenario,
  described: readonly DescribedAction[],
  ablation: readonly Ablation[],
): readonly KeptAction[] {
  const kept: KeptAction[] = [];
  const starts = startTimes(actions);
  for (const [index, action] of actions.entries()) {
    if (action.kind === 'elapse') continue;
    const { letter, text } = described[index] ?? { letter: '?', text: action.kind };
    const fromMs = starts[index] ?? 0;
    const id = `${letter}${kept.length + 1}`;
    const toMs = endOf(action, index, actions, starts, nodes);
    const tried = ablation.find((trial) => trial.part === index);
    kept.push({ id, action, part: index, text, fromMs, toMs, needed: tried?.needed ?? null });
  }
  return kept;
}

/** Actions take no time, but for those that let it pass. */
function startTimes(actions: readonly Action[]): readonly number[] {
  let nowMs = 0;
  return actions.map((action) => {
    const startMs = nowMs;
    if (action.kind === 'elapse') nowMs += action.ms;
    return startMs;
  });
}

function endOf(
  action: Action,
  index: number,
  actions: readonly Action[],
  starts: readonly number[],
  nodes: number,
): number | null {
  const fromMs = starts[index] ?? 0;
  if ('forMs' in action) return fromMs + action.forMs;
  if (isInstant(action)) return fromMs;
  const undone = actions.findIndex((later, at) => at > index && undoes(later, action, nodes));
  return undone === -1 ? null : (starts[undone] ?? null);
}

function isInstant({ kind }: Action): boolean {
  switch (kind) {
    case 'heal':
    case 'rejoin':
    case 'resume':
    case 'propose':
    case 'jumpClock':
    case 'crashWithinStep':
      return true;
    default:
      return false;
  }
}

function undoes(later: Action, earlier: Action, nodes: number): boolean {
  /** Node ids of scenarios are taken modulo the size of the cluster. */
  const isSameNode =
    'node' in later && 'node' in earlier && (later.node - earlier.node) % nodes === 0;
  switch (earlier.kind) {
    case 'partition':
    case 'isolate':
    case 'cutLink':
    case 'bridge':
      return later.kind === 'heal';
    case 'crash':
      return later.kind === 'rejoin' && isSameNode;
    case 'pause':
      return later.kind === 'resume' && isSameNode;
    case 'driftClock':
    case 'slowDisk':
      return later.kind === earlier.kind && isSameNode;
    default:
      return false;
  }
}
