// Live code with a log: what it is told, what it shows, and what it must not show.
import test from 'ava';
import { hosted } from '../../../adapters/live/host.ts';
import type { Host, LiveDefinition, LiveView } from '../../../adapters/live/live-target.ts';
import { CannotRun } from '../../../simulator/target.ts';
import type { World } from '../../../simulator/world.ts';
import type { TraceEvent } from '../../../trace/event.ts';
import type { Observer } from '../../../trace/observer.ts';
import type { LogEntry, NodeView } from '../../../trace/view.ts';
import { blameOf, lived, tamed } from './live-world.ts';

/** A node that takes down what it is told, in one array that it never replaces. */
class Scribe {
  readonly log: { term: number; command: string; note: string }[] = [];
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  async take(command: string): Promise<void> {
    const log = [...this.log, { term: 1, command, note: 'of no interest' }];
    await new Promise<void>((done) => this.#host.saveAsync({ log }, done));
    this.log.push(...log.slice(this.log.length));
    this.#host.apply(this.log.length, { term: 1, command });
  }
}

const SCRIBE: LiveDefinition<Scribe> = {
  name: 'scribe',
  capabilities: { proposals: true },
  create: (host) => new Scribe(host),
  deliver: () => undefined,
  propose: (scribe, command) => scribe.take(command),
  view: ({ log }) => ({ ...FOLLOWER, log, commitIndex: log.length }),
  viewDurable: (record) => {
    const { log } = (record ?? { log: [] }) as { readonly log: readonly LogEntry[] };
    return { currentTerm: 0, votedFor: null, log };
  },
  classify: () => ({ kind: 'other', term: 0 }),
};

const FOLLOWER = { role: 'follower', currentTerm: 1, votedFor: null } as const;

test('A proposal reaches the node that it is made to, whose handler may wait for the disk', async (t) => {
  const views: (NodeView | null)[] = [];
  const told = (world: World): void => {
    for (const command of ['x1', 'x2']) {
      world.propose(2, command);
      world.elapse(100);
      views.push(world.viewOf(2));
    }
    views.push(world.viewOf(1));
  };
  const { observer, events } = recorded('applied', 'persisted');
  await lived(hosted(SCRIBE), told, { observer });
  const [first, second, other] = views;
  const [x1, x2] = ['x1', 'x2'].map((command) => ({ term: 1, command }));
  t.deepEqual(first?.log, [x1], 'a view that was shown has changed: its log was not copied');
  t.deepEqual(second?.log, [x1, x2], 'of an entry, no more is shown than others may see');
  t.is(second?.commitIndex, 2);
  t.deepEqual(other?.log, []);
  t.like(events.at(-2), { kind: 'persisted', synced: true });
  t.deepEqual(events.at(-1), { kind: 'applied', node: 2, index: 2, entry: x2 });
});

test('A log that has not changed is the same log', async (t) => {
  await lived(hosted(SCRIBE), (world) => {
    world.propose(1, 'x1');
    world.elapse(100);
    const view = world.viewOf(1);
    world.propose(1, 'x1');
    world.elapse(0);
    t.is(world.viewOf(1), view, 'whoever watches takes another reference for a change');
  });
});

const LOG = [{ term: 1, command: 'x1' }];

const VIEWS: readonly (readonly [fault: string, seen: object])[] = [
  ['log "none", not a list', { log: 'none' }],
  ['log[0] is null, not { term, command }', { log: [null] }],
  ['log[1] is {"term":1}, not { term, command }', { log: [...LOG, { term: 1 }] }],
  ['commitIndex -1, not a whole number from 0', { commitIndex: -1 }],
  [
    'matchIndex [1], not null or one number for each of 3 nodes',
    { role: 'leader', matchIndex: [1] },
  ],
  [
    'no log or no commitIndex, which a target that takes proposals must show',
    { commitIndex: undefined },
  ],
];

for (const [fault, seen] of VIEWS) {
  test(`A defect of the adapter: its view answers ${fault}`, async (t) => {
    const view = (): LiveView => ({ ...FOLLOWER, log: LOG, commitIndex: 0, ...seen });
    const blame = await blameOf(hosted({ ...SCRIBE, view }));
    t.is(blame, `n1 AdapterFault: scribe: n1: view answers ${fault}`);
  });
}

test('Whoever shows a log says which log a record holds', async (t) => {
  const view = (): LiveView => ({ ...FOLLOWER, log: LOG });
  const blame = await blameOf(tamed('forgetful', () => undefined, { view }));
  const fault = 'n1: view answers a log, and so the target needs a function viewDurable';
  t.is(blame, `n1 AdapterFault: forgetful: ${fault}`);
});

test('What a record is said to remember is looked at', async (t) => {
  const act = ({ save }: Host): void => save('record');
  const viewDurable = (): never => ({ currentTerm: 1, votedFor: null }) as never;
  const blame = await blameOf(tamed('vague', act, { viewDurable }));
  t.regex(blame, /AdapterFault: vague: viewDurable answers log undefined, not a list$/);
});

const APPLIED: readonly (readonly [fault: string, index: number, entry: object])[] = [
  ['index 0, and the first is 1', 0, { term: 1, command: 'x1' }],
  ['its entry is {"term":1}, not { term, command }', 1, { term: 1 }],
];

for (const [fault, index, entry] of APPLIED) {
  test(`What cannot be applied is a crash of its node: ${fault}`, async (t) => {
    const act = ({ self, apply }: Host): void => {
      if (self === 2) apply(index, entry as LogEntry);
    };
    t.is(await blameOf(tamed('applier', act)), `n2 TypeError: applier: n2: apply: ${fault}`);
  });
}

test('A target that promises to take proposals, and cannot, is refused at once', (t) => {
  const { propose, ...mute } = SCRIBE;
  t.truthy(propose);
  const error = t.throws(() => hosted(mute), { instanceOf: CannotRun });
  t.is(
    error.message,
    'scribe: capabilities.proposals is true, and there is no function propose(instance, command)',
  );
});

test('A function that nobody would call is refused at once', (t) => {
  const error = t.throws(() => hosted({ ...SCRIBE, capabilities: {} }), { instanceOf: CannotRun });
  t.is(
    error.message,
    'scribe: propose would never be called: state capabilities: { proposals: true }',
  );
});

test('A proposal that is taken asynchronously needs promises', async (t) => {
  const propose = (world: World): void => world.propose(1, 'x1');
  const target = hosted({ ...SCRIBE, usesPromises: false });
  const error = await t.throwsAsync(lived(target, propose), { instanceOf: CannotRun });
  t.is(error.message, 'scribe: n1: propose answers with a promise, against usesPromises');
});

/** Takes down the events of some kinds. */
function recorded(...kinds: readonly TraceEvent['kind'][]): {
  readonly observer: Observer;
  readonly events: TraceEvent[];
} {
  const events: TraceEvent[] = [];
  const observer: Observer = {
    happened(_timeMs, event) {
      if (kinds.includes(event.kind)) events.push(event);
    },
    sent: () => undefined,
  };
  return { observer, events };
}
