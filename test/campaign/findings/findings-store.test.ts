import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FindingsStore } from '../../../campaign/findings/findings-store.ts';
import { Refusal } from '../../../adapters/refusal.ts';
import { traceLog } from '../../../campaign/findings/trace-log.ts';
import type { Finding } from '../../../search/finding.ts';
import { decidedFinding } from '../../reports/decided.ts';
import { SENT_BEFORE_WRITTEN, VOTE_COUNTED_TWICE } from '../../reports/decided-stories.ts';
import { findingOf, reportOf, type Story } from '../../reports/performed.ts';

const STORY: Story = {
  target: 'votes-without-memory',
  property: 'one-vote-per-term',
  nodes: 2,
  seed: 19,
  actions: [{ kind: 'elapse', ms: 100 }],
};

const FINDING = findingOf(STORY);
const { trace } = reportOf(STORY);

function emptyFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The line that a file of this text is refused with. */
async function refusalOf(t: ExecutionContext, text: string): Promise<string> {
  const file = join(emptyFolder(t), 'finding.json');
  writeFileSync(file, text);
  const refusal = await t.throwsAsync(new FindingsStore('.').load(file), { instanceOf: Refusal });
  const line = (refusal?.message ?? '').replace(file, '<file>');
  t.notRegex(line, /\n/, 'a refusal is one line');
  return line;
}

const changed = (change: object): string => JSON.stringify({ ...FINDING, ...change });
const withRun = (change: object): string => changed({ run: { ...FINDING.run, ...change } });

test('what is saved is read again as it was, by id, prefix, file and folder', async (t) => {
  const out = emptyFolder(t);
  const store = new FindingsStore(out);
  t.true(store.placeOf(FINDING).isNew);
  store.save(FINDING, 'report\n', trace);
  const { folder, isNew } = store.placeOf(FINDING);
  t.false(isNew, 'what was just saved is known');
  t.deepEqual(readdirSync(folder).sort(), ['finding.json', 'report.txt', 'trace.ndjson']);
  for (const address of [
    FINDING.id,
    basename(folder),
    FINDING.id.slice(0, 6),
    folder,
    join(folder, 'finding.json'),
  ]) {
    t.deepEqual(await store.load(address), FINDING);
  }
});

test('the log has the run in its first line, and then every line of the trace', (t) => {
  const store = new FindingsStore(emptyFolder(t));
  store.save(FINDING, 'report\n', trace);
  const log = readFileSync(join(store.placeOf(FINDING).folder, 'trace.ndjson'), 'utf8');
  const [head, ...lines] = log
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  t.like(head, { kind: 'run', target: FINDING.target, run: FINDING.run });
  t.is(lines.length, trace.length);
  t.like(lines[0], { step: 1, timeMs: 0, event: { kind: 'booted', node: 1 } });
});

test('the log holds what happened, and nothing of the insides of world or target', (t) => {
  const lines = traceLog(FINDING.target, FINDING.run, trace).split('\n');
  const keysIn = (line: string | undefined, part: string): string[] => {
    const record = JSON.parse(line ?? '{}') as Record<string, object>;
    return Object.keys(record[part] ?? {}).sort();
  };
  const received = lines.find((line) => line.includes('"event":{"kind":"received"'));
  const flight = ['copy', 'from', 'kind', 'meaning', 'message', 'node', 'ordinal', 'sentAtMs'];
  t.deepEqual(keysIn(received, 'event'), flight);
  const view = ['commitIndex', 'currentTerm', 'log', 'matchIndex', 'role', 'votedFor'];
  t.deepEqual(keysIn(lines[1], 'after'), view);
});

test('a finding that was come by in another way is the same finding', (t) => {
  const store = new FindingsStore(emptyFolder(t));
  store.save(FINDING, 'report\n', trace);
  const shrinking = { ...FINDING.shrinking, executions: 9 };
  t.false(store.placeOf({ ...FINDING, shrinking }).isNew);
});

test('other findings of the same id are kept beside, and asking for the id names all', async (t) => {
  const store = new FindingsStore(emptyFolder(t));
  const others = ['0123456789abcdef', 'fedcba9876543210'].map((digest) => ({ ...FINDING, digest }));
  const all: readonly Finding[] = [FINDING, ...others];
  for (const finding of all) store.save(finding, 'report\n', trace);
  for (const finding of all) store.save(finding, 'report\n', trace);
  const name = `${FINDING.property}-${FINDING.id}`;
  const names = [name, `${name}-2`, `${name}-3`];
  for (const [index, finding] of all.entries()) {
    const { folder, isNew, address } = store.placeOf(finding);
    t.false(isNew, `number ${index + 1} is lost`);
    t.is(basename(folder), names[index] ?? '');
    t.deepEqual(await store.load(folder), finding);
    if (index > 0) t.deepEqual(await store.load(address), finding);
  }
  t.deepEqual(await store.load(name), FINDING);
  const message = new RegExp(
    `^${FINDING.id} is the id of 3 findings, name one: ${names.join(', ')}$`,
  );
  await t.throwsAsync(store.load(FINDING.id), { instanceOf: Refusal, message });
});

test('a file that is broken is left alone: the finding of its id goes beside', async (t) => {
  const store = new FindingsStore(emptyFolder(t));
  store.save(FINDING, 'report\n', trace);
  const { folder } = store.placeOf(FINDING);
  for (const text of ['', 'null', '{"whitewater":9}', '[1']) {
    writeFileSync(join(folder, 'finding.json'), text);
    const place = store.placeOf(FINDING);
    t.is(basename(place.folder), `${basename(folder)}-2`, `beside a file with ${text}`);
  }
  store.save(FINDING, 'report\n', trace);
  t.deepEqual(await store.load(store.placeOf(FINDING).address), FINDING);
  t.is(readFileSync(join(folder, 'finding.json'), 'utf8'), '[1');
});

test('ids that are too short, unknown or not unique are refused with a reason', async (t) => {
  const store = new FindingsStore(emptyFolder(t));
  const refused = async (address: string, message: RegExp): Promise<void> => {
    await t.throwsAsync(store.load(address), { instanceOf: Refusal, message });
  };
  await refused('0123', /too short/);
  await refused('012345', /no finding 012345/);
  await refused('../elsewhere', /no such file/);
  store.save(FINDING, 'report\n', trace);
  store.save({ ...FINDING, id: `${FINDING.id.slice(0, 6)}ffffff` }, 'report\n', trace);
  await refused(FINDING.id.slice(0, 6), /beginning of 2 findings/);
});

test('files that are no finding are refused in one line', async (t) => {
  t.regex(await refusalOf(t, 'hello'), /^<file>: it is not JSON/);
  t.regex(await refusalOf(t, JSON.stringify(FINDING).slice(0, 300)), /not JSON, or only the first/);
  t.regex(await refusalOf(t, 'null'), /no finding of whitewater/);
  t.regex(await refusalOf(t, '[1]'), /no finding of whitewater/);
  t.regex(await refusalOf(t, changed({ whitewater: 1 })), /format 1, and only format 2/);
  t.regex(await refusalOf(t, ' '.repeat(16_000_001)), /16000001 bytes/);
});

test('a hostile finding is refused at the first thing that is wrong with it', async (t) => {
  t.regex(await refusalOf(t, changed({ more: 1 })), /more/);
  t.regex(await refusalOf(t, changed({ property: 'no-such-property' })), /property/);
  t.regex(await refusalOf(t, changed({ id: '../../../etc' })), /12 hex digits/);
  t.regex(await refusalOf(t, changed({ target: '\u001b[2J' })), /target: must be one printable/);
  t.regex(await refusalOf(t, changed({ digest: '' })), /digest/);
  t.regex(await refusalOf(t, withRun({ nodes: 1000 })), /nodes/);
  t.regex(await refusalOf(t, withRun({ seed: 1e300 })), /seed/);
  t.regex(await refusalOf(t, withRun({ seed: 1.5 })), /seed/);
  t.regex(await refusalOf(t, withRun({ extra: true })), /extra/);
  t.regex(await refusalOf(t, withRun({ actions: [{ kind: 'elapse', ms: -1 }] })), /ms/);
  t.regex(await refusalOf(t, withRun({ actions: [{ kind: 'elapse', ms: 1e9 }] })), /ms/);
  t.regex(await refusalOf(t, withRun({ actions: [{ kind: 'crash', node: 10 }] })), /node/);
  t.regex(await refusalOf(t, withRun({ actions: [{ kind: 'explode' }] })), /actions/);
  t.regex(await refusalOf(t, withRun({ timing: null })), /timing/);
});

test('decisions are read again as they were saved, whatever their kind', async (t) => {
  const store = new FindingsStore(emptyFolder(t));
  for (const story of [SENT_BEFORE_WRITTEN, VOTE_COUNTED_TWICE]) {
    const finding = decidedFinding(story);
    store.save(finding, 'report\n', []);
    t.deepEqual(await store.load(finding.id), finding);
  }
});

test('nonsense in a list of decisions is refused with its place', async (t) => {
  const finding = decidedFinding(SENT_BEFORE_WRITTEN);
  const refused = async (decision: unknown, message: RegExp): Promise<void> => {
    const run = { ...finding.run, decisions: [decision] };
    t.regex(await refusalOf(t, JSON.stringify({ ...finding, run })), message);
  };
  const fire = { kind: 'fire', node: 1, timer: 'election' };
  const vote = { kind: 'deliver', from: 1, to: 2, message: {} };
  const place = 'schedule\\.decisions\\[0\\]';
  const at = (rest: string): RegExp => new RegExp(`^<file>: ${place}${rest}`);
  await refused('hello', at(': must be an object'));
  await refused({ kind: 'explode' }, at('.kind: must be one of fire, deliver, duplicate, propose'));
  await refused({ ...fire, node: 0 }, at('\\.node: must be a whole number from 1 to 9'));
  await refused({ ...fire, node: 3 }, at(': names a node beyond n2'));
  await refused({ ...vote, from: 3 }, at(': names a node beyond n2'));
  await refused({ ...fire, timer: '\u001b[2J' }, at('\\.timer: must be a text of 1 to 100'));
  await refused({ ...fire, more: 1 }, at(': has only the fields kind, node, timer'));
  await refused({ ...vote, message: undefined }, at('\\.message: is missing'));
  await refused({ ...vote, message: [[[[[[[[[[[[[1]]]]]]]]]]]]] }, at('.+nested 12 deep'));
  await refused({ ...vote, message: 'x'.repeat(60_000) }, at('.+50000 characters'));
  const within = { kind: 'crashWithin', step: fire, afterEffects: 1e6 };
  await refused(within, at('\\.afterEffects: must be a whole number from 0 to 255'));
  await refused({ ...within, step: within }, at('\\.step\\.kind: must be one of fire'));
  const many = { ...finding.run, decisions: new Array(10_001).fill(fire) };
  const long = await refusalOf(t, JSON.stringify({ ...finding, run: many }));
  t.regex(long, /must be a list of 0 to 10000 decisions/);
});

test('an edited run is refused: nothing that was said of the old one holds for it', async (t) => {
  const finding = decidedFinding(SENT_BEFORE_WRITTEN);
  const edited = (change: object): string => JSON.stringify({ ...finding, ...change });
  t.regex(await refusalOf(t, edited({ target: 'raft' })), /it was edited/);
  t.regex(await refusalOf(t, edited({ property: 'election-safety' })), /it was edited/);
  const nodes = { run: { ...finding.run, nodes: 3 } };
  t.regex(
    await refusalOf(t, edited(nodes)),
    /are not those of finding [0-9a-f]{12}: it was edited/,
  );
  t.regex(await refusalOf(t, edited({ run: { kind: 'walk' } })), /run\.kind: must be scenario or/);
  t.regex(await refusalOf(t, edited({ run: 7 })), /run\.kind: must be scenario or/);
});

test('a draft that could not be finished leaves nothing behind', (t) => {
  const out = emptyFolder(t);
  writeFileSync(join(out, 'findings'), 'in the way');
  const store = new FindingsStore(out);
  const refusal = t.throws(() => store.save(FINDING, 'report\n', trace), { instanceOf: Refusal });
  t.regex(refusal?.message ?? '', /report\.txt cannot be written \((EEXIST|ENOTDIR)\)/);
  t.deepEqual(readdirSync(out), ['findings']);
  t.false(existsSync(store.placeOf(FINDING).folder));
});

test('a folder of findings that is a file is refused in one line, not with a stack', async (t) => {
  const out = emptyFolder(t);
  writeFileSync(join(out, 'findings'), 'in the way');
  const store = new FindingsStore(out);
  const message = /^[^\n]+findings: it cannot be read \(ENOTDIR\)$/;
  await t.throwsAsync(store.load('0123456789ab'), { instanceOf: Refusal, message });
});
