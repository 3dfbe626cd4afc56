// The same runs, searches and findings in every version of Node that the project is used with.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { emptyFolder } from '../cli/whitewater.ts';

const run = promisify(execFile);

/** The oldest that is supported, and those after it with long-term support. */
const VERSIONS = ['20', '22', '24', '26'];
const root = new URL('../../', import.meta.url).pathname;

/** Node in a package of npm; says so in the log and is null if it is not to be had here. */
async function nodeOf(t: ExecutionContext, version: string): Promise<string | null> {
  const folder = emptyFolder(t);
  const name = `node-${process.platform}-${process.arch}`;
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    await run('npm', ['install', '--prefix', folder, ...options, `${name}@${version}`]);
    return join(folder, 'node_modules', name, 'bin', 'node');
  } catch (error) {
    t.log(`skipped: npm has no ${name}@${version} for this machine (${String(error)})`);
    return null;
  }
}

async function digestsOf(node: string): Promise<Readonly<Record<string, string>>> {
  const words = ['--import', './ts-register.mjs', 'test/node-versions/digests.ts'];
  const { stdout } = await run(node, words, { cwd: root });
  return JSON.parse(stdout) as Readonly<Record<string, string>>;
}

test.before(async (t) => {
  expected = await digestsOf(process.execPath);
  t.log(`in ${process.version}: ${JSON.stringify(expected, null, 2)}`);
});
let expected: Readonly<Record<string, string>>;

test('a search comes to the same whether nodes are copied or brought there again', (t) => {
  const copied = expected['a search that finds the defect of that program, in copies of nodes'];
  t.is(expected['the same search, with nodes that are brought there again'], copied);
  t.is(typeof copied, 'string');
});

test('another process of the same Node comes to the same, event for event', async (t) => {
  t.deepEqual(await digestsOf(process.execPath), expected, 'find the first event that differs');
});

for (const version of VERSIONS) {
  test.serial(`Node ${version} comes to the same, event for event`, async (t) => {
    const node = await nodeOf(t, version);
    if (node === null) return t.pass();
    const { stdout } = await run(node, ['--version']);
    t.true(stdout.startsWith(`v${version}.`), `${stdout.trim()} is not Node ${version}`);
    t.deepEqual(await digestsOf(node), expected, 'find the first event that differs');
  });
}
