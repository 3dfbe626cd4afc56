import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FindingsStore } from '../../campaign/findings-store.ts';
import { Refusal } from '../../campaign/refusal.ts';
import { traceLog } from '../../campaign/trace-log.ts';
import type { Finding } from '../../search/finding.ts';
import { findingOf, reportOf, type Story } from '../reports/performed.ts';

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
const withScenario = (change: object): string =>
  changed({ scenario: { ...FINDING.scenario, ...change } });

test('what is saved is read again as it was, by id, prefix, file and folder', async (t) => {
  const out = emptyFolder(t);
  const store = new FindingsStore(out);
  t.false(await store.knows(FINDING));
  store.save(FINDING, 'report\n', trace);
  t.true(await store.knows(FINDING));
  const folder = store.folderOf(FINDING);
  t.deepEqual(readdirSync(folder).sort(), ['finding.json', 'report.txt', 'trace.ndjson']);
  for (const address of [
    FINDING.id,
    FINDING.id.slice(0, 6),
    folder,
    join(folder, 'finding.json'),
  ]) {
    t.deepEqual(await store.load(address), FINDING);
  }
});

test('the log has the scenario in its first line, and then every line of the trace', (t) => {
  const store = new FindingsStore(emptyFolder(t));
  store.save(FINDING, 'report\n', trace);
  const log = readFileSync(join(store.folderOf(FINDING), 'trace.ndjson'), 'utf8');
  const [head, ...lines] = log
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  t.like(head, { kind: 'scenario', target: FINDING.target, scenario: FINDING.scenario });
  t.is(lines.length, trace.length);
  t.like(lines[0], { step: 1, timeMs: 0, event: { kind: 'booted', node: 1 } });
});

test('the log holds what happened, and nothing of the insides of world or target', (t) => {
  const lines = traceLog(FINDING.target, FINDING.scenario, trace).split('\n');
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

test('a finding that was come by in another way is the same finding', async (t) => {
  const store = new FindingsStore(emptyFolder(t));
  store.save(FINDING, 'report\n', trace);
  t.true(await store.knows({ ...FINDING, shrinking: { ...FINDING.shrinking, executions: 9 } }));
});

test('another finding of the same id is refused and overwrites nothing', async (t) => {
  const store = new FindingsStore(emptyFolder(t));
  store.save(FINDING, 'report\n', trace);
  const other: Finding = { ...FINDING, digest: '0123456789abcdef' };
  await t.throwsAsync(store.knows(other), { instanceOf: Refusal, message: /another finding/ });
  t.deepEqual(await store.load(FINDING.id), FINDING);
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
  t.regex(await refusalOf(t, changed({ whitewater: 2 })), /format 2, and only format 1/);
  t.regex(await refusalOf(t, ' '.repeat(4_000_001)), /4000001 bytes/);
});

test('a hostile finding is refused at the first thing that is wrong with it', async (t) => {
  t.regex(await refusalOf(t, changed({ more: 1 })), /more/);
  t.regex(await refusalOf(t, changed({ property: 'no-such-property' })), /property/);
  t.regex(await refusalOf(t, changed({ id: '../../../etc' })), /12 hex digits/);
  t.regex(await refusalOf(t, changed({ target: '\u001b[2J' })), /target: must be one printable/);
  t.regex(await refusalOf(t, changed({ digest: '' })), /digest/);
  t.regex(await refusalOf(t, withScenario({ nodes: 1000 })), /nodes/);
  t.regex(await refusalOf(t, withScenario({ seed: 1e300 })), /seed/);
  t.regex(await refusalOf(t, withScenario({ seed: 1.5 })), /seed/);
  t.regex(await refusalOf(t, withScenario({ extra: true })), /extra/);
  t.regex(await refusalOf(t, withScenario({ actions: [{ kind: 'elapse', ms: -1 }] })), /ms/);
  t.regex(await refusalOf(t, withScenario({ actions: [{ kind: 'elapse', ms: 1e9 }] })), /ms/);
  t.regex(await refusalOf(t, withScenario({ actions: [{ kind: 'crash', node: 10 }] })), /node/);
  t.regex(await refusalOf(t, withScenario({ actions: [{ kind: 'explode' }] })), /actions/);
  t.regex(await refusalOf(t, withScenario({ timing: null })), /timing/);
});

test('a draft that could not be finished leaves nothing behind', (t) => {
  const out = emptyFolder(t);
  writeFileSync(join(out, 'findings'), 'in the way');
  const store = new FindingsStore(out);
  const refusal = t.throws(() => store.save(FINDING, 'report\n', trace), { instanceOf: Refusal });
  t.regex(refusal?.message ?? '', /report\.txt cannot be written \(ENOTDIR\)/);
  t.deepEqual(readdirSync(out), ['findings']);
  t.false(existsSync(store.folderOf(FINDING)));
});
