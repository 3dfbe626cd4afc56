/** What a step asked for, by kind of effect. */
import type { Effect, TimerName, Transition } from '../../core/effects.ts';
import type { Message } from '../../core/messages.ts';
import type { NodeId } from '../../core/numbers.ts';
import type { PersistentState } from '../../core/state.ts';

type MessageKind = Message['kind'];
type OfKind<Kind extends MessageKind> = Extract<Message, { kind: Kind }>;

export interface Sending<M extends Message = Message> {
  readonly to: NodeId;
  readonly message: M;
}

export function sent({ effects }: Transition): Sending[] {
  return effects.flatMap((effect) =>
    effect.kind === 'send' ? [{ to: effect.to, message: effect.message }] : [],
  );
}

/** The messages of one kind that were sent. */
export function sentOf<Kind extends MessageKind>(
  transition: Transition,
  kind: Kind,
): Sending<OfKind<Kind>>[] {
  const isOfKind = (message: Message): message is OfKind<Kind> => message.kind === kind;
  return sent(transition).flatMap(({ to, message }) =>
    isOfKind(message) ? [{ to, message }] : [],
  );
}

/** The only message of a kind; throws when there is none, or more than one. */
export function answer<Kind extends MessageKind>(transition: Transition, kind: Kind): OfKind<Kind> {
  const [first, ...more] = sentOf(transition, kind);
  if (first === undefined || more.length > 0) throw new Error(`expected one ${kind} to be sent`);
  return first.message;
}

/** What was written to the disk; null if nothing was. */
export function persisted({ effects }: Transition): PersistentState | null {
  const write = effects.find((effect) => effect.kind === 'persist');
  return write?.kind === 'persist' ? write.record : null;
}

export function timersSet({ effects }: Transition): TimerName[] {
  return effects.flatMap((effect) => (effect.kind === 'setTimer' ? [effect.timer] : []));
}

export function timersCleared({ effects }: Transition): TimerName[] {
  return effects.flatMap((effect) => (effect.kind === 'clearTimer' ? [effect.timer] : []));
}

/** The places of the log that were applied, in order. */
export function applied({ effects }: Transition): number[] {
  return effects.flatMap((effect) => (effect.kind === 'apply' ? [effect.index] : []));
}

export function kinds(effects: readonly Effect[]): Effect['kind'][] {
  return effects.map(({ kind }) => kind);
}
