/** A server on this machine that answers as GitHub does, with the issues of one repository. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoredIssue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  state_reason: string | null;
  labels: string[];
  comments: string[];
  /** Pull requests are listed as issues. */
  readonly pull_request?: object;
}

const TOKEN = 'secret-token';
const REPOSITORY = 'somebody/raft';

type Content = Partial<StoredIssue> & { readonly body?: string };

export class LoopbackGitHub {
  readonly issues: StoredIssue[] = [];
  /** Method and path of every request. */
  readonly asked: string[] = [];
  /** What is answered instead, if anything. */
  failure: { readonly status: number; readonly text: string } | null = null;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  add(issue: Partial<StoredIssue>): StoredIssue {
    const number = this.issues.length + 1;
    const rest = { state_reason: null, labels: ['fuzz-finding'], comments: [], ...issue };
    const added: StoredIssue = { title: '', body: '', state: 'open', ...rest, number };
    this.issues.push(added);
    return added;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    this.asked.push(`${method} ${url}`);
    let text = '';
    for await (const part of request) text += String(part);
    const send = (status: number, json: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof json === 'string' ? json : JSON.stringify(json));
    };
    if (this.failure !== null) return send(this.failure.status, this.failure.text);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      return send(401, { message: 'Bad credentials' });
    }
    const content = text === '' ? {} : (JSON.parse(text) as Content);
    const answer = this.#performed(method, new URL(url, 'http://127.0.0.1'), content);
    send(answer === null ? 404 : method === 'POST' ? 201 : 200, answer ?? { message: 'Not Found' });
  }

  #performed(method: string, { pathname, searchParams }: URL, content: Content): unknown {
    const start = `/repos/${REPOSITORY}/issues`;
    if (!pathname.startsWith(start)) return null;
    const [, digits, part] = pathname.slice(start.length).split('/');
    if (digits === undefined) {
      return method === 'POST' ? this.add(content) : this.#listed(searchParams);
    }
    const issue = this.issues.find(({ number }) => number === Number(digits));
    if (issue === undefined) return null;
    if (part === 'comments') issue.comments.push(content.body ?? '');
    else if (part === 'labels') issue.labels.push(...(content.labels ?? []));
    else if (method === 'PATCH') Object.assign(issue, content);
    return issue;
  }

  #listed(search: URLSearchParams): readonly StoredIssue[] {
    const size = Number(search.get('per_page'));
    const start = (Number(search.get('page')) - 1) * size;
    const label = search.get('labels') ?? '';
    const all = this.issues.filter(
      ({ labels, state }) =>
        labels.includes(label) && (search.get('state') === 'all' || state === 'open'),
    );
    return all.slice(start, start + size);
  }
}

/** What a job on GitHub has in its environment. */
export function environmentFor(apiUrl: string): Record<string, string> {
  return {
    GITHUB_API_URL: apiUrl,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_TOKEN: TOKEN,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_RUN_ID: '77',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  };
}
