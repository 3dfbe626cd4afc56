/** Which issue is made, updated or opened again for which finding: decided before any is. */
import { createHash } from 'node:crypto';
import type { Finding } from '../../search/finding.ts';
import { signatureOf } from '../../search/identity.ts';
import type { Issue } from './github.ts';

/** One finding of each story. */
export interface Story {
  /**
   * The signature of its findings and eight digits for the target: the same story of two
   * implementations is two bugs.
   */
  readonly key: string;
  readonly finding: Finding;
}

export type IssueAction =
  | { readonly kind: 'create'; readonly story: Story }
  | { readonly kind: 'update'; readonly story: Story; readonly issue: Issue }
  /** It was closed as done, and is seen again. */
  | { readonly kind: 'reopen'; readonly story: Story; readonly issue: Issue }
  /** It was closed as not planned, and stays closed; its table goes on. */
  | { readonly kind: 'dismissed'; readonly story: Story; readonly issue: Issue }
  /** As many as allowed are made or opened again already. */
  | { readonly kind: 'postponed'; readonly story: Story };

/**
 * Findings by their story, the smallest of each first. What the file says of its signature is not
 * trusted: it is computed.
 */
export function storiesOf(findings: readonly Finding[]): readonly Story[] {
  const stories = new Map<string, Story>();
  for (const finding of [...findings].sort(bySize)) {
    const key = keyOf(finding);
    if (!stories.has(key)) stories.set(key, { key, finding });
  }
  return [...stories.values()];
}

/** `markerIn` reads from the body of an issue which story it is about. */
export function planIssues(
  stories: readonly Story[],
  issues: readonly Issue[],
  markerIn: (body: string) => string | null,
  max: number,
): readonly IssueAction[] {
  const known = new Map<string, Issue>();
  for (const issue of [...issues].sort(byWorth)) {
    const marker = markerIn(issue.body);
    if (marker !== null) known.set(marker, issue);
  }
  let loud = 0;
  return stories.map((story): IssueAction => {
    const issue = known.get(story.key);
    if (issue?.isOpen === true) return { kind: 'update', story, issue };
    if (issue?.isDismissed === true) return { kind: 'dismissed', story, issue };
    loud += 1;
    if (loud > max) return { kind: 'postponed', story };
    return issue === undefined ? { kind: 'create', story } : { kind: 'reopen', story, issue };
  });
}

function keyOf({ target, property, witness }: Finding): string {
  const digits = createHash('sha256').update(target).digest('hex').slice(0, 8);
  return `${signatureOf(property, witness)}-${digits}`;
}

function bySize(one: Finding, other: Finding): number {
  const events = one.shrinking.shrunk.events - other.shrinking.shrunk.events;
  if (events !== 0) return events;
  return `${one.id} ${one.target}` < `${other.id} ${other.target}` ? -1 : 1;
}

/** Of two issues about one story the open one counts, then the newer: it comes last. */
function byWorth(one: Issue, other: Issue): number {
  if (one.isOpen !== other.isOpen) return one.isOpen ? 1 : -1;
  return one.number - other.number;
}
