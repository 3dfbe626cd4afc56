/** Brings the targets of the user, for as long as one command needs them. */
import { resolve } from 'node:path';
import { Refusal } from '../adapters/refusal.ts';
import { registered, type Registered } from '../targets/registry.ts';
import { withProgram, type ExecArguments } from './exec.ts';
import { howToBring, type Guest } from './external-target.ts';
import { moduleOption } from './invocation.ts';
import { targetNamed } from './target-named.ts';

/** The options that bring targets, as typed. */
export interface GuestArguments extends ExecArguments {
  /** Files; what stands in the place of a target's name comes besides. */
  readonly target?: readonly string[];
}

/** Throws a refusal of one line if there is no target in it. */
async function moduleGuest(path: string): Promise<Guest> {
  // Whoever tests a built-in target need not wait for this to load.
  const { userTarget } = await import('../campaign/external-target.ts');
  const entry = await userTarget(path);
  const order = { target: entry.name, module: resolve(path) };
  return { entry, order, option: moduleOption(path), path };
}

/** Runs `work` with all that was brought, none or several; ends the program in any case. */
export async function withGuests<Result>(
  said: GuestArguments,
  paths: readonly string[],
  work: (guests: readonly Guest[]) => Result | Promise<Result>,
): Promise<Result> {
  const modules: Guest[] = [];
  for (const path of new Set([...paths, ...(said.target ?? [])])) {
    modules.push(await moduleGuest(path));
  }
  return withProgram(said, async (program) => {
    const guests = program === null ? modules : [...modules, program];
    refuseNamesakes(guests);
    return work(guests);
  });
}

/** Findings know a target by its name alone. */
function refuseNamesakes(guests: readonly Guest[]): void {
  const names = guests.map(({ entry }) => entry.name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Refusal(`two of the targets given are named ${twice}`);
}

/** What a finding is of: a target that comes with whitewater, or one that was brought. */
export interface Found {
  readonly entry: Registered;
  /** Null if it comes with whitewater. */
  readonly guest: Guest | null;
}

/** Throws a refusal of one line if nobody has brought it, or if something else was brought. */
export function targetOf(name: string, guests: readonly Guest[]): Found {
  const guest = guests.find(({ entry }) => entry.name === name);
  if (guest !== undefined) return { entry: guest.entry, guest };
  const [other] = guests;
  if (other !== undefined) {
    throw new Refusal(`the finding is of ${name}, and ${other.option} is ${other.entry.name}`);
  }
  if (registered(name) !== undefined) return { entry: targetNamed(name), guest: null };
  throw new Refusal(`the finding is of ${name}: ${howToBring(name)}`);
}
