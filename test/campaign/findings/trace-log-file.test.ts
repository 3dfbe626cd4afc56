import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { logBeside, readTraceLog, readTraceOf } from '../../../campaign/findings/trace-log-file.ts';
import { traceLog } from '../../../campaign/findings/trace-log.ts';
import type { SavedRun } from '../../../search/finding.ts';
import { recordRun } from '../../../search/running/record.ts';
import type { PureTarget } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';
import { plainEvent, plainView } from '../../../trace/plain-event.ts';
import type { Trace } from '../../../trace/trace.ts';
import { decidedReport } from '../../reports/decided.ts';
import { SENT_BEFORE_WRITTEN, VOTE_CLEARED } from '../../reports/decided-stories.ts';
import { scenarios } from '../../search/running/scenarios.ts';

const { finding: FINDING, trace: TRACE } = decidedReport(SENT_BEFORE_WRITTEN);
const LOG = traceLog(FINDING.target, FINDING.run, TRACE);

function emptyFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function fileOf(t: ExecutionContext, text: string): string {
  const file = join(emptyFolder(t), 'trace.ndjson');
  writeFileSync(file, text);
  return file;
}

/** The line that a log of this text is refused with, as the log of `FINDING`. */
async function refusalOf(t: ExecutionContext, text: string): Promise<string> {
  const file = fileOf(t, text);
  const refusal = await t.throwsAsync(readTraceOf(FINDING, file), { instanceOf: Refusal }, text);
  const line = (refusal?.message ?? '').replace(file, '<file>');
  t.notRegex(line, /\n/, 'a refusal is one line');
  return line;
}

/** The log with one of its lines changed; the first is number 0. */
function withLine(number: number, change: (json: Record<string, unknown>) => object): string {
  const lines = LOG.split('\n');
  const json = JSON.parse(lines[number] ?? '') as Record<string, unknown>;
  lines[number] = JSON.stringify(change(json));
  return lines.join('\n');
}

function plain(trace: Trace): readonly object[] {
  return trace.map(({ event, before, after, ...line }) => {
    return {
      ...line,
      event: plainEvent(event),
      before: plainView(before),
      after: plainView(after),
    };
  });
}

const throwing: PureTarget = {
  ...(raft as PureTarget),
  step: (state, input, nowMs) => {
    if (input.kind === 'received') throw new Error('no answer');
    return (raft as PureTarget).step(state, input, nowMs);
  },
};

test('what is logged is read again as it was, whatever happened', async (t) => {
  const kinds = new Set<string>();
  for (const [index, scenario] of scenarios(12).entries()) {
    const run: SavedRun = { kind: 'scenario', ...scenario };
    const target = index === 0 ? throwing : (raft as PureTarget);
    const { trace, digest } = recordRun(target, run, null);
    const read = await readTraceLog(fileOf(t, traceLog('raft', run, trace)));
    t.deepEqual([read.target, read.run, read.digest], ['raft', run, digest]);
    const expected = plain(trace);
    const differs = expected.findIndex((line, at) => !isDeepStrictEqual(line, read.trace[at]));
    t.deepEqual(read.trace[differs], expected[differs]);
    t.is(read.trace.length, trace.length);
    for (const { event } of trace) kinds.add(event.kind);
  }
  for (const kind of ['sent', 'received', 'crashed', 'booted', 'lost', 'duplicated', 'threw']) {
    t.true(kinds.has(kind), `no run has an event of kind ${kind}: this test proves less`);
  }
  t.true(kinds.size > 15, `only ${[...kinds].join(', ')} were logged`);
});

test('a view that did not change is the very one that was there before', async (t) => {
  const read = await readTraceLog(fileOf(t, LOG));
  const same = TRACE.map(({ before, after }) => before === after);
  t.deepEqual(
    read.trace.map(({ before, after }) => before === after),
    same,
  );
  t.true(same.includes(true) && same.includes(false));
});

test('logs of older versions, whose meanings have the fields of messages, are read too', async (t) => {
  const older = LOG.replaceAll('"meaning":{', '"meaning":{"candidateId":1,');
  t.not(older, LOG);
  t.deepEqual(
    await readTraceOf(FINDING, fileOf(t, older)),
    await readTraceOf(FINDING, fileOf(t, LOG)),
  );
});

test('the log of another run is refused', async (t) => {
  const other = decidedReport(VOTE_CLEARED);
  const { target, run } = other.finding;
  const line = await refusalOf(t, traceLog(target, run, other.trace));
  t.is(line, `<file>: it is not the trace of finding ${FINDING.id}`);
});

test('a log that is cut anywhere is refused', async (t) => {
  for (const length of [0, 1, 40, LOG.length - 1]) {
    const line = await refusalOf(t, LOG.slice(0, length));
    t.is(line, '<file>: it is no log of a run, or only the first part of one');
  }
  const whole = LOG.split('\n').slice(0, -2);
  t.regex(await refusalOf(t, `${whole.join('\n')}\n`), /it is not the trace of finding/);
});

test('a line that is none is refused by its number', async (t) => {
  const cases: readonly (readonly [text: string, line: RegExp])[] = [
    [LOG.replace('{"step":3', '{"step":'), /^<file>:4: it is not JSON$/],
    [withLine(3, (line) => ({ ...line, step: 9 })), /^<file>: event 3 is numbered 9$/],
    [withLine(3, (line) => ({ ...line, more: 1 })), /^<file>:4: event: Unrecognized key/],
    [
      withLine(1, ({ event, ...line }) => ({ ...line, event: { ...(event as object), node: 9 } })),
      /^<file>:2: event.event.node: /,
    ],
    [
      withLine(1, (line) => ({ ...line, event: { kind: 'flew' } })),
      /^<file>:2: event.event(.kind)?: .*is of no known kind/,
    ],
    [withLine(0, (head) => ({ ...head, kind: 'walk' })), /^<file>:1: it is no log of a run$/],
    [withLine(0, (head) => ({ ...head, run: { kind: 'walk' } })), /^<file>:1: run.kind: must be/],
    [
      withLine(0, (head) => ({ ...head, target: 'a\u001b[2J' })),
      /^<file>:1: target: must be one printable line/,
    ],
  ];
  for (const [text, line] of cases) t.regex(await refusalOf(t, text), line);
});

test('a log is looked for beside its finding, by the file or the folder of that', (t) => {
  const folder = emptyFolder(t);
  t.is(logBeside(folder), null);
  writeFileSync(join(folder, 'trace.ndjson'), LOG);
  t.is(logBeside(folder), join(folder, 'trace.ndjson'));
  t.is(logBeside(join(folder, 'finding.json')), join(folder, 'trace.ndjson'));
  t.is(logBeside(join(folder, 'pinned.json')), null, 'a pinned finding is alone in its folder');
  t.true(existsSync(join(folder, 'trace.ndjson')));
});
