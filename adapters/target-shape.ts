/** Whether something from outside is a target at all, before any node of it boots. */
import type { Target } from '../simulator/target.ts';

type Fields = Readonly<Record<string, unknown>>;

const FUNCTIONS = ['boot', 'step', 'view', 'viewDurable', 'classify'] as const;
const PROMISES = ['persistence', 'proposals', 'symmetric'] as const;
const FAMILIES: readonly unknown[] = ['pure', 'live'];

/** Names of files and folders are made of it, and lines that people type. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What is missing or wrong, in one line that names the target; null if it is one. */
export function shapeFault(candidate: unknown): string | null {
  if (!isFields(candidate)) return 'it is no target: a target is an object';
  const { name, family, smallestCluster, load } = candidate;
  if (typeof name !== 'string') return 'it is no target: it has no name';
  if (!NAME.test(name)) {
    const allowed = 'up to 40 letters, digits, dots, hyphens, underscores';
    return `a target named ${shown(name)}: use ${allowed}`;
  }
  const missing = FUNCTIONS.find((field) => typeof candidate[field] !== 'function');
  if (missing !== undefined) return `${name} has no function ${missing}`;
  if (!FAMILIES.includes(family)) return `${name}.family must be 'pure' or 'live'`;
  const { capabilities } = candidate;
  if (!isFields(capabilities)) return `${name} has no capabilities`;
  const vague = PROMISES.find((promise) => typeof capabilities[promise] !== 'boolean');
  if (vague !== undefined) return `${name}.capabilities.${vague} must be true or false`;
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
