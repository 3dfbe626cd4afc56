/** What a project of somebody else consists of, as far as `init` and `doctor` need to know. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { issueLine } from '../../adapters/issue-line.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { lookedAt } from '../findings/place.ts';

/** The parts of package.json that matter here; everything else is left alone. */
const manifestSchema = z.looseObject({
  name: z.string().optional(),
  type: z.string().optional(),
  scripts: z.record(z.string(), z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  ava: z.looseObject({ extensions: z.unknown() }).partial().optional(),
  jest: z.unknown().optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;

export type PackageManager = 'npm' | 'pnpm' | 'yarn';

/** By the name of its lock file. */
const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
};

export interface Project {
  readonly folder: string;
  /** Null if there is no package.json. */
  readonly manifest: Manifest | null;
  /** Names of the packages that it depends on, for whatever purpose. */
  readonly packages: ReadonlySet<string>;
  /** Whether `.js` files are ES modules. */
  readonly isModule: boolean;
  /** Whether it has a tsconfig.json or depends on `typescript`. */
  readonly isTypeScript: boolean;
  /** Null if no lock file is there. */
  readonly lockFile: string | null;
  readonly packageManager: PackageManager;
  /** Whether it or a folder above it is under Git. */
  readonly isInGit: boolean;
}

/** Throws a {@link Refusal} for a package.json that cannot be read. */
export function readProject(folder: string): Project {
  const manifest = manifestOf(join(folder, 'package.json'));
  const { dependencies = {}, devDependencies = {}, type } = manifest ?? {};
  const packages = new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
  const names = lookedAt(folder, () => readdirSync(folder));
  const lockFile = Object.keys(LOCK_FILES).find((name) => names.includes(name)) ?? null;
  return {
    folder,
    manifest,
    packages,
    isModule: type === 'module',
    isTypeScript: names.includes('tsconfig.json') || packages.has('typescript'),
    lockFile,
    packageManager: (lockFile === null ? undefined : LOCK_FILES[lockFile]) ?? 'npm',
    isInGit: isInGit(resolve(folder)),
  };
}

/** The text of a file of the project; empty if it is not there. Throws a {@link Refusal}. */
export function textIn({ folder }: Pick<Project, 'folder'>, name: string): string {
  const file = join(folder, name);
  return existsSync(file) ? lookedAt(file, () => readFileSync(file, 'utf8')) : '';
}

function manifestOf(file: string): Manifest | null {
  if (!existsSync(file)) return null;
  const text = lookedAt(file, () => readFileSync(file, 'utf8'));
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Refusal('package.json is not JSON: mend it first');
  }
  const manifest = manifestSchema.safeParse(json);
  if (manifest.success) return manifest.data;
  throw new Refusal(`package.json: ${issueLine(manifest.error, '')}`);
}

/** In a linked worktree, `.git` is a file. */
function isInGit(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  const above = dirname(folder);
  return above !== folder && isInGit(above);
}
