/** Fields of Figure 2 in messages of targets that call them as the paper does. */

/** An object's fields; of an envelope, as live targets send it, those of the JSON in it. */
export function fieldsOf(message: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof message !== 'object' || message === null) return null;
  if ('text' in message && typeof message.text === 'string') return fieldsOf(parsed(message.text));
  return message as Readonly<Record<string, unknown>>;
}

type NumberField = 'prevLogIndex' | 'prevLogTerm' | 'leaderCommit';

/** The number in a field of AppendEntries; null where a target has no such field. */
export function numberField(message: unknown, name: NumberField): number | null {
  const value = fieldsOf(message)?.[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
