// Settings from file, environment and flags: which of them holds, and what is wrong with them.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../adapters/refusal.ts';
import { ConfigurationErrors } from '../../cli/configuration/configuration-errors.ts';
import { readEnvironment } from '../../cli/configuration/environment.ts';
import { readConfiguration } from '../../cli/configuration/file.ts';
import { configurationFileIn } from '../../cli/configuration/found-file.ts';
import { SETTING_NAMES, SETTINGS, variableOf } from '../../cli/configuration/settings.ts';
import { givenBy } from '../../cli/configuration/sources.ts';
import { programFor } from '../../cli/program.ts';
import { tinyRaft } from '../adapters/wasm/tiny-raft.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

/** A file of this content, in a folder that is gone after the test. */
function fileWith(t: ExecutionContext, name: string, text: string): string {
  const file = join(emptyFolder(t), name);
  writeFileSync(file, text);
  return file;
}

const REST = { profile: 'nightly', nodes: [3, 5], seed: 7, keepGoing: true, faults: 'crash' };

test('a file of JSON and a module say the same', async (t) => {
  const json = fileWith(t, 'whitewater.config.json', JSON.stringify(REST));
  const module = fileWith(t, 'whitewater.config.mjs', `export default ${JSON.stringify(REST)};`);
  const { values, errors } = await readConfiguration(json);
  t.deepEqual(errors, []);
  t.deepEqual(Object.fromEntries(values), { ...REST, nodes: '3,5', seed: '7' });
  t.deepEqual((await readConfiguration(module)).values, values);
});

test('a module in TypeScript says the same where it can be imported', async (t) => {
  const text = `const rest: object = ${JSON.stringify(REST)};\nexport default rest;\n`;
  const file = fileWith(t, 'whitewater.config.ts', text);
  writeFileSync(join(dirname(file), 'package.json'), '{"type":"module"}');
  t.is(basename(configurationFileIn(dirname(file)) ?? ''), 'whitewater.config.ts');
  const { values, errors } = await readConfiguration(file);
  t.deepEqual(errors, []);
  t.deepEqual(Object.fromEntries(values), { ...REST, nodes: '3,5', seed: '7' });
});

test('everything that is wrong with a file is said at once, one line each', async (t) => {
  const wrong = { budgt: '3s', nodes: [3, 50], maxFindings: 0, keepGoing: 'yes', profile: 'nite' };
  const file = fileWith(t, 'a.json', JSON.stringify(wrong));
  const { values, errors } = await readConfiguration(file);
  t.is(values.size, 0);
  const lines = errors.map((line) => line.slice(`${file}: `.length));
  t.is(lines[0], "unknown setting 'budgt'; did you mean budget?");
  t.is(lines[1], "nodes '3,50': write cluster sizes from 1 to 9, such as 3 or 3,5");
  t.is(lines[2], "maxFindings '0': write a whole number from 1 to 1000000000");
  t.is(lines[3], 'keepGoing must be true or false');
  t.regex(lines[4] ?? '', /^profile: unknown profile 'nite';/);
  t.is(lines.length, Object.keys(wrong).length);
});

const THROWN = /^\S+a\.mjs: its settings cannot be read: Error: no$/;

test('a file that is no configuration is refused in one line with its name', async (t) => {
  for (const [name, text, message] of [
    ['a.json', '{', /^\S+a\.json: it is not JSON: [^\n]+$/],
    ['a.json', '[1]', /^\S+a\.json: it must be an object with settings$/],
    ['a.mjs', 'export const seed = 1;', /^\S+a\.mjs: it must be an object with settings$/],
    ['a.mjs', 'throw new Error("no");', /^\S+a\.mjs: it cannot be imported: Error: no$/],
    ['a.mjs', 'export default { get seed() { throw new Error("no"); } };', THROWN],
    ['a.mjs', 'export default { nodes: { get 0() { throw new Error("no"); } } };', null],
    ['a.mjs', `export default new Proxy({}, { ownKeys() { throw new Error('no'); } });`, THROWN],
    ['a.cjs', 'module.exports = { get __esModule() { throw new Error("no"); } };', null],
    ['a.yaml', 'seed: 1', /^\S+a\.yaml: a configuration is JSON, or a module: \.json, [^\n]+$/],
    ['whitewater', 'seed = 1', /^\S+whitewater: a configuration is JSON, or a module: [^\n]+$/],
  ] as const) {
    const file = fileWith(t, name, text);
    const read = async (): Promise<void> => {
      const { errors } = await readConfiguration(file);
      if (errors.length > 0) throw new Refusal(errors.join('; '));
    };
    await t.throwsAsync(read(), { name: 'Refusal', message: message ?? /^\S+: [^\n]+$/ }, text);
  }
  await t.throwsAsync(readConfiguration('nowhere.json'), { message: /there is no such file/ });
});

test('one file holds in a folder, and two are refused', (t) => {
  const folder = emptyFolder(t);
  t.is(configurationFileIn(folder), null);
  writeFileSync(join(folder, 'whitewater.config.ts'), '');
  t.is(configurationFileIn(folder), 'whitewater.config.ts');
  writeFileSync(join(folder, 'whitewater.config.json'), '{}');
  t.throws(() => configurationFileIn(folder), {
    message: /config\.json and whitewater\.config\.ts/,
  });
});

test('variables are settings in capitals; empty ones say nothing, and unknown ones are named', (t) => {
  const { values, errors, warnings } = readEnvironment({
    WHITEWATER_MAX_FINDINGS: '3',
    WHITEWATER_PROGRESS: 'false',
    WHITEWATER_TARGETS: 'raft, tutorial',
    WHITEWATER_SEED: '',
    WHITEWATER_BUGDET: '3s',
    WHITEWATER_GOLDEN: 'write',
    WHITEWATER_RUNS: 'many',
    WHITEWATER_ASCII: 'perhaps',
    HOME: '/',
  });
  const { maxFindings, progress, targets, ...rest } = Object.fromEntries(values);
  t.deepEqual([maxFindings, progress, targets], ['3', false, ['raft', 'tutorial']]);
  t.deepEqual(rest, {});
  t.is(warnings.length, 1, warnings.join('\n'));
  t.regex(warnings[0] ?? '', /^WHITEWATER_BUGDET .+ did you mean WHITEWATER_BUDGET\?$/);
  t.deepEqual(errors, [
    "WHITEWATER_RUNS 'many': write a whole number from 1 to 1000000000",
    "WHITEWATER_ASCII: 'perhaps': write true or false",
  ]);
});

test('the environment holds before the file, and errors of both are told together', async (t) => {
  const file = fileWith(t, 'a.json', JSON.stringify({ seed: 1, runs: 5 }));
  const given = await givenBy(file, { WHITEWATER_SEED: '2' }, () => undefined);
  t.deepEqual(given.get('seed'), { value: '2', from: 'WHITEWATER_SEED' });
  t.deepEqual(given.get('runs'), { value: '5', from: file });
  const broken = fileWith(t, 'b.json', JSON.stringify({ runs: 'x' }));
  const refusal = await t.throwsAsync(
    givenBy(broken, { WHITEWATER_SEED: 'x' }, () => undefined),
    { instanceOf: ConfigurationErrors },
  );
  t.is(refusal?.lines.length, 2, refusal?.message);
});

test('every setting is an option of `run` that can be switched back, and has its own variable', (t) => {
  const run = programFor(() => undefined).commands.find((command) => command.name() === 'run');
  const flags = run?.options.map((option) => option.long) ?? [];
  for (const name of SETTING_NAMES) {
    const long = SETTINGS[name].flags?.split(' ')[0] ?? null;
    if (long === null) continue;
    t.true(flags.includes(long), `run has no ${long}`);
    if (!['flag', 'folder'].includes(SETTINGS[name].form)) continue;
    const other = long.startsWith('--no-') ? `--${long.slice(5)}` : `--no-${long.slice(2)}`;
    t.true(flags.includes(other), `run has no ${other}`);
  }
  t.is(new Set(SETTING_NAMES.map(variableOf)).size, SETTING_NAMES.length);
});

test('--print-config says what holds and where it comes from; --config names another file', async (t) => {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'whitewater.config.json'), JSON.stringify({ seed: 1, nodes: [3] }));
  writeFileSync(join(folder, 'b.json'), JSON.stringify({ keepGoing: true, profile: 'pr' }));
  const words = ['run', 'raft', '--print-config', '--runs', '9'];
  const variables = { WHITEWATER_SEED: '2', WHITEWATER_OUT: 'x', WHITEWATER_CORPUS: 'false' };
  const usual = await whitewater(folder, words, undefined, [], variables);
  t.is(usual.code, 0, usual.stderr);
  const settings = JSON.parse(usual.stdout) as Readonly<Record<string, object>>;
  t.deepEqual(settings['targets'], { value: ['raft'], from: 'command line' });
  t.deepEqual(settings['runs'], { value: '9', from: '--runs' });
  t.deepEqual(settings['seed'], { value: '2', from: 'WHITEWATER_SEED' });
  t.deepEqual(settings['corpus'], { value: false, from: 'WHITEWATER_CORPUS' });
  t.deepEqual(settings['nodes'], { value: '3', from: 'whitewater.config.json' });
  t.deepEqual(settings['budget'], { value: '10s', from: 'profile quick' });
  t.deepEqual(settings['timing'], { value: 'lab', from: 'default' });
  const other = await whitewater(folder, [...words, '--config', 'b.json', '--no-keep-going']);
  const holding = JSON.parse(other.stdout) as typeof settings;
  t.deepEqual(holding['keepGoing'], { value: false, from: '--no-keep-going' });
  t.deepEqual(holding['budget'], { value: '5000x', from: 'profile pr' });
});

test('a finding of a module in `targets` is replayed, pinned and checked without naming it', async (t) => {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'raft.wasm'), tinyRaft({ answersBeforeWriting: true }));
  writeFileSync(join(folder, 'other.wasm'), tinyRaft({ name: 'other' }));
  const targets = ['raft', './gone.mjs', './raft.wasm'];
  writeFileSync(join(folder, 'whitewater.config.json'), JSON.stringify({ targets }));
  await whitewater(folder, ['explore', './raft.wasm', '--max-decisions', '5']);
  const [name = ''] = readdirSync(join(folder, '.whitewater', 'findings'));
  const id = name.slice(-12);
  const replay = await whitewater(folder, ['replay', id]);
  t.is(replay.code, 0, replay.stderr);
  t.is(replay.stderr, "of the settings' targets: ./gone.mjs: there is no such file\n");
  const other = await whitewater(folder, ['replay', id, '--target', './other.wasm']);
  t.is(other.code, 2, 'what is typed is all that is brought');
  t.regex(other.stderr, /the finding is of tiny-raft, and --target \.\/other\.wasm is other\n/);
  const pinned = await whitewater(folder, ['pin', id]);
  t.is(pinned.code, 0, pinned.stderr);
  const check = await whitewater(folder, ['check']);
  t.is(check.code, 1, check.stderr);
  t.regex(check.stdout, /✖ tiny-raft {2}breaks one-vote-per-term/);
});

test('a broken configuration ends every command with 2, one line for each error', async (t) => {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'whitewater.config.json'), JSON.stringify({ sed: 1, runs: 'x' }));
  const { code, stdout, stderr } = await whitewater(folder, ['findings', 'list']);
  t.is(code, 2);
  t.is(stdout, '');
  t.regex(
    stderr,
    /^error: .+ unknown setting 'sed'; did you mean seed\?\nerror: .+ runs 'x': .+\n$/,
  );
});
