/** `findings file-issues`: one issue for each story, made, updated or opened again. */
import { GitHubIssues } from '../campaign/issues/github.ts';
import { planIssues, storiesOf, type IssueAction } from '../campaign/issues/plan.ts';
import { savedFindings } from '../campaign/issues/saved-findings.ts';
import {
  issueBody,
  issueTitle,
  regressedComment,
  storyIn,
  withSighting,
  type Sighting,
} from '../reports/markdown/issue.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { repositoryFrom, sightingFrom } from './github-environment.ts';
import { parseCount } from './quantity.ts';
import { print, printJson, styleOf, warn, type OutputArguments } from './terminal.ts';

/** The options of `findings file-issues`, as typed. */
export interface FileIssuesOptions extends OutputArguments {
  readonly out: string;
  readonly max: string;
  readonly seed?: string;
  readonly dryRun?: boolean;
}

/** Only issues with this label are looked at: people without rights cannot give it. */
const LABEL = 'fuzz-finding';
const REGRESSED = 'regressed';

export async function fileIssuesCommand(options: FileIssuesOptions): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const max = parseCount('--max', options.max);
  const { findings, unreadable } = await savedFindings(options.out);
  for (const line of unreadable) warn(`not filed: ${line}`);
  const stories = storiesOf(findings);
  const filed = stories.length === 0 ? [] : await fileAll(options, max, stories);
  if (options.json === true) {
    printJson({ command: 'findings', action: 'file-issues', filed: filed.map(jsonOf), unreadable });
  } else {
    for (const one of filed) print(`   ${textOf(one)}\n`);
    const title = filed.length === 0 ? '✔ no findings, no issues' : `✔ ${countText(filed.length)}`;
    print(` ${style.paint('held', title)}\n`);
  }
  return unreadable.length === 0 ? ExitCode.expected : ExitCode.usage;
}

/** An action, and the number of its issue; null if there is none yet. */
interface Filed {
  readonly action: IssueAction;
  /** False in a dry run, and without a token. */
  readonly isDone: boolean;
  readonly number: number | null;
}

async function fileAll(
  { seed, dryRun }: FileIssuesOptions,
  max: number,
  stories: ReturnType<typeof storiesOf>,
): Promise<readonly Filed[]> {
  const isBlind = dryRun === true && (process.env['GITHUB_TOKEN'] ?? '') === '';
  const issues = isBlind ? null : new GitHubIssues(repositoryFrom(process.env));
  if (issues === null) warn('GITHUB_TOKEN is not set: no issue is looked up');
  const sightingOf = sightingFrom(process.env, new Date(), seed ?? null);
  const known = (await issues?.withLabel(LABEL)) ?? [];
  const plan = planIssues(stories, known, storyIn, max);
  const filed: Filed[] = [];
  for (const action of plan) {
    const sighting = sightingOf(action.story.finding.id);
    const isDone = dryRun !== true && issues !== null;
    const made = isDone ? await perform(action, sighting, issues) : null;
    filed.push({ action, isDone, number: 'issue' in action ? action.issue.number : made });
  }
  return filed;
}

/** Returns the number of an issue that was made. */
async function perform(
  action: IssueAction,
  sighting: Sighting,
  issues: GitHubIssues,
): Promise<number | null> {
  const { finding, key } = action.story;
  switch (action.kind) {
    case 'create':
      return issues.create(issueTitle(finding), issueBody(finding, key, sighting), LABEL);
    case 'update':
    case 'dismissed':
      await issues.setBody(action.issue.number, withSighting(action.issue.body, sighting));
      return null;
    case 'reopen': {
      const body = withSighting(action.issue.body, sighting);
      await issues.reopen(action.issue.number, body, regressedComment(sighting), REGRESSED);
      return null;
    }
    case 'postponed':
      return null;
  }
}

const VERBS = {
  create: 'created',
  update: 'updated',
  reopen: 'opened again',
  dismissed: 'left closed',
  postponed: 'postponed: --max is reached',
} as const satisfies Readonly<Record<IssueAction['kind'], string>>;

function textOf({ action, isDone, number }: Filed): string {
  const { finding, key } = action.story;
  const issue = number === null ? '' : ` #${number}`;
  const verb = isDone ? VERBS[action.kind] : `would be ${VERBS[action.kind]}`;
  return `${verb}${issue}  ${finding.target} ${finding.property}  sig:${key}`;
}

function jsonOf({ action, number }: Filed): object {
  const { finding, key } = action.story;
  const { id, target, property } = finding;
  return { kind: action.kind, issue: number, story: key, id, target, property };
}

function countText(count: number): string {
  return count === 1 ? 'one story' : `${count} stories`;
}
