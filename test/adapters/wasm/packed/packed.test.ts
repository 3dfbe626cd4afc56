// The bytes that docs/ANY-LANGUAGE.md describes, written and read by the host.
import test from 'ava';
import { AnswerReader } from '../../../../adapters/wasm/packed/answer-reader.ts';
import { RequestWriter } from '../../../../adapters/wasm/packed/request-writer.ts';
import type { HeldRequest } from '../../../../adapters/held-messages.ts';

const timing = { electionTimeoutMinMs: 400, electionTimeoutMaxMs: 550, heartbeatMs: 100 };
const decimal = (value: number): number[] => [...new Uint8Array(new Float64Array([value]).buffer)];
const text = (value: string): number[] => [value.length, ...Buffer.from(value)];

const REQUESTS: Readonly<Record<string, readonly [HeldRequest, readonly number[]]>> = {
  'a boot without a disk': [
    { kind: 'boot', node: 2, nodes: 3, timing, durable: null, luck: 0, localTimeMs: null },
    [0, ...decimal(0), 0, 2, 3, ...decimal(400), ...decimal(550), ...decimal(100), 0],
  ],
  'a boot from a disk': [
    {
      kind: 'restore',
      node: 1,
      nodes: 1,
      timing,
      durable: { currentTerm: 300, votedFor: null, log: [{ term: 7, command: 'é' }], body: 'AQI=' },
      luck: 0.5,
      localTimeMs: 12,
    },
    [
      ...[0, ...decimal(0.5), 1, ...decimal(12), 1, 1, ...[400, 550, 100].flatMap(decimal)],
      ...[1, 0xac, 0x02, 0, 1, 7, 2, 0xc3, 0xa9, 2, 1, 2],
    ],
  ],
  'a vote on a clock that was set back beyond its beginning': [
    {
      kind: 'receive',
      from: 3,
      message: { kind: 'voteReply', term: 1, voteGranted: true, body: 'AQI=' },
      luck: 0,
      localTimeMs: -600,
    },
    [1, ...decimal(0), 1, ...decimal(-600), 3, 1, 1, 1, 2, 1, 2],
  ],
  'a timer': [
    { kind: 'timer', timer: 'election', luck: 0.25, localTimeMs: null },
    [2, ...decimal(0.25), 0, ...text('election')],
  ],
  'a proposal': [
    { kind: 'propose', command: 'x=1', luck: 0, localTimeMs: null },
    [3, ...decimal(0), 0, ...text('x=1')],
  ],
};

for (const [what, [request, bytes]] of Object.entries(REQUESTS)) {
  test(`the bytes of ${what} are those of the page`, (t) => {
    t.deepEqual(written(request), [...bytes]);
  });
}

const ANSWER = [
  ...[1, 1, 5, 2, 1, 4, ...text('a'), 0],
  ...[2, 3, 2, 5, 0, 2, 1, 2],
  ...[3, ...text('election'), ...decimal(400), ...decimal(550)],
  ...[4, ...text('heartbeat')],
  ...[5, 1, 4, ...text('a'), 0],
  ...[2, 2, 5, 0, 1, 1, 2, 1, 0, 1, 4, ...text('a')],
  ...[1, ...text('d')],
];

/** Every kind of message, with its number, as it is sent and comes back. */
const MESSAGES = [
  [{ kind: 'requestVote', term: 5 }, 0, 0],
  [{ kind: 'voteReply', term: 5, voteGranted: true }, 1, 1],
  [{ kind: 'appendEntries', term: 5 }, 2, 0],
  [{ kind: 'appendReply', term: 5, success: false }, 3, 0],
  [{ kind: 'other', term: 5 }, 4, 0],
  [{ kind: 'preVote', term: 5 }, 5, 0],
  [{ kind: 'preVoteReply', term: 5, voteGranted: true }, 6, 1],
  [{ kind: 'preVoteReply', term: 5, voteGranted: false }, 6, 0],
] as const;

for (const [message, kind, isPositive] of MESSAGES) {
  test(`${JSON.stringify(message)} goes and comes as the same bytes`, (t) => {
    const bytes = [kind, 5, isPositive, 0];
    const { effects } = read([2, 3, ...bytes, 0, 0, 0]) as { readonly effects: unknown };
    t.deepEqual(effects, [{ kind: 'send', to: 3, message }]);
    const received = { kind: 'receive', from: 3, message, luck: 0, localTimeMs: null } as const;
    t.deepEqual(written(received).slice(-5), [3, ...bytes]);
  });
}

function read(bytes: readonly number[]): unknown {
  const buffer = Buffer.from(bytes);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  return new AnswerReader().read(buffer, view, 0, bytes.length);
}

/** The bytes of a request, written into as much room as the writer asks for. */
function written(request: HeldRequest): readonly number[] {
  const writer = new RequestWriter();
  const view = new DataView(new ArrayBuffer(writer.mostBytes(request)));
  const buffer = Buffer.from(view.buffer);
  return [...buffer.subarray(0, writer.write(request, buffer, view, 0))];
}

test('an answer in bytes says what one in JSON says', (t) => {
  const entry = { term: 4, command: 'a' };
  t.deepEqual(read(ANSWER), {
    effects: [
      { kind: 'persist', synced: true, record: { currentTerm: 5, votedFor: 2, log: [entry] } },
      { kind: 'send', to: 3, message: { kind: 'appendEntries', term: 5, body: 'AQI=' } },
      { kind: 'setTimer', timer: 'election', minMs: 400, maxMs: 550 },
      { kind: 'clearTimer', timer: 'heartbeat' },
      { kind: 'apply', index: 1, entry },
    ],
    view: {
      role: 'leader',
      currentTerm: 5,
      votedFor: null,
      commitIndex: 1,
      matchIndex: [1, 0],
      log: [entry],
    },
    digest: 'd',
  });
  t.deepEqual(read([0, 0, 0]), { effects: [] });
});

test('an answer that is cut off, at any byte, is refused', (t) => {
  for (let length = 0; length < ANSWER.length; length += 1) {
    t.throws(() => read(ANSWER.slice(0, length)), { name: 'WasmFault' }, `${length} bytes`);
  }
  t.throws(() => read([...ANSWER, 0]), { message: 'an answer with more bytes than it needs' });
  t.throws(() => read([9]), { message: 'an effect of the unknown number 9' });
});
