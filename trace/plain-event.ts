/** Events and views as plain data: what may be written to a file. */
import type { Received } from './event.ts';
import type { WireMeaning } from './meaning.ts';
import type { TraceLine } from './trace.ts';
import type { NodeView } from './view.ts';

/** Messages in flight belong to the world's agenda: only what happened is copied. */
export function plainEvent(event: TraceLine['event']): TraceLine['event'] {
  switch (event.kind) {
    case 'received':
      return plainFlight(event);
    case 'sent':
    case 'lost':
    case 'duplicated':
      return { ...event, flight: plainFlight(event.flight) };
    case 'crashed':
    case 'threw':
      return event.during?.kind === 'received'
        ? { ...event, during: plainFlight(event.during) }
        : event;
    default:
      return event;
  }
}

/** A target's state may hold more than anybody may know. */
export function plainView(view: NodeView | null): NodeView | null {
  if (view === null) return null;
  const { role, currentTerm, votedFor, log, commitIndex, matchIndex } = view;
  return { role, currentTerm, votedFor, log, commitIndex, matchIndex };
}

function plainFlight(flight: Received): Received {
  const { kind, node, from, message, meaning, ordinal, copy, sentAtMs } = flight;
  const plain = plainMeaning(meaning);
  return { kind, node, from, message, meaning: plain, ordinal, copy, sentAtMs };
}

/** Some targets answer with the message itself, which has more fields than its meaning. */
function plainMeaning(meaning: WireMeaning): WireMeaning {
  const { term } = meaning;
  switch (meaning.kind) {
    case 'voteReply':
      return { kind: meaning.kind, term, voteGranted: meaning.voteGranted };
    case 'appendReply': {
      const { kind, success } = meaning;
      return success === undefined ? { kind, term } : { kind, term, success };
    }
    default:
      return { kind: meaning.kind, term };
  }
}
