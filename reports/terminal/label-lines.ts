/** What a finding means to the author of the target, where it is not simply a bug. */
import type { Label } from '../../search/label.ts';
import type { FindingReport } from './finding-report.ts';
import { paragraph, span, type Line } from './page.ts';

/** What the run takes, and the promise that would be needed to bear it. */
const WORDS: Readonly<Record<Label['beyond'][number], readonly [string, string]>> = {
  persistence: ['a node that crashes and restarts', 'to remember anything through that'],
  proposals: ['a proposal of a client', 'to take any'],
  quorumCheck: ['a leader without a majority', 'that it steps down'],
  electionTimeouts: ['a candidate that does not wait', 'that it waits for an election timeout'],
  applies: ['an entry that is committed', 'to apply it'],
  duplicates: ['a message that arrives twice', 'to bear that'],
  reordering: ['messages that overtake each other', 'to bear that'],
};

/** Nothing for a bug: that is what a finding is unless it says otherwise. */
export function labelLines({ label, finding }: FindingReport): readonly Line[] {
  const [first] = label.beyond;
  if (first === undefined) return [];
  const takes = label.beyond.map((promise) => WORDS[promise][0]).join(' and ');
  const promise = label.beyond.length === 1 ? WORDS[first][1] : 'to bear that';
  const denied = `${finding.target} does not promise ${promise}`;
  const text = `${label.kind}: it takes ${takes}, and ${denied}`;
  return paragraph([span('   Label    ', 'quiet')], text);
}
