/** Names for the messages of a schedule, so that its decisions fit on a line each. */
import type { WireMeaning } from '../../trace/meaning.ts';
import type { SavedSchedule } from '../story/decisions.ts';
import { flatLiteralOf } from './literal.ts';

/** A message, under a name that is an identifier. */
export interface NamedMessage {
  readonly name: string;
  readonly message: unknown;
}

type Decision = SavedSchedule['decisions'][number];
type Delivery = Extract<Decision, { kind: 'deliver' | 'duplicate' }>;

/** Each different message once, in the order in which they first arrive. */
export function nameMessages(
  decisions: readonly Decision[],
  classify: (message: unknown) => WireMeaning,
): readonly NamedMessage[] {
  const deliveries = distinct(decisions.flatMap(deliveriesIn));
  const plain = deliveries.map(({ message }) => plainName(classify(message)));
  const taken = new Set<string>();
  return deliveries.map(({ from, message }, index) => {
    const name = plain[index] ?? 'message';
    const isAlone = plain.filter((other) => other === name).length === 1;
    return { name: free(isAlone ? name : `${name}OfN${from}`, taken), message };
  });
}

/** The name of a message that has been given one. */
export function nameOf(message: unknown, named: readonly NamedMessage[]): string {
  const literal = flatLiteralOf(message);
  return named.find((other) => flatLiteralOf(other.message) === literal)?.name ?? literal;
}

function deliveriesIn(decision: Decision): readonly Delivery[] {
  const step = decision.kind === 'crashWithin' ? decision.step : decision;
  return step.kind === 'deliver' || step.kind === 'duplicate' ? [step] : [];
}

function distinct(deliveries: readonly Delivery[]): readonly Delivery[] {
  const byContent = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const content = flatLiteralOf(delivery.message);
    if (!byContent.has(content)) byContent.set(content, delivery);
  }
  return [...byContent.values()];
}

function plainName(meaning: WireMeaning): string {
  return `${nounOf(meaning)}InTerm${Math.abs(Math.trunc(meaning.term))}`;
}

function nounOf(meaning: WireMeaning): string {
  switch (meaning.kind) {
    case 'requestVote':
      return 'requestVote';
    case 'voteReply':
      return meaning.voteGranted ? 'vote' : 'refusal';
    case 'appendEntries':
      return 'appendEntries';
    case 'appendReply':
      return 'appendReply';
    case 'other':
      return 'message';
  }
}

/** The name itself, or with the first number that makes it another one. */
function free(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `${name}No${number}`;
  taken.add(candidate);
  return candidate;
}
