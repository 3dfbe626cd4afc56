/** Brings the targets of findings: those that are typed, or those that the settings hunt in. */
import { Refusal } from '../adapters/refusal.ts';
import { registered } from '../targets/registry.ts';
import {
  externalModule,
  withExternalTargets,
  type ExternalTargetArguments,
} from './bring-targets.ts';
import { stepLimitOf } from './exec.ts';
import { isPath, isProgram, type ExternalTarget } from './external-target.ts';
import { warn } from './terminal.ts';

export interface TargetsOfFindingsArguments extends ExternalTargetArguments {
  /** The setting; no flag gives it. */
  readonly targets?: readonly string[];
}

/**
 * Runs `work` with what was brought for findings of targets with these names. What is typed is all
 * that is brought; where nothing is, a module among the settings' `targets` may be the one.
 */
export async function withTargetsOf<Result>(
  names: readonly string[],
  options: TargetsOfFindingsArguments,
  paths: readonly string[],
  work: (externalTargets: readonly ExternalTarget[]) => Result | Promise<Result>,
): Promise<Result> {
  const typed = [...paths, ...(options.target ?? []), ...(options.exec ?? [])];
  const lacking = new Set(names.filter((name) => registered(name) === undefined));
  if (typed.length > 0 || lacking.size === 0) return withExternalTargets(options, paths, work);
  const found: ExternalTarget[] = [];
  for (const path of (options.targets ?? []).filter(isPath)) {
    if ([...lacking].every(isProgram)) break;
    const module = await moduleIn(path, stepLimitOf(options));
    if (module !== null && lacking.delete(module.entry.name)) found.push(module);
  }
  return work(found);
}

/** Null for one that cannot be used: the finding may be of another, or be shown without it. */
async function moduleIn(path: string, stepLimitMs: number): Promise<ExternalTarget | null> {
  try {
    return await externalModule(path, stepLimitMs);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    warn(`of the settings' targets: ${error.message}`);
    return null;
  }
}
