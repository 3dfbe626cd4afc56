/** What a live node is given to reach the world with. */
import type { NodeId } from '../../trace/view.ts';
import type { Identity } from '../../simulator/target.ts';
import { applyFault, isNode } from '../answer-fault.ts';
import { whoActs } from './acting.ts';
import { jsonOf, type Call, type Envelope } from './envelope.ts';
import type { Incarnation } from './incarnation.ts';
import type { Host, LiveDefinition } from './live-target.ts';
import { AdapterFault, meaningOf } from './seen.ts';

type Classifier = Pick<LiveDefinition<never>, 'classify'>;

/** The host of one incarnation. */
export function hostOf(
  node: Incarnation,
  live: Classifier,
  given: Identity & Pick<Host, 'durable'>,
): Host {
  const all = Array.from({ length: given.nodes }, (_, slot) => slot + 1);
  return {
    ...given,
    peers: all.filter((peer) => peer !== given.self),
    send(to, message, onReply) {
      const call = onReply === undefined ? null : node.call(onReply);
      sendFrom(node, live, to, message, call, null);
    },
    save(record) {
      mustAct(node);
      node.effects.push({ kind: 'persist', record: recordOf(node, record), synced: true });
    },
    saveAsync(record, done) {
      mustAct(node);
      node.saveMeanwhile(recordOf(node, record), done);
    },
    afterDisk(done) {
      mustAct(node);
      node.afterDisk(done);
    },
    apply(index, entry) {
      mustAct(node);
      const fault = applyFault({ index, entry });
      if (fault !== null) throw node.sinned(new TypeError(`${node.name}: ${fault}`));
      const { term, command } = entry;
      node.effects.push({ kind: 'apply', index, entry: { term, command } });
    },
  };
}

/** Sends a message, a call or an answer; an error is recorded as the node's contract violation. */
export function sendFrom(
  node: Incarnation,
  live: Classifier,
  to: NodeId,
  message: unknown,
  call: Call | null,
  answers: Call | null,
): void {
  mustAct(node);
  if (!isNode(to, node.nodes)) {
    const whom = typeof to === 'number' ? `node ${to}` : JSON.stringify(to);
    throw node.sinned(new RangeError(`${node.name} sent a message to ${whom}: no such node`));
  }
  let text: string;
  try {
    text = jsonOf(message);
  } catch (error) {
    throw node.sinned(unsayable(`${node.name} sent a message`, error));
  }
  let envelope: Envelope;
  try {
    envelope = { text, meaning: meaningOf(live.classify(message)), call, answers };
  } catch (error) {
    throw node.sinned(AdapterFault.of(`${node.name}: classify of ${text.slice(0, 60)}`, error));
  }
  node.effects.push({ kind: 'send', to, message: envelope });
}

function recordOf(node: Incarnation, record: unknown): unknown {
  try {
    return JSON.parse(jsonOf(record));
  } catch (error) {
    throw node.sinned(unsayable(`${node.name} saved a record`, error));
  }
}

function unsayable(what: string, error: unknown): TypeError {
  return new TypeError(`${what} that JSON cannot say: ${(error as Error).message}`);
}

/** Only the real world calls back a node whose turn it is not: a socket, a file, a real timer. */
function mustAct(node: Incarnation): void {
  if (whoActs() === node) return;
  throw node.sinned(new Error(`${node.name} does something, and it is not its turn`));
}
