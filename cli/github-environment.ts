/** What the environment of a job on GitHub says, checked: names of variables are GitHub's own. */
import type { Repository } from '../campaign/issues/github.ts';
import { Refusal } from '../adapters/refusal.ts';
import type { Sighting } from '../reports/markdown/issue.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a {@link Refusal} that names the variable which is missing or wrong. */
export function repositoryFrom(environment: Environment): Repository {
  const token = environment['GITHUB_TOKEN'] ?? environment['GH_TOKEN'] ?? '';
  if (!/^[!-~]+$/.test(token)) {
    throw new Refusal('GITHUB_TOKEN is not set: it needs the permission issues: write');
  }
  const name = environment['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(name)) {
    throw new Refusal('GITHUB_REPOSITORY must be owner/name');
  }
  return { apiUrl: apiUrlFrom(environment['GITHUB_API_URL']), name, token };
}

/** The token goes there: never without encryption, except to this very machine. */
function apiUrlFrom(text = 'https://api.github.com'): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url?.hostname ?? '');
  if (url === null || (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))) {
    throw new Refusal('GITHUB_API_URL must be an https: URL');
  }
  return text.replace(/\/+$/, '');
}

/** Sightings of one run: what is not known of it, or not what it should be, is left out. */
export function sightingFrom(
  environment: Environment,
  now: Date,
  seed: string | null,
): (findingId: string) => Sighting {
  const commit = /^[0-9a-f]{7,64}$/.exec(environment['GITHUB_SHA'] ?? '')?.[0] ?? null;
  const known = seed === null ? null : (/^(0x[0-9a-f]+|\d+)$/i.exec(seed)?.[0] ?? null);
  const runUrl = runUrlFrom(environment);
  const date = now.toISOString().slice(0, 10);
  return (findingId) => ({ date, commit, seed: known, findingId, runUrl });
}

function runUrlFrom(environment: Environment): string | null {
  const server = /^https:\/\/[\w.-]+$/.exec(environment['GITHUB_SERVER_URL'] ?? '')?.[0];
  const name = /^[\w.-]+\/[\w.-]+$/.exec(environment['GITHUB_REPOSITORY'] ?? '')?.[0];
  const run = /^\d+$/.exec(environment['GITHUB_RUN_ID'] ?? '')?.[0];
  if (server === undefined || name === undefined || run === undefined) return null;
  return `${server}/${name}/actions/runs/${run}`;
}
