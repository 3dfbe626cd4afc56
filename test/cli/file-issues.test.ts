// Issues for findings, in a repository on this machine.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { pinnedFiles } from '../../campaign/findings/regressions.ts';
import { root } from '../house/checkout.ts';
import { environmentFor, LoopbackGitHub } from '../campaign/issues/loopback-github.ts';
import { emptyFolder, whitewater, type Ended } from './whitewater.ts';

const PINNED = pinnedFiles(join(root, 'corpus/regressions'));

/** A folder as a campaign leaves it, with so many findings. */
function folderWith(t: ExecutionContext, count: number): string {
  const folder = emptyFolder(t);
  for (const [index, file] of PINNED.slice(0, count).entries()) {
    mkdirSync(join(folder, 'report/findings', `finding-${index}`), { recursive: true });
    cpSync(file, join(folder, 'report/findings', `finding-${index}`, 'finding.json'));
  }
  return folder;
}

async function githubFor(t: ExecutionContext): Promise<LoopbackGitHub> {
  const github = new LoopbackGitHub();
  Object.assign(process.env, environmentFor(await github.open()));
  t.teardown(() => github.close());
  return github;
}

function file(folder: string, ...more: readonly string[]): Promise<Ended> {
  return whitewater(folder, ['findings', 'file-issues', '--out', 'report', ...more]);
}

test.serial(
  'A story is filed once, updated by the next run, and opened again after it was closed',
  async (t) => {
    const github = await githubFor(t);
    const folder = folderWith(t, 1);
    const first = await file(folder, '--seed', '0x2a');
    t.is(first.code, 0, first.stderr);
    t.regex(first.stdout, /created #1 {2}/);
    t.is(github.issues.length, 1);
    const [issue] = github.issues;
    t.deepEqual(issue?.labels, ['fuzz-finding']);
    t.regex(
      issue?.body ?? '',
      /Seen in one run:[^]*\[run\]\(https:.*\/somebody\/raft\/actions\/runs\/77\)/,
    );

    await file(folder, '--seed', '0x2a');
    t.is(github.issues.length, 1, 'the same run filed it twice');
    t.regex(issue?.body ?? '', /Seen in one run:/, 'the same run is counted twice');

    Object.assign(process.env, { GITHUB_RUN_ID: '78' });
    const second = await file(folder);
    t.regex(second.stdout, /updated #1 {2}/);
    t.is(github.issues.length, 1, 'one issue per night');
    t.deepEqual(issue?.comments, [], 'an update must not send mail every night');
    t.regex(issue?.body ?? '', /Seen in 2 runs:/);

    Object.assign(issue ?? {}, { state: 'closed', state_reason: 'completed' });
    Object.assign(process.env, { GITHUB_RUN_ID: '79' });
    const third = await file(folder);
    t.regex(third.stdout, /opened again #1 {2}/);
    t.like(issue, { state: 'open', labels: ['fuzz-finding', 'regressed'] });
    t.regex(issue?.comments.join() ?? '', /^Regressed: seen again at commit `0123456789ab` /);
  },
);

test.serial('At most so many issues are made as --max says, and none in a dry run', async (t) => {
  const github = await githubFor(t);
  const folder = folderWith(t, 4);
  const dry = await file(folder, '--dry-run', '--json');
  t.is(dry.code, 0, dry.stderr);
  t.is(github.issues.length, 0);
  t.true(
    github.asked.every((request) => request.startsWith('GET ')),
    github.asked.join(),
  );
  const { filed } = JSON.parse(dry.stdout) as { filed: readonly { readonly kind: string }[] };
  const creatable = filed.filter(({ kind }) => kind === 'create').length;
  t.true(creatable >= 2, 'these findings tell one story: choose others');
  const capped = await file(folder, '--max', '1');
  t.is(github.issues.length, 1);
  t.regex(capped.stdout, /postponed: --max is reached/);
  await file(folder);
  t.is(github.issues.length, creatable, 'the next run files the rest');
});

test.serial('A finding that was edited is not filed, and the others are', async (t) => {
  const github = await githubFor(t);
  const folder = folderWith(t, 2);
  const place = join(folder, 'report/findings/finding-0/finding.json');
  const json = JSON.parse(readFileSync(place, 'utf8')) as object;
  writeFileSync(place, JSON.stringify({ ...json, target: '@everyone' }));
  const { code, stderr } = await file(folder);
  t.is(code, 2);
  t.regex(stderr, /^not filed: report\/findings\/finding-0\/finding\.json: [^\n]+ edited\n$/);
  t.is(github.issues.length, 1);
});

test.serial(
  'Whatever is wrong with GitHub or the environment is one line, without the token',
  async (t) => {
    const github = await githubFor(t);
    const folder = folderWith(t, 1);
    const refused = async (message: RegExp, environment: Record<string, string> = {}) => {
      const kept = { ...process.env };
      Object.assign(process.env, environment);
      const { code, stdout, stderr } = await file(folder);
      Object.assign(process.env, kept);
      t.is(code, 2, stderr);
      t.is(stdout, '');
      t.regex(stderr, /^error: [^\n]+\n$/);
      t.regex(stderr, message);
      t.notRegex(stderr, /secret-token/);
    };
    await refused(/GITHUB_TOKEN is not set/, { GITHUB_TOKEN: '' });
    await refused(/401 Bad credentials/, { GITHUB_TOKEN: 'wrong' });
    await refused(/GITHUB_API_URL must be an https: URL/, { GITHUB_API_URL: 'http://example.org' });
    github.failure = { status: 403, text: '{"message":"limit\\u001b[31m"}' };
    await refused(/403 limit\?\[31m/);
    github.failure = { status: 200, text: '[{"number":"one"}]' };
    await refused(/is not what it should be: \[0\]\.number/);
    t.is(github.issues.length, 0);
  },
);

test.serial('Without findings, and in a dry run without a token, nobody is asked', async (t) => {
  const github = await githubFor(t);
  Object.assign(process.env, { GITHUB_TOKEN: '' });
  const { code, stdout } = await file(emptyFolder(t));
  t.is(code, 0);
  t.regex(stdout, /no findings, no issues/);
  const dry = await file(folderWith(t, 1), '--dry-run');
  t.is(dry.code, 0);
  t.regex(dry.stderr, /^GITHUB_TOKEN is not set: no issue is looked up\n$/);
  t.regex(dry.stdout, /would be created {2}/);
  t.deepEqual(github.asked, []);
});
