/** The target that a thread was told of: one that comes with whitewater, or a program. */
import type { Target } from '../simulator/target.ts';
import { registered } from '../targets/registry.ts';
import type { SharedProgram } from './program/connected.ts';

/** What every order says about its target. */
export interface TargetOrder {
  /** Name of a registered target, or of the program. */
  readonly target: string;
  /** Only for a target that is a program of its own. */
  readonly program?: SharedProgram | undefined;
}

/** A target for as long as the thread needs it. */
export interface OrderedTarget {
  readonly target: Target;
  readonly close: () => void;
}

export async function orderedTarget({ target, program }: TargetOrder): Promise<OrderedTarget> {
  if (program !== undefined) {
    const { connectProgram } = await import('./program/connected.ts');
    return connectProgram(program);
  }
  const entry = registered(target);
  if (entry === undefined) throw new Error(`there is no target ${target}`);
  return { target: entry.target, close: () => undefined };
}
