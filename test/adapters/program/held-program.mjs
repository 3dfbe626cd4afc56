/**
 * A program that holds its nodes, and misbehaves in one way if it is told to: all its nodes are
 * followers for ever, and an election timer only counts how often it has fired.
 */
import { readSync, writeSync } from 'node:fs';

const [way = 'well', ...more] = process.argv.slice(2);
const fork = more.includes('fork');
const batches = more.includes('batches');

const TIMINGS = {
  paced: { electionTimeoutMinMs: 900, electionTimeoutMaxMs: 1800, heartbeatMs: 50 },
  impatient: { electionTimeoutMinMs: 50, electionTimeoutMaxMs: 60, heartbeatMs: 50 },
};

const HELLO = {
  kind: 'hello',
  protocol: way === 'third' ? 3 : 2,
  name: 'held-counter',
  capabilities: { symmetric: true },
  state: way === 'homeless' ? 'carried' : 'held',
  fork,
  batches,
  draws: ['jitter'],
  timing: TIMINGS[way],
};
const TIMER = { kind: 'setTimer', timer: 'election', minMs: 100, maxMs: 200 };
const VIEW = { role: 'follower', votedFor: null, log: [], commitIndex: 0, matchIndex: null };
const nodes = new Map();
let asked = 0;

function answerTo(request) {
  const { kind, step, handle } = request;
  if (kind === 'hello') return HELLO;
  asked += 1;
  if (kind === 'forget' && way === 'chatty') return {};
  if (kind === 'forget' && way === 'chattyThenSlow') return void answerAtOnce({});
  if (kind === 'forget' && way === 'forgetful') return void nodes.clear();
  if (kind === 'forget') return void nodes.delete(handle);
  if (kind === 'boot' || kind === 'restore') {
    nodes.set(handle, { self: request.node, count: 0 });
  }
  const node = nodes.get(handle);
  if (way === 'wornOut' && asked > 40) return { step, error: 'worn out' };
  if (node === undefined) return { step, error: `there is no node with handle ${handle}` };
  if (kind === 'fork') return forked(request, node);
  if (kind === 'timer') node.count += 1;
  const shown = kind === 'boot' ? { ...VIEW, currentTerm: 0 } : undefined;
  const digest = `${node.count}`;
  const good = { step, handle, view: shown, effects: [TIMER], digest };
  return kind === 'boot' || node.count < 3 ? good : misbehaved(good, request);
}

/** The line is read alone: what is asked for comes later. */
function answerAtOnce(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
}

function forked({ step, copy }, node) {
  const isAsked = more.includes('second') ? node.self === 2 : true;
  if (way === 'cannotCopy' && isAsked) return { step, error: 'a node cannot be copied' };
  // A shallow copy: both are one.
  nodes.set(copy, way === 'shallow' && isAsked ? node : { ...node });
  return { step };
}

function misbehaved(good, { luck, draws, localTimeMs }) {
  switch (way) {
    case 'other':
      return { ...good, handle: good.handle + 1 };
    case 'forgets':
      nodes.delete(good.handle);
      return good;
    case 'exits':
      flush();
      writeSync(2, 'panic: out of range\n');
      process.exit(2);
      break;
    case 'disorder':
      return { ...good, step: good.step + 1 };
    case 'shared':
      return { ...good, digest: `${asked}` };
    case 'mute':
      return { step: good.step };
    case 'digest':
      return { ...good, digest: 7 };
    case 'role':
      return { ...good, view: { role: 'king' } };
    case 'named':
      return { step: good.step, error: `the node with handle ${good.handle} is on fire` };
    case 'dies':
      flush();
      writeSync(2, `panic: process ${process.pid}, handle ${good.handle}\n`);
      process.exit(2);
      break;
    case 'error':
      return { step: good.step, error: 'state machine on fire' };
    case 'luck':
      return { ...good, digest: JSON.stringify([luck, draws, localTimeMs]) };
    default:
      return good;
  }
}

/** The answers to one line are written at once, but for those before an end. */
let texts = [];

function flush() {
  if (texts.length > 0) writeSync(1, texts.join(''));
  texts = [];
}

const buffer = Buffer.alloc(1_000_000);
let rest = '';
for (;;) {
  const count = readSync(0, buffer, 0, buffer.length, null);
  if (count === 0) break;
  const lines = (rest + buffer.toString('utf8', 0, count)).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    for (const request of [JSON.parse(line)].flat()) {
      const answer = answerTo(request);
      if (answer !== undefined) texts.push(`${JSON.stringify(answer)}\n`);
    }
    flush();
  }
}
