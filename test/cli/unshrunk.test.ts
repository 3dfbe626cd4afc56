// A campaign that is killed: what it had found is listed, replayed, played and shrunk later.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { emptyFolder, killedWhen, whitewater } from './whitewater.ts';

const HUNT = ['run', 'tutorial', '--seed', '3', '--property', 'election-safety', '--no-progress'];
const LONG = ['--keep-going', '--budget', '10m', '--workers', '1'];

interface Listed {
  readonly findings: readonly { readonly id: string; readonly status: string }[];
  readonly unshrunk: readonly { readonly id: string; readonly target: string }[];
}

/** As soon as the first failing run is written down. */
async function killedHunt(t: ExecutionContext, more: readonly string[] = []): Promise<string> {
  const folder = emptyFolder(t);
  const unshrunk = join(folder, '.whitewater/unshrunk');
  const ended = await killedWhen(folder, [...HUNT, ...LONG, ...more], () => {
    return existsSync(unshrunk) && readdirSync(unshrunk).some((name) => name.endsWith('.json'));
  });
  t.is(ended.signal, 'SIGKILL', `it ended by itself: ${ended.stderr}`);
  t.is(ended.stdout, '', 'it had the time to say what it found');
  return folder;
}

async function listIn(folder: string): Promise<Listed> {
  const { stdout } = await whitewater(folder, ['findings', 'list', '--json']);
  return JSON.parse(stdout) as Listed;
}

test('a campaign that is killed in its first seconds loses nothing that it found', async (t) => {
  const folder = await killedHunt(t);
  const { findings, unshrunk } = await listIn(folder);
  t.deepEqual(findings, []);
  const [{ id } = { id: '' }] = unshrunk;
  const shown = await whitewater(folder, ['findings', 'show', id]);
  t.regex(shown.stdout, /unshrunk +[0-9a-f]{12} +tutorial +election-safety: met in timed run/);
  const resolved = await whitewater(folder, ['findings', 'resolve', id]);
  t.is(resolved.code, 2, 'there is no story to resolve yet');
  const replayed = await whitewater(folder, ['replay', id, '--json']);
  t.is(replayed.code, 0, replayed.stderr);
  t.like(JSON.parse(replayed.stdout), { property: 'election-safety', same: true });
  const next = await whitewater(folder, ['run', 'raft', '--runs', '1', '--seed', '1']);
  t.regex(
    next.stderr,
    new RegExp(`^1 finding of an earlier run is not shrunk: .+ shrink ${id}$`, 'm'),
  );
});

test('shrinking it makes it a finding with a story, and it is listed once', async (t) => {
  const folder = await killedHunt(t);
  const [{ id } = { id: '' }, ...others] = (await listIn(folder)).unshrunk;
  const shrunk = await whitewater(folder, ['shrink', id, '--json']);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.like(JSON.parse(shrunk.stdout), { change: 'smaller', property: 'election-safety' });
  const list = await listIn(folder);
  t.is(list.findings[0]?.status, 'new');
  t.is(list.unshrunk.length, others.length, 'it is still listed as a run to shrink');
  const noted = await whitewater(folder, ['replay', id]);
  t.is(noted.code, 2);
  t.regex(
    noted.stderr,
    new RegExp(`: it was shrunk, and is finding ${list.findings[0]?.id} now$`, 'm'),
  );
});

test('the log of a failed run is replayed and shrunk as a finding is', async (t) => {
  const folder = emptyFolder(t);
  const hunt = await whitewater(folder, [...HUNT, '--runs', '50', '--shrink-budget', '1x']);
  t.is(hunt.code, 0, hunt.stderr);
  const logs = join(folder, '.whitewater/runs/0x00000003/tutorial');
  const log = join(logs, readdirSync(logs).find((name) => name.startsWith('failed-1-')) ?? '');
  const replayed = await whitewater(folder, ['replay', log, '--json']);
  t.is(replayed.code, 0, replayed.stderr);
  t.like(JSON.parse(replayed.stdout), { same: true });
  const shrunk = await whitewater(folder, ['shrink', log, '--json', '--out', 'elsewhere']);
  t.is(shrunk.code, 0, shrunk.stderr);
  t.like(JSON.parse(shrunk.stdout), { change: 'smaller' });
  const shown = await whitewater(folder, ['findings', 'show', log]);
  t.is(shown.code, 0, shown.stderr);
  t.regex(shown.stdout, /^ ✖ [a-z-]+ {2}.+\n {3}tutorial {2}finding [0-9a-f]{12}/m);
});
