/** Whether something from outside is a target at all, before any node of it boots. */
import { capabilitiesFault } from '../simulator/capabilities.ts';
import { TARGET_FUNCTIONS, TARGET_NAME, TARGET_NAME_RULE } from '../simulator/contract.ts';
import type { Target } from '../simulator/target.ts';

type Fields = Readonly<Record<string, unknown>>;

const FAMILIES: readonly unknown[] = ['pure', 'live'];

/** What is missing or wrong, in one line that names the target; null if it is one. */
export function shapeFault(candidate: unknown): string | null {
  if (!isFields(candidate)) return 'it is no target: a target is an object';
  const { name, family, smallestCluster, load } = candidate;
  if (typeof name !== 'string') return 'it is no target: it has no name';
  if (!TARGET_NAME.test(name)) return `a target named ${shown(name)}: use ${TARGET_NAME_RULE}`;
  const missing = TARGET_FUNCTIONS.find((field) => typeof candidate[field] !== 'function');
  if (missing !== undefined) return `${name} has no function ${missing}`;
  if (!FAMILIES.includes(family)) return `${name}.family must be 'pure' or 'live'`;
  const { capabilities } = candidate;
  if (!isFields(capabilities)) return `${name} has no capabilities`;
  const vague = capabilitiesFault(capabilities);
  if (vague !== null) return `${name}.capabilities.${vague}`;
  if (smallestCluster !== undefined && !isSize(smallestCluster)) {
    return `${name}.smallestCluster must be a whole number from 1`;
  }
  if (load !== undefined && typeof load !== 'function') return `${name}.load must be a function`;
  return null;
}

/** Whether it is a target as far as can be seen without booting it. */
export function isTarget(candidate: unknown): candidate is Target {
  return shapeFault(candidate) === null;
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** Harmless for a terminal, and short. */
function shown(name: string): string {
  return `'${name.slice(0, 40).replace(/[^ -~]/g, '?')}'`;
}
