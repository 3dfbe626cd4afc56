/** How witnesses speak: the words that several properties share. */
import type { Received } from '../trace/event.ts';
import { meaningNoun } from '../trace/meaning.ts';
import type { LogEntry, NodeId } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import type { Because } from './property.ts';

/** A log longer than this is shown by its end. */
const ENTRIES_SHOWN = 6;

/** "n1, n2 and n3"; "none of them" if there is none. */
export function namesOf(nodes: readonly NodeId[]): string {
  return listed(nodes.map(nodeName), 'none of them');
}

/** "a, b and c"; `none` if there is nothing to list. */
export function listed(texts: readonly string[], none: string): string {
  const last = texts.at(-1);
  if (last === undefined) return none;
  return texts.length === 1 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}

/** The same from the point of view of one node: "n2 and itself". */
export function namesFrom(node: NodeId, nodes: readonly NodeId[]): string {
  const others = nodes.filter((other) => other !== node).map(nodeName);
  return listed(nodes.includes(node) ? [...others, 'itself'] : others, 'none of them');
}

/** "had committed up to index 2"; "had committed nothing". */
export function committedText(index: number): string {
  return index === 0 ? 'had committed nothing' : `had committed up to index ${index}`;
}

/** "1 vote", "2 votes". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "'x' of term 2"; "nothing" beyond the end of a log. */
export function entryText(entry: LogEntry | undefined): string {
  return entry === undefined ? 'nothing' : `'${entry.command}' of term ${entry.term}`;
}

/** "[a@1 b@2]": commands, each with its term; a long log by its end. */
export function logText(log: readonly LogEntry[]): string {
  const shown = log.slice(-ENTRIES_SHOWN).map(({ term, command }) => `${command}@${term}`);
  return `[${[...(log.length > ENTRIES_SHOWN ? ['…'] : []), ...shown].join(' ')}]`;
}

/** The steps of a witness in the order in which they happened, each told once. */
export function inOrder(steps: readonly Because[]): Because[] {
  const isNew = (because: Because, index: number): boolean =>
    steps.findIndex(({ step, text }) => step === because.step && text === because.text) === index;
  return steps.filter(isNew).sort((a, b) => a.step - b.step);
}

/** A message and its sender: "n2's request for votes of term 3". */
export function messageText({ from, meaning }: Received): string {
  return `${nodeName(from)}'s ${meaningNoun(meaning)} of term ${meaning.term}`;
}
