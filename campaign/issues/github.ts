/** The issues of one repository, through GitHub's REST API: the few calls that filing needs. */
import { z } from 'zod';
import { issueLine } from '../../adapters/issue-line.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { printable } from '../../trace/printable.ts';

const issueSchema = z.object({
  number: z.int().min(1),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  body: z.string().nullish(),
  /** There for pull requests, which the API lists as issues. */
  pull_request: z.unknown().optional(),
});

/** What is known of an issue. */
export interface Issue {
  readonly number: number;
  readonly isOpen: boolean;
  /** Closed as "not planned" or as a duplicate: a person does not want to see it again. */
  readonly isDismissed: boolean;
  readonly body: string;
}

export interface Repository {
  /** Without a slash at the end, such as `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly name: string;
  readonly token: string;
}

const PER_PAGE = 100;
const MAX_PAGES = 20;
const PATIENCE_MS = 30_000;
const MAX_SHOWN = 200;

export class GitHubIssues {
  readonly #repository: Repository;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /**
   * All issues with a label, open and closed. They are listed, not searched for: the index of the
   * search is minutes late, and would let the same finding be filed twice.
   */
  async withLabel(label: string): Promise<readonly Issue[]> {
    const found: Issue[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const query = new URLSearchParams({
        labels: label,
        state: 'all',
        per_page: `${PER_PAGE}`,
        page: `${page}`,
      });
      const listed = parsed(z.array(issueSchema), await this.#ask('GET', `?${query.toString()}`));
      const issues = listed.filter(({ pull_request }) => pull_request === undefined);
      found.push(...issues.map(issueFrom));
      if (listed.length < PER_PAGE) return found;
    }
    throw new Refusal(`over ${MAX_PAGES * PER_PAGE} issues have the label ${label}: nothing filed`);
  }

  /** Returns its number. */
  async create(title: string, body: string, label: string): Promise<number> {
    const json = await this.#ask('POST', '', { title, body, labels: [label] });
    return parsed(issueSchema, json).number;
  }

  async setBody(number: number, body: string): Promise<void> {
    await this.#ask('PATCH', `/${number}`, { body });
  }

  /** With a comment and a label that say why. */
  async reopen(number: number, body: string, comment: string, label: string): Promise<void> {
    await this.#ask('PATCH', `/${number}`, { body, state: 'open', state_reason: 'reopened' });
    await this.#ask('POST', `/${number}/comments`, { body: comment });
    await this.#ask('POST', `/${number}/labels`, { labels: [label] });
  }

  async #ask(method: string, path: string, content?: object): Promise<unknown> {
    const { apiUrl, name, token } = this.#repository;
    const response = await fetch(`${apiUrl}/repos/${name}/issues${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'whitewater',
        'x-github-api-version': '2022-11-28',
      },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: unknown) => {
      throw new Refusal(`${method} ${shown(apiUrl)}: ${reasonOf(error)}`);
    });
    const text = await response.text();
    if (response.ok) return jsonOf(text);
    throw new Refusal(`${method} issues${path}: ${response.status} ${shown(messageIn(text))}`);
  }
}

function issueFrom({ number, state, state_reason, body }: z.infer<typeof issueSchema>): Issue {
  const isDismissed = state_reason === 'not_planned' || state_reason === 'duplicate';
  return { number, isOpen: state === 'open', isDismissed, body: body ?? '' };
}

function parsed<Read>(schema: z.ZodType<Read>, json: unknown): Read {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new Refusal(`the answer of the API is not what it should be: ${issueLine(read.error, '')}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('the answer of the API is not JSON');
  }
}

/** What the API says of an error, if it says anything. */
function messageIn(text: string): string {
  const said = z.object({ message: z.string() });
  try {
    return said.parse(JSON.parse(text)).message;
  } catch {
    return '';
  }
}

/** `fetch` hides the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  const { cause } = error;
  return shown(cause instanceof Error ? cause.message : error.message);
}

function shown(text: string): string {
  return printable(text.slice(0, MAX_SHOWN));
}
