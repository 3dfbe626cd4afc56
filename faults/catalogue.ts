/** All that can be done to a cluster, in the order in which it is listed. */
import { supports, type Capabilities } from '../simulator/capabilities.ts';
import type { Action, ActionKind } from './action.ts';
import { bridge } from './bridge.ts';
import { crash } from './crash.ts';
import { crashWithinStep } from './crash-within-step.ts';
import { cutLink } from './cut-link.ts';
import { delayMessages } from './delay-messages.ts';
import { driftClock } from './drift-clock.ts';
import { duplicateMessages } from './duplicate-messages.ts';
import { elapse } from './elapse.ts';
import { failForGood } from './fail-for-good.ts';
import type { ActionSpec } from './action-spec.ts';
import { heal } from './heal.ts';
import { isolate } from './isolate.ts';
import { jumpClock } from './jump-clock.ts';
import { loseMessages } from './lose-messages.ts';
import { partition } from './partition.ts';
import { pause } from './pause.ts';
import { propose } from './propose.ts';
import { rejoin } from './rejoin.ts';
import { resume } from './resume.ts';
import { slowDisk } from './slow-disk.ts';

/** A kind without a file of its own, or under another's name, does not compile. */
const BY_KIND: { readonly [Kind in ActionKind]: ActionSpec<Extract<Action, { kind: Kind }>> } = {
  partition,
  isolate,
  cutLink,
  bridge,
  heal,
  crash,
  crashWithinStep,
  failForGood,
  rejoin,
  jumpClock,
  driftClock,
  pause,
  resume,
  loseMessages,
  duplicateMessages,
  delayMessages,
  slowDisk,
  propose,
  elapse,
};

export const ACTIONS: readonly ActionSpec[] = Object.values(BY_KIND);

/** What is known of the kind of this action. */
export function specOf(action: Action): ActionSpec {
  return BY_KIND[action.kind];
}

/** The kind of action of that name; null if there is none. */
export function specNamed(kind: string): ActionSpec | null {
  return ACTIONS.find((spec) => spec.kind === kind) ?? null;
}

/** What may be done to a target without breaking what it never promised. */
export function kindsFairTo(capabilities: Capabilities): readonly ActionKind[] {
  const isFair = ({ breaks }: ActionSpec): boolean =>
    breaks === null || supports(capabilities, breaks);
  return ACTIONS.filter(isFair).map((spec) => spec.kind);
}
