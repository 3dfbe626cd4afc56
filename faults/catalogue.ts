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
import type { Fault } from './fault.ts';
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
const BY_KIND: { readonly [Kind in ActionKind]: Fault<Extract<Action, { kind: Kind }>> } = {
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

export const FAULTS: readonly Fault[] = Object.values(BY_KIND);

/** The kind of fault that an action is. */
export function faultOf(action: Action): Fault {
  return BY_KIND[action.kind];
}

/** The kind of fault of that name; null if there is none. */
export function faultNamed(kind: string): Fault | null {
  return FAULTS.find((fault) => fault.kind === kind) ?? null;
}

/** What may be done to a target without breaking what it never promised. */
export function kindsFairTo(capabilities: Capabilities): readonly ActionKind[] {
  const isFair = ({ breaks }: Fault): boolean => breaks === null || supports(capabilities, breaks);
  return FAULTS.filter(isFair).map((fault) => fault.kind);
}
