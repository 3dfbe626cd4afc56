import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { root } from './checkout.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
}

interface LockedPackage extends Manifest {
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

function parse<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as Shape;
}

const manifest = parse<Manifest>('package.json');
const locked = Object.entries(parse<LockFile>('package-lock.json').packages);

/** The names of the locked packages that match. */
function named(matches: (entry: LockedPackage) => boolean): readonly string[] {
  return locked.filter(([, entry]) => matches(entry)).map(([name]) => name);
}

test('The lock file is in step with package.json', (t) => {
  const { dependencies, devDependencies, engines } = manifest;
  t.like(
    locked.find(([name]) => name === '')?.[1],
    { dependencies, devDependencies, engines },
    'Run npm install and commit package-lock.json with package.json.',
  );
});

test('The lock file names what the packages need on every platform', (t) => {
  const names = new Set(locked.map(([name]) => name));
  const missing = locked
    .flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies))
    .filter((name) => !names.has(`node_modules/${name}`));
  t.deepEqual(missing, [], 'npm ci refuses this lock file: take a version that has them all.');
});

test('The lock file holds no address of a registry', (t) => {
  const addressed = named(({ resolved }) => resolved !== undefined);
  t.deepEqual(addressed, [], 'Run npm install --omit-lockfile-registry-resolved.');
});

test('No package that users install runs a script to install itself', (t) => {
  const scripted = named(({ dev, hasInstallScript }) => dev !== true && hasInstallScript === true);
  t.deepEqual(scripted, [], 'Newer versions of npm refuse such scripts: choose another package.');
});
