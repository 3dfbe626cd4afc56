/** The target that a thread was told of: one that comes with whitewater, a program, or a module. */
import { isPure, type Target } from '../../simulator/target.ts';
import { registered } from '../../targets/registry.ts';
import type { SharedProgram } from '../../adapters/program/shared-program.ts';
import type { StepBoard } from './step-board.ts';

/** What every request says about its target. */
export interface TargetRequest {
  /** Name of a registered target, of the program, or of the target in the module. */
  readonly target: string;
  /** Only for a target that is a program of its own. */
  readonly program?: SharedProgram | undefined;
  /** Only for a target that is a module of the user: its file. */
  readonly module?: string | undefined;
  /** How long one step of it may take; not for programs, which have a limit of their own. */
  readonly stepLimitMs?: number | undefined;
}

/** A target for as long as the thread needs it. */
export interface RequestedTarget {
  readonly target: Target;
  readonly close: () => void;
}

/** Called in the thread that meets it. */
export async function requestedTarget(
  { target, program, module }: TargetRequest,
  board: StepBoard,
): Promise<RequestedTarget> {
  if (program !== undefined) {
    const { connectProgram } = await import('../../adapters/program/connected.ts');
    return connectProgram(program);
  }
  if (module !== undefined) return guardedModule(module, board);
  const entry = registered(target);
  if (entry === undefined) throw new Error(`there is no target ${target}`);
  const close = (): void => undefined;
  // The pure ones are our own code; a live one is a package.
  if (isPure(entry.target)) return { target: entry.target, close };
  const { watchedTarget } = await import('./watched-target.ts');
  return { target: watchedTarget(entry.target, board), close };
}

async function guardedModule(module: string, board: StepBoard): Promise<RequestedTarget> {
  const [{ guardProcess }, { userTarget }] = await Promise.all([
    import('./guarded-process.ts'),
    import('../external-target.ts'),
    import('../../adapters/module/user-module.ts'),
  ]);
  guardProcess();
  board.enter('import', 0);
  const { target } = await userTarget(module, (next) => board.enter(next, 0));
  board.leave();
  // Only now, for it takes the globals as they are: a module may have brought some that it misses.
  const { watchedTarget } = await import('./watched-target.ts');
  return { target: watchedTarget(target, board), close: () => undefined };
}
