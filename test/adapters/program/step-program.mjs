/**
 * A program that speaks the step protocol, and misbehaves in one way if it is told to: all its
 * nodes are followers for ever, and its election timer only counts how often it has fired.
 */
import { closeSync, readSync, writeSync } from 'node:fs';

const [way = 'well'] = process.argv.slice(2);

const isSecond = way === 'second';
const HELLO = {
  ...(isSecond ? { batches: true, draws: ['jitter'] } : {}),
  kind: 'hello',
  protocol: way === 'version' ? 99 : isSecond ? 2 : 1,
  name: way === 'name' ? '../up' : 'counter',
  capabilities: {
    ...(way === 'misspelled' ? { persistance: true } : {}),
    ...{ persistence: false, proposals: false, symmetric: true },
  },
};
const TIMER = { kind: 'setTimer', timer: 'election', minMs: 100, maxMs: 200 };
const VIEW = { role: 'follower', votedFor: null, log: [], commitIndex: 0, matchIndex: null };

function answerTo({ kind, step, state = 0, luck, draws, localTimeMs }) {
  if (kind === 'hello') return HELLO;
  if (isSecond && [luck, draws?.jitter, localTimeMs].includes(undefined)) {
    return { step, error: `${kind} without luck, draws or time` };
  }
  const next = kind === 'timer' ? state + 1 : state;
  const good = { step, state: next, view: { ...VIEW, currentTerm: 0 }, effects: [TIMER] };
  return next < 3 ? good : misbehaved(good);
}

function misbehaved(good) {
  switch (way) {
    case 'silent':
      for (;;) readSync(0, Buffer.alloc(1), 0, 1, null);
    case 'exits':
      writeSync(2, 'first line\nout of luck\n');
      process.exit(3);
      break;
    case 'warns':
      // It says why it will end, answers once more, and is asked again before it has ended.
      writeSync(2, 'panic: out of range\n');
      writeSync(1, `${JSON.stringify(good)}\n`);
      readSync(0, Buffer.alloc(65_536));
      process.exit(2);
      break;
    case 'closes':
      closeSync(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      writeSync(2, 'panic: out of range\n');
      process.exit(2);
      break;
    case 'panics':
      writeSync(2, 'panic: out of range\n\ngoroutine 1 [running]:\nmain.step(0x0)\n');
      process.exit(2);
      break;
    case 'dice':
      return { ...good, state: { next: good.state, rolled: Math.random() } };
    case 'text':
      return 'oops \u001b[31m';
    case 'twice':
      return `${JSON.stringify(good)}\n${JSON.stringify(good)}`;
    case 'later':
      writeSync(1, `${JSON.stringify(good)}\n`);
      // The first line has been read before the second is there.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      return good;
    case 'endless':
      for (;;) writeSync(1, 'x'.repeat(60_000));
    case 'role':
      return { ...good, view: { ...good.view, role: 'king' } };
    case 'stranger':
      return { ...good, effects: [{ kind: 'send', to: 9, message: { kind: 'other', term: 0 } }] };
    case 'error':
      return { error: 'state machine on fire' };
    default:
      return good;
  }
}

const buffer = Buffer.alloc(1_000_000);
let rest = '';
for (;;) {
  const count = readSync(0, buffer, 0, buffer.length, null);
  if (count === 0) break;
  const lines = (rest + buffer.toString('utf8', 0, count)).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const answers = [JSON.parse(line)].flat().map(answerTo);
    const texts = answers.map((answer) => {
      return typeof answer === 'string' ? answer : JSON.stringify(answer);
    });
    writeSync(1, texts.map((text) => `${text}\n`).join(''));
  }
}
