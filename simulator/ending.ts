import type { NodeId } from '../trace/view.ts';

/** Why a world takes no further step. The world never throws for the sins of a target. */
export type Ending =
  | { readonly kind: 'halted' }
  | { readonly kind: 'targetThrew'; readonly node: NodeId; readonly error: string }
  | { readonly kind: 'limitReached'; readonly limit: 'steps' | 'time' };
