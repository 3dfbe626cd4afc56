// A disk that fills up at any byte: each file is there whole or not at all, and nothing is blamed.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Refusal } from '../../../adapters/refusal.ts';
import { FailedRuns } from '../../../campaign/findings/failed-runs.ts';
import { FindingsStore } from '../../../campaign/findings/findings-store.ts';
import { readSaved } from '../../../campaign/findings/finding-file.ts';
import { Statuses } from '../../../campaign/findings/statuses.ts';
import { readTraceLog } from '../../../campaign/findings/trace-log-file.ts';
import { UnshrunkFindings } from '../../../campaign/findings/unshrunk.ts';
import { decidedReport } from '../../reports/decided.ts';
import { VOTE_CLEARED } from '../../reports/decided-stories.ts';

const { finding: FINDING, trace: TRACE } = decidedReport(VOTE_CLEARED);
const { target, property, run } = FINDING;
const FAILURE = { property, foundBy: 'timed', number: 1, run, signature: null } as const;
const write = fs.writeFileSync;

/** Sizes of the disk, from nothing to a little more than enough. */
const STEPS = 24;

function emptyFolder(t: ExecutionContext): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'whitewater-'));
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes what still fits, as a disk does, and then refuses. Returns whether it has refused. */
function onDiskOf(bytes: number, work: () => void): boolean {
  let left = bytes;
  let isFull = false;
  fs.writeFileSync = ((file: string, text: string | Uint8Array) => {
    const content = Buffer.from(text as string);
    write(file, content.subarray(0, left));
    isFull ||= content.length > left;
    left = Math.max(0, left - content.length);
    if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  }) as typeof fs.writeFileSync;
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    fs.writeFileSync = write;
    syncBuiltinESMExports();
  }
  return isFull;
}

/** All that a hunt keeps of what it found. Returns what was refused, one line each. */
function kept(out: string, statuses: Statuses): readonly string[] {
  const logs = new FailedRuns(out, '0x1', target);
  const unshrunk = new UnshrunkFindings(out);
  const saves = [
    () => void unshrunk.keep({ target, setting: '--seed 1', failure: FAILURE }),
    () => logs.keep(run, TRACE),
    () => new FindingsStore(out).save(FINDING, 'report\n', TRACE),
    () => void statuses.seen(FINDING, new Date(0)),
    () => unshrunk.drop({ target, failure: FAILURE }, FINDING.id),
  ];
  const refused = saves.flatMap((save) => {
    try {
      save();
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [error.message];
    }
  });
  return logs.lost === null ? refused : [...refused, logs.lost];
}

function filesIn(folder: string): readonly string[] {
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

/** Throws if it is not what was written. */
async function readAll(out: string): Promise<void> {
  for (const file of filesIn(out)) {
    if (file.endsWith('.draft')) throw new Error(`${file} is half a file, and is left behind`);
    if (file.endsWith('finding.json')) await readSaved(file);
    if (/[/]unshrunk[/](?!became)/.test(file)) await readSaved(file);
    if (file.endsWith('.ndjson')) await readTraceLog(file);
    if (file.endsWith('statuses.json')) {
      await Statuses.in(out, (line) => {
        throw new Error(line);
      });
    }
  }
}

test.serial('what a full disk refuses is one line each, and all else is whole', async (t) => {
  const whole = emptyFolder(t);
  t.deepEqual(kept(whole, await Statuses.in(whole, t.fail)), []);
  const most = filesIn(whole).reduce((sum, file) => sum + fs.statSync(file).size, 0);
  let refusals = 0;
  for (let step = 0; step <= STEPS; step += 1) {
    const bytes = Math.round((most * step) / (STEPS - 1));
    const out = emptyFolder(t);
    const statuses = await Statuses.in(out, t.fail);
    let lines: readonly string[] = [];
    const isFull = onDiskOf(bytes, () => (lines = kept(out, statuses)));
    for (const line of lines) t.regex(line, /^[^\n]+ cannot be written \(ENOSPC\)$/);
    t.true(isFull || lines.length === 0, 'it complains of a disk that has room');
    refusals += lines.length;
    await readAll(out);
  }
  t.true(refusals > STEPS, 'the disk was hardly ever full');
});

test.serial('a finding that a full disk refused can be saved once there is room', async (t) => {
  const out = emptyFolder(t);
  const store = new FindingsStore(out);
  const save = (): void => store.save(FINDING, 'report\n', TRACE);
  const log = JSON.stringify(FINDING).length;
  t.true(onDiskOf(log, () => t.throws(save, { instanceOf: Refusal, message: /ENOSPC/ })));
  t.true(store.placeOf(FINDING).isNew, 'half a finding is no finding');
  save();
  t.false(store.placeOf(FINDING).isNew);
  t.like(await readSaved(store.locate(FINDING.id)), { kind: 'finding' });
});
