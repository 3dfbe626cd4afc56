// What a live target must not do: one clear line that names it, and where.
import test from 'ava';
import { hunt } from '../../../search/hunting/hunt.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { hosted } from '../../../adapters/live/host.ts';
import type { Host, LiveDefinition, LiveView } from '../../../adapters/live/live-target.ts';
import { inMacrotask } from '../../../adapters/live/macrotask.ts';
import { CannotRun, type Target } from '../../../simulator/target.ts';
import { blameOf, lived, tamed } from './live-world.ts';

const RING: { itself?: object } = {};
RING.itself = RING;

const SINS: readonly (readonly [blame: string, sin: (host: Host) => unknown])[] = [
  ['RangeError: sinner: n2 set a timer to NaN ms', () => setTimeout(() => undefined, NaN)],
  ['RangeError: sinner: n2 set a timer to -5 ms', () => setInterval(() => undefined, -5)],
  [
    'TypeError: sinner: n2 sent a message that JSON cannot say: undefined',
    ({ send }) => send(1, undefined),
  ],
  [
    'TypeError: sinner: n2 sent a message that JSON cannot say: a function',
    ({ send }) => send(1, () => undefined),
  ],
  [
    'TypeError: sinner: n2 sent a message that JSON cannot say: an object that contains itself',
    ({ send }) => send(1, RING),
  ],
  [
    'TypeError: sinner: n2 sent a message that JSON cannot say: a BigInt',
    ({ send }) => send(1, { term: 1n }),
  ],
  [
    'TypeError: sinner: n2 saved a record that JSON cannot say: a BigInt',
    ({ save }) => save({ term: 1n }),
  ],
  [
    'TypeError: sinner: n2 saved a record that JSON cannot say: undefined',
    ({ saveAsync }) => saveAsync(undefined, () => undefined),
  ],
  ['RangeError: sinner: n2 sent a message to node 9: no such node', ({ send }) => send(9, 'hello')],
  [
    'RangeError: sinner: n2 sent a message to "n1": no such node',
    ({ send }) => send('n1' as unknown as number, 'hello'),
  ],
  [
    'Error: sinner: n2 calls setImmediate without end',
    () => {
      const again = (): unknown => setImmediate(again);
      again();
    },
  ],
  ['Error: thrown later', () => setTimeout(() => fail('thrown later'), 10)],
  ['Error: thrown in a job', () => queueMicrotask(() => fail('thrown in a job'))],
  ['Error: thrown in a tick', () => process.nextTick(() => fail('thrown in a tick'))],
  ['TypeError: unheard', () => void Promise.reject(new TypeError('unheard'))],
];

for (const [blame, sin] of SINS) {
  test(`a crash of the node that did it: ${blame}`, async (t) => {
    const sinner = tamed('sinner', (host) => host.self === 2 && sin(host));
    t.is(await blameOf(sinner), `n2 ${blame}`);
  });
}

test('to catch the error is no help', async (t) => {
  const sinner = tamed('sinner', (host) => {
    try {
      host.send(1, undefined);
    } catch {
      // As many packages do around their sockets.
    }
  });
  t.regex(await blameOf(sinner), /^n1 TypeError: sinner: n1 sent a message/);
});

const VIEWS: readonly (readonly [fault: string, view: LiveView])[] = [
  [
    'view answers role "king", not follower, candidate, leader',
    { role: 'king' as 'leader', currentTerm: 1, votedFor: null },
  ],
  [
    'view answers currentTerm -1, not a whole number from 0',
    { role: 'leader', currentTerm: -1, votedFor: null },
  ],
  [
    'view answers currentTerm NaN, not a whole number from 0',
    { role: 'leader', currentTerm: NaN, votedFor: null },
  ],
  [
    'view answers currentTerm "7", not a whole number from 0',
    { role: 'leader', currentTerm: '7' as unknown as number, votedFor: null },
  ],
  [
    'view answers votedFor 4, not null or the number of a node',
    { role: 'leader', currentTerm: 1, votedFor: 4 },
  ],
  [
    'view answers votedFor undefined, not null or the number of a node',
    { role: 'leader', currentTerm: 1 } as unknown as LiveView,
  ],
];

for (const [fault, view] of VIEWS) {
  test(`a defect of the adapter: ${fault}`, async (t) => {
    const blame = await blameOf(tamed('liar', () => undefined, { view: () => view }));
    t.is(blame, `n1 AdapterFault: liar: n1: ${fault}`);
  });
}

const KINDS = 'requestVote, voteReply, appendEntries, appendReply or other';

const ADAPTERS: readonly (readonly [fault: string, other: Partial<LiveDefinition<object>>])[] = [
  ['n1: view threw Error: oh', { view: () => fail('oh') }],
  ['n1: classify of "hello" threw Error: oh', { classify: () => fail('oh') }],
  [
    `n1: classify of "hello" answers kind "poem", not ${KINDS}`,
    { classify: () => meaning('poem', 1) },
  ],
  [
    'n1: classify of "hello" answers term 1.5, not a whole number from 0',
    { classify: () => meaning('other', 1.5) },
  ],
  ['viewDurable threw Error: oh', { viewDurable: () => fail('oh') }],
];

for (const [fault, other] of ADAPTERS) {
  test(`a defect of the adapter: ${fault}`, async (t) => {
    const act = (host: Host): void => {
      host.send(2, 'hello');
      host.save('record');
    };
    const blame = await blameOf(tamed('liar', act, other));
    t.is(blame.replace(/^n\d/, 'nX'), `nX AdapterFault: liar: ${fault}`);
  });
}

for (const lacking of ['create', 'deliver', 'view', 'classify']) {
  test(`a target without ${lacking} is refused at once`, (t) => {
    const whole = { name: 'half', create: fail, deliver: fail, view: fail, classify: fail };
    const half = { ...whole, [lacking]: undefined } as unknown as LiveDefinition<object>;
    const error = t.throws(() => hosted(half), { instanceOf: CannotRun });
    t.is(error.message, `half: ${lacking} is no function`);
  });
}

test('an instance that is a promise is refused', async (t) => {
  const late = tamed('late', () => undefined, { create: () => Promise.resolve({}) });
  const error = await t.throwsAsync(lived(late, 0), { instanceOf: CannotRun });
  t.is(error.message, 'late: n1: create answers with a promise');
});

test('an asynchronous handler needs promises', async (t) => {
  const denier = tamed('denier', (host) => host.send(1, 'hello'), {
    usesPromises: false,
    deliver: () => Promise.resolve(),
  });
  const error = await t.throwsAsync(lived(denier, 100), { instanceOf: CannotRun });
  t.is(error.message, 'denier: n1: deliver answers with a promise, against usesPromises');
});

test('a hunt ends at once if its target cannot run', async (t) => {
  const stuck = tamed('stuck', () => undefined);
  await Promise.resolve();
  const error = t.throws(() => huntIn(stuck), { instanceOf: CannotRun });
  t.regex(error.message, /inMacrotask/);
});

test('state that modules keep outlives a run, and a hunt notices if it shows', async (t) => {
  let boots = 0;
  const counter = tamed('counter', () => {
    boots += 1;
    setTimeout(() => undefined, boots);
  });
  t.true((await inMacrotask(() => huntIn(counter))).diverged > 0, 'nobody compares two runs');
});

function huntIn(target: Target): ReturnType<typeof hunt> {
  return hunt(target, {
    seed: 1,
    engines: ['timed'],
    maxRuns: 3,
    nodes: [3],
    sought: null,
    faults: [],
    searchFaults: [],
    timing: LAB_TIMING,
    maxFindings: Infinity,
    shouldStop: () => false,
  });
}

function meaning(kind: string, term: number): ReturnType<Target['classify']> {
  return { kind, term } as ReturnType<Target['classify']>;
}

function fail(message: string): never {
  throw new Error(message);
}
