/** The target that a thread was told of: one that comes with whitewater, a program, or a module. */
import type { Target } from '../../simulator/target.ts';
import { registered } from '../../targets/registry.ts';
import type { SharedProgram } from '../../adapters/program/connected.ts';

/** What every order says about its target. */
export interface TargetRequest {
  /** Name of a registered target, of the program, or of the target in the module. */
  readonly target: string;
  /** Only for a target that is a program of its own. */
  readonly program?: SharedProgram | undefined;
  /** Only for a target that is a module of the user: its file. */
  readonly module?: string | undefined;
}

/** A target for as long as the thread needs it. */
export interface RequestedTarget {
  readonly target: Target;
  readonly close: () => void;
}

export async function requestedTarget(request: TargetRequest): Promise<RequestedTarget> {
  const { target, program, module } = request;
  if (program !== undefined) {
    const { connectProgram } = await import('../../adapters/program/connected.ts');
    return connectProgram(program);
  }
  if (module !== undefined) {
    const { userTarget } = await import('../external-target.ts');
    return { target: (await userTarget(module)).target, close: () => undefined };
  }
  const entry = registered(target);
  if (entry === undefined) throw new Error(`there is no target ${target}`);
  return { target: entry.target, close: () => undefined };
}
