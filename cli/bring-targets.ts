/** Brings the targets of the user, for as long as one command needs them. */
import { resolve } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { describedEntry } from '../campaign/external-target.ts';
import { describeInThread } from '../campaign/threads/describe-job.ts';
import { registered, type Registered } from '../targets/registry.ts';
import { stepLimitOf, withPrograms, type ExecArguments } from './exec.ts';
import { howToBring, type ExternalTarget } from './external-target.ts';
import { moduleOption } from './invocation.ts';
import { targetNamed } from './target-named.ts';

/** The options that bring targets, as typed. */
export interface ExternalTargetArguments extends ExecArguments {
  /** Files; what stands in the place of a target's name comes besides. */
  readonly target?: readonly string[];
}

/** Throws a refusal of one line if there is no target in it. */
export async function externalModule(path: string, stepLimitMs: number): Promise<ExternalTarget> {
  const entry = describedEntry(await describeInThread(path, stepLimitMs), path);
  const request = { target: entry.name, module: resolve(path), stepLimitMs };
  return { entry, request, option: moduleOption(path), path, command: null };
}

/** Runs `work` with all that was brought, none or several; ends the programs in any case. */
export async function withExternalTargets<Result>(
  options: ExternalTargetArguments,
  paths: readonly string[],
  work: (externalTargets: readonly ExternalTarget[]) => Result | Promise<Result>,
): Promise<Result> {
  const modules: ExternalTarget[] = [];
  for (const path of new Set([...paths, ...(options.target ?? [])])) {
    modules.push(await externalModule(path, stepLimitOf(options)));
  }
  return withPrograms(options, async (programs) => {
    const externalTargets = [...modules, ...programs];
    refuseNamesakes(externalTargets);
    return work(externalTargets);
  });
}

/** Findings know a target by its name alone. */
function refuseNamesakes(externalTargets: readonly ExternalTarget[]): void {
  const names = externalTargets.map(({ entry }) => entry.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Refusal(`two of the targets given are named ${twice}`);
}

/** What a finding is of: a target that comes with whitewater, or one that was brought. */
export interface Found {
  readonly entry: Registered;
  /** Null if it comes with whitewater. */
  readonly externalTarget: ExternalTarget | null;
}

/** Throws a refusal of one line if no target was brought, or if another one was. */
export function targetOf(name: string, externalTargets: readonly ExternalTarget[]): Found {
  const externalTarget = externalTargets.find(({ entry }) => entry.name === name);
  if (externalTarget !== undefined) return { entry: externalTarget.entry, externalTarget };
  const [other] = externalTargets;
  if (other !== undefined) {
    throw new Refusal(`the finding is of ${name}, and ${other.option} is ${other.entry.name}`);
  }
  if (registered(name) !== undefined) return { entry: targetNamed(name), externalTarget: null };
  throw new Refusal(`the finding is of ${name}: ${howToBring(name)}`);
}
