// A step that never comes back, in a chunk of a fleet: the finding of `run`, and nobody hangs.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { liveSource } from '../campaign/threads/modules.ts';
import { commandLine, endOf } from './fleet.ts';
import { temporaryFolder, testWith } from './servers.ts';

/** Node 2 stands still in one of some hundred runs: with seed 4, not before the second chunk. */
const RARELY = 'if (Math.random() < 1 / 200) for (;;);';
/** So every run fails, with a property that is not sought: what is counted shows. */
const ALL_LEAD = ["role: 'follower', currentTerm: 0", "role: 'leader', currentTerm: 1"] as const;
const LIMIT = ['--step-limit', '1s'];

/** A target of a user, and the words that make a campaign of it. */
function campaignOf(t: ExecutionContext): { readonly file: string; readonly words: string[] } {
  const file = join(temporaryFolder(t), 'still.mjs');
  writeFileSync(file, liveSource('still', RARELY).replace(...ALL_LEAD));
  const words = [file, '--seed', '4', '--runs', '600', '--engine', 'timed', '--nodes', '3'];
  return { file, words: [...words, '--property', 'never-throws', ...LIMIT] };
}

/** What it has come to, without the time that it took. */
interface Told {
  readonly runs: number;
  readonly failedRuns: number;
  readonly outcome: object;
  readonly findings: readonly { readonly id: string }[];
}

const NO_TIME = { wallMs: 0, cpuMs: 0, shrinkingMs: 0, logs: '' };

/** What a command with `--json` says of its one target, and the findings that it has saved. */
async function toldBy(t: ExecutionContext, url: string, words: readonly string[]): Promise<Told> {
  const out = temporaryFolder(t);
  const { code, stdout, stderr } = await endOf(
    commandLine(t, url, [...words, ...LIMIT, '--out', out, '--json']),
  );
  t.is(code, 1, stderr);
  const [told] = (JSON.parse(stdout) as { readonly targets: readonly Told[] }).targets;
  if (told === undefined) throw new Error(`nothing is told: ${stdout}`);
  const saved = readdirSync(join(out, 'findings')).filter((name) =>
    name.startsWith('never-throws'),
  );
  t.deepEqual(
    saved,
    told.findings.map(({ id }) => `never-throws-${id}`),
  );
  return { ...told, ...NO_TIME, findings: told.findings.map(({ id }) => ({ id })) };
}

testWith('Redis', 'A step that stands still in a worker is the finding of run', async (t, at) => {
  const { file, words } = campaignOf(t);
  const bring = ['--target', file, ...LIMIT];
  const enqueued = await endOf(
    commandLine(t, at.url, ['fleet', 'enqueue', ...words, '--out', temporaryFolder(t)]),
  );
  t.is(enqueued.code, 0, enqueued.stderr);
  t.regex(enqueued.stdout, /next: \S.* fleet work --target \S+still\.mjs --step-limit 1s, on each/);
  const out = temporaryFolder(t);
  const work = ['fleet', 'work', '--until-done', '--workers', '1', '--out', out, ...bring];
  const { code, stderr } = await endOf(commandLine(t, at.url, work));
  t.is(code, 0, stderr);
  t.regex(stderr, /: complete\n/);
  const alone = await toldBy(t, '', ['run', ...words, '--no-regressions']);
  t.true(alone.runs > 200, `${alone.runs} runs: no chunk before it is compared`);
  t.is(alone.failedRuns, alone.runs, 'all runs fail, and not all are counted as failed');
  t.like(alone.outcome, { kind: 'crashed', stoodStill: true });
  t.deepEqual(await toldBy(t, at.url, ['fleet', 'collect', '--target', file]), alone);
});

testWith('Redis', 'A worker that is not brought the target says how to', async (t, at) => {
  const { file, words } = campaignOf(t);
  await endOf(commandLine(t, at.url, ['fleet', 'enqueue', ...words, '--out', temporaryFolder(t)]));
  const work = ['fleet', 'work', '--until-done', '--workers', '1', '--out', temporaryFolder(t)];
  const without = await endOf(commandLine(t, at.url, work));
  t.is(without.code, 2, without.stderr);
  const module = "the module \\S+still\\.mjs'?";
  const lacking = `the campaign is of ${module}: bring it by this path, with --target\n`;
  t.regex(without.stderr, new RegExp(`is refused: ${lacking}`));
  const other = await endOf(commandLine(t, at.url, [...work, '--target', file]));
  t.is(other.code, 2, other.stderr);
  t.regex(
    other.stderr,
    /is refused: its arguments mean another .+: its targets need the same --step-limit, too\n/,
  );
});
