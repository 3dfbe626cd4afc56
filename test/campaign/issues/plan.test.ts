import { join } from 'node:path';
import test from 'ava';
import { readFinding } from '../../../campaign/findings/finding-file.ts';
import { pinnedFiles } from '../../../campaign/findings/regressions.ts';
import { GitHubIssues, type Issue } from '../../../campaign/issues/github.ts';
import { planIssues, storiesOf } from '../../../campaign/issues/plan.ts';
import { root } from '../../house/checkout.ts';
import { environmentFor, LoopbackGitHub } from './loopback-github.ts';

const FINDINGS = await Promise.all(
  pinnedFiles(join(root, 'corpus/regressions')).map((file) => readFinding(file)),
);

/** In these tests the body of an issue is the key of its story. */
const markerIn = (body: string): string => body;

function issueOf(number: number, body: string, more: Partial<Issue> = {}): Issue {
  return { number, body, isOpen: true, isDismissed: false, ...more };
}

test('Findings of one story and target become one, the smallest, in whatever order they come', (t) => {
  const [finding] = FINDINGS;
  if (finding === undefined) return t.fail('no pinned findings');
  const { shrunk } = finding.shrinking;
  const shrinking = { ...finding.shrinking, shrunk: { ...shrunk, events: shrunk.events + 1 } };
  const longer = { ...finding, id: '000000000000', shrinking, signature: 'whatever it says' };
  const elsewhere = { ...finding, target: 'another' };
  const stories = storiesOf([longer, finding, elsewhere]);
  t.deepEqual(stories, storiesOf([elsewhere, finding, longer]));
  t.is(stories.length, 2, 'the same story of another target is another bug');
  t.false(stories.some(({ finding: { id } }) => id === longer.id));
  t.is(new Set(stories.map(({ key }) => key)).size, 2);
});

test('Open issues are updated, closed ones opened again, dismissed ones left, and the rest made', (t) => {
  const stories = storiesOf(FINDINGS).slice(0, 4);
  const [open = '', closed = '', dismissed = ''] = stories.map(({ key }) => key);
  const issues = [
    issueOf(1, open),
    issueOf(2, closed, { isOpen: false }),
    issueOf(3, dismissed, { isOpen: false, isDismissed: true }),
    issueOf(4, 'of something else'),
  ];
  const plan = planIssues(stories, issues, markerIn, 5);
  t.deepEqual(
    plan.map(({ kind }) => kind),
    ['update', 'reopen', 'dismissed', 'create'],
  );
});

test('Of several issues about one story the open one counts, and then the newest', (t) => {
  const stories = storiesOf(FINDINGS).slice(0, 1);
  const [{ key } = { key: '' }] = stories;
  const numberOf = (issues: readonly Issue[]): number | null => {
    const [action] = planIssues(stories, issues, markerIn, 1);
    return action !== undefined && 'issue' in action ? action.issue.number : null;
  };
  const [older, newer] = [issueOf(1, key), issueOf(2, key, { isOpen: false })];
  t.is(numberOf([older, newer]), 1);
  t.is(numberOf([newer, older]), 1);
  t.is(numberOf([issueOf(1, key), issueOf(2, key)]), 2);
});

test('The cap counts what makes a noise: new issues and those opened again', (t) => {
  const stories = storiesOf(FINDINGS).slice(0, 4);
  const [open = '', closed = ''] = stories.map(({ key }) => key);
  const issues = [issueOf(1, open), issueOf(2, closed, { isOpen: false })];
  const plan = planIssues(stories, issues, markerIn, 1);
  t.deepEqual(
    plan.map(({ kind }) => kind),
    ['update', 'reopen', 'postponed', 'postponed'],
  );
});

test('All pages of issues are read, without pull requests', async (t) => {
  const github = new LoopbackGitHub();
  t.teardown(() => github.close());
  const { GITHUB_TOKEN: token = '', GITHUB_REPOSITORY: name = '' } = environmentFor('');
  for (let count = 0; count < 150; count += 1) github.add({});
  github.add({ pull_request: {} });
  github.add({ labels: ['other'] });
  const issues = new GitHubIssues({ apiUrl: await github.open(), name, token });
  t.is((await issues.withLabel('fuzz-finding')).length, 150);
  t.is(github.asked.length, 2);
});
