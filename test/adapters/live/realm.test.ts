// What code in a realm finds of Node: all that it needs at load, and nothing that leads outside.
import type hooks from 'node:async_hooks';
import crypto from 'node:crypto';
import type fs from 'node:fs';
import { builtinModules } from 'node:module';
import type path from 'node:path';
import type tty from 'node:tty';
import test from 'ava';
import { Realm } from '../../../adapters/live/realm.ts';
import { CannotRun } from '../../../simulator/target.ts';
import { blameOf, tamed } from './live-world.ts';

type Parts = Readonly<Record<string, unknown>>;

interface Inside {
  readonly require: (name: string) => unknown;
  readonly module: Parts;
  readonly here: unknown;
  readonly rolled: number;
}

interface WellConnected {
  readonly Helper: new () => object;
  readonly Link: new () => object;
  readonly Server: new () => object;
  readonly read: (path: string) => Promise<unknown>;
  readonly later: (path: string) => unknown;
  readonly patched: string;
  readonly facts: readonly unknown[];
}

function fixture(name: string, realm = new Realm()): unknown {
  return realm.require(`./fixtures/${name}.cjs`, import.meta.filename);
}

function inside(): Inside {
  return fixture('lends-require') as Inside;
}

const NAMES = builtinModules.filter((name) => !name.startsWith('_'));

for (const name of NAMES) {
  test(`A package may require ${name} at load, by all of its names`, (t) => {
    const { require } = inside();
    // Young modules have one name: later versions of Node list them with their prefix.
    const full = name.startsWith('node:') ? name : `node:${name}`;
    t.is(require(name), require(full), 'one module is two');
  });
}

test('Classes of what is refused can be extended at load, functions promisified, names patched', (t) => {
  const { facts, patched } = fixture('well-connected') as WellConnected;
  t.deepEqual(facts, [0, 'Not Found', true, null]);
  t.is(patched, 'patched, as some packages do');
});

const USES: readonly (readonly [what: string, use: (given: WellConnected) => unknown])[] = [
  ['net.Server', ({ Server }) => new Server()],
  ['net.Socket', ({ Link }) => new Link()],
  ['worker_threads.Worker', ({ Helper }) => new Helper()],
  ['fs.promises.readFile', ({ later }) => later('file')],
];

for (const [what, use] of USES) {
  test(`${what} is refused when it is used, and the refusal names the way out`, (t) => {
    const error = t.throws(() => use(fixture('well-connected') as WellConnected), {
      instanceOf: CannotRun,
    });
    const [module = ''] = what.split('.');
    const start = `the code under test uses ${what}, which no simulated node has: `;
    t.true(error.message.startsWith(start), error.message);
    t.true(error.message.includes(`realm.lend('${module}', …)`), error.message);
  });
}

test('What Node promisifies is refused, too', async (t) => {
  const { read } = fixture('well-connected') as WellConnected;
  await t.throwsAsync(read('file'), { instanceOf: CannotRun, message: /uses fs[.]readFile,/ });
});

const REFUSED: readonly (readonly [module: string, name: string])[] = [
  ['child_process', 'execSync'],
  ['cluster', 'fork'],
  ['crypto', 'generateKeyPairSync'],
  ['dgram', 'createSocket'],
  ['dns', 'lookup'],
  ['fs', 'writeFileSync'],
  ['fs/promises', 'writeFile'],
  ['http', 'createServer'],
  ['http2', 'connect'],
  ['https', 'get'],
  ['net', 'connect'],
  ['tls', 'connect'],
  ['zlib', 'gzip'],
];

for (const [module, name] of REFUSED) {
  test(`${module}.${name} reaches nothing outside of the simulated world`, (t) => {
    const part = (inside().require(module) as Parts)[name] as () => unknown;
    t.throws(part, { instanceOf: CannotRun, message: /which no simulated node has/ });
  });
}

test('To catch a refusal is no help to a node', async (t) => {
  const caught = (): void => {
    try {
      ((inside().require('net') as Parts)['connect'] as () => void)();
    } catch {
      // As packages do around what they can do without.
    }
  };
  const error = await t.throwsAsync(blameOf(tamed('sly', caught)), { instanceOf: CannotRun });
  t.regex(error.message, /uses net[.]connect/);
});

test('A node that ends its process has crashed', async (t) => {
  const leave = (): void => {
    ((inside().require('process') as Parts)['exit'] as (code: number) => void)(3);
  };
  const blame = await blameOf(tamed('leaver', leave));
  t.is(blame, 'n1 Error: the code under test called process.exit(3)');
});

test('The machine does not show: its name, processors, folders and arguments are made up', (t) => {
  const { require } = inside();
  const os = require('os') as Readonly<Record<string, () => unknown>>;
  const process = require('process') as NodeJS.Process;
  const { pid, argv, env } = process;
  const asked = ['hostname', 'homedir', 'arch', 'type', 'tmpdir', 'networkInterfaces'];
  const answers = asked.map((name) => os[name]?.());
  t.deepEqual(answers, ['simulated', '/node', 'x64', 'Linux', '/tmp', {}]);
  t.is((os['cpus']?.() as unknown[]).length, 1);
  t.deepEqual({ pid, argv, env }, { pid: 1, argv: ['node', '/app/index.js'], env: {} });
  t.is(process.cwd(), '/app');
  t.is((require('path') as typeof path).resolve('data'), '/app/data');
  t.false((require('tty') as typeof tty).isatty(1));
  const { executionAsyncId } = require('async_hooks') as typeof hooks;
  t.is(executionAsyncId(), 0, 'it differs from run to run');
});

test('What is computed from its arguments alone is the real thing', (t) => {
  const lent = inside().require('crypto') as typeof crypto;
  const digest = lent.createHash('sha256').update('x').digest('hex');
  t.is(digest, crypto.createHash('sha256').update('x').digest('hex'));
});

test('A die that is rolled at load shows the same in every process', (t) => {
  t.is(inside().rolled, inside().rolled);
  t.not(inside().rolled, 0);
});

test('A file of a package has what Node gives it', (t) => {
  const { module, here, require } = inside();
  t.is(module['loaded'], true);
  t.regex(String(module['filename']), /lends-require[.]cjs$/);
  t.not(here, undefined, 'packages of all module systems look for their exports in `this`');
  const { resolve } = require as unknown as NodeJS.Require;
  t.regex(resolve('./well-connected.cjs'), /well-connected[.]cjs$/);
});

test('What is lent stands in for a module of Node or a package, by either name', (t) => {
  const realm = new Realm();
  realm.lend('node:fs', { readFileSync: () => 'lent' });
  realm.lend('zeromq', { version: 'of the test' });
  const { require } = fixture('lends-require', realm) as Inside;
  t.is((require('fs') as typeof fs).readFileSync('any', 'utf8'), 'lent');
  t.is(fixture('asks-for-zeromq', realm), 'of the test');
});

test('An ES module is refused with the way to import it', (t) => {
  const error = t.throws(() => fixture('asks-es-module'), { instanceOf: CannotRun });
  t.regex(error.message, /es-module[.]mjs is an ES module: .*takenOver\(\(\) => import/);
});
