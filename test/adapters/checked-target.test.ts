import test from 'ava';
import { LAB_TIMING } from '../../core/timing.ts';
import { explore } from '../../search/exploring/explore.ts';
import { SAFETY_PROPERTIES } from '../../search/running/perform-schedule.ts';
import { performScenario } from '../../search/running/perform-scenario.ts';
import { SEARCH_FAULTS } from '../../search/exploring/bounds.ts';
import { checkedTarget, ContractBroken } from '../../adapters/checked-target.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { pureOf, type Target } from '../../simulator/target.ts';
import { raft } from '../../targets/raft.ts';
import { BOOT, checked, FIRED, IDENTITY, VIEW } from './checked-answers.ts';

const SEND = { kind: 'send', to: 2, message: { kind: 'other', term: 0 } };
const TIMER = { kind: 'setTimer', timer: 'election', minMs: 1, maxMs: 2 };
/** A target that boots well, and answers its first timer with this. */
function answering(effects: unknown, view: unknown = VIEW, more: object = {}): Target {
  return checked({
    capabilities: { persistence: true, proposals: true, symmetric: true },
    boot: () => ({ state: { ticks: 0 }, effects: [TIMER] }),
    step: () => ({ state: { ticks: 1 }, effects }),
    view: ({ ticks }: { readonly ticks: number }) => (ticks === 0 ? VIEW : view),
    classify: (message: unknown) => message,
    ...more,
  });
}

function firstStep(target: Target, localTimeMs: number | null): unknown {
  const { state } = target.boot(IDENTITY, null, BOOT);
  return target.view(target.step(state, FIRED, localTimeMs).state);
}

const WRONG_EFFECTS: readonly (readonly [unknown, RegExp])[] = [
  ['none', /its effects are "none", not a list$/],
  [[null], /effect 1: it is null, not an object$/],
  [[SEND, { kind: 'shout' }], /effect 2: its kind is "shout", not persist, send, setTimer/],
  [[{ ...SEND, to: 4 }], /effect 1: send: to 4, and the nodes of this cluster are 1 to 3$/],
  [[{ ...SEND, to: 1.5 }], /send: to 1.5/],
  [[{ ...SEND, message: undefined }], /send: its message holds undefined/],
  [[{ ...TIMER, minMs: NaN }], /setTimer election: minMs NaN, maxMs 2; it must be 0 <= minMs/],
  [[{ ...TIMER, minMs: -1 }], /minMs -1/],
  [[{ ...TIMER, minMs: 3 }], /minMs 3, maxMs 2/],
  [[{ ...TIMER, maxMs: Infinity }], /maxMs Infinity/],
  [[{ ...TIMER, timer: 'a\nb' }], /a timer named "a\\nb": use 1 to 100 printable ASCII/],
  [[{ kind: 'persist', record: {} }], /persist: synced is undefined, not true or false$/],
  [[{ kind: 'persist', record: null, synced: true }], /persist: its record is null$/],
  [[{ kind: 'apply', index: 0, entry: { term: 1, command: 'a' } }], /apply: index 0/],
  [[{ kind: 'apply', index: 1, entry: 'a' }], /apply: its entry is "a"/],
];

const WRONG_VIEWS: readonly (readonly [object, RegExp])[] = [
  [{ role: 'king' }, /its view: role "king", not follower, candidate, leader$/],
  [{ currentTerm: -1 }, /its view: currentTerm -1, not a whole number from 0$/],
  [{ currentTerm: NaN }, /currentTerm NaN/],
  [{ votedFor: 4 }, /votedFor 4, not null or the number of a node$/],
  [{ votedFor: undefined }, /votedFor undefined/],
  [{ log: [{ term: 1 }] }, /log\[0\] is \{"term":1\}, not \{ term, command \}$/],
  [{ log: [{ term: 1, command: 'a\nb' }] }, /and a command is one line of up to 200/],
  [{ log: [{ term: 1, command: 'x'.repeat(201) }] }, /and a command is one line of up to 200/],
  [{ commitIndex: 0.5 }, /commitIndex 0.5/],
  [{ matchIndex: [0, 0] }, /matchIndex \[0,0\], not null or one number for each of 3 nodes$/],
];

test('an answer that cannot be is blamed on the target and the place, in one line', (t) => {
  const wrong = [
    ...WRONG_EFFECTS.map(([effects, message]) => [answering(effects), message] as const),
    ...WRONG_VIEWS.map(([view, message]) => {
      return [answering([], { ...VIEW, ...view }), message] as const;
    }),
    [answering([], null), /its view: it is null, not an object$/] as const,
  ];
  for (const [target, message] of wrong) {
    for (const localTimeMs of [0, null]) {
      const error = t.throws(() => firstStep(target, localTimeMs), { instanceOf: ContractBroken });
      t.regex(error?.message ?? '', /^mine: step, timer election: [^\n]*$/);
      t.regex(error?.message ?? '', message);
    }
  }
});

test('a search has room for few names of timers, and for no step without end', (t) => {
  const names = Array.from({ length: 31 }, (_, place) => ({ ...TIMER, timer: `t${place}` }));
  t.notThrows(() => firstStep(answering(names.slice(2)), null));
  t.throws(() => firstStep(answering(names), null), {
    message: /effect 30: timer t29: more than 30 names of timers/,
  });
  const many = Array.from({ length: 256 }, () => SEND);
  t.throws(() => firstStep(answering(many), null), { message: /256 effects, and no step may/ });
});

test('a node that boots as the leader of a term is possible: properties judge it', (t) => {
  const view = () => ({ ...VIEW, role: 'leader', currentTerm: 1, votedFor: 1 });
  const target = answering([], VIEW, { view });
  const { state } = target.boot(IDENTITY, null, BOOT);
  t.is(target.view(state).role, 'leader');
});

test('what a message or a record means is looked at too', (t) => {
  const meaning = answering([], VIEW, { classify: () => ({ kind: 'voteReply', term: 1 }) });
  t.throws(() => meaning.classify({}), { message: /^mine: classify: voteGranted undefined/ });
  const reply = (success: unknown) => () => ({ kind: 'appendReply', term: 1, success });
  const unclear = answering([], VIEW, { classify: reply('yes') });
  t.throws(() => unclear.classify({}), { message: /^mine: classify: success "yes", not true or/ });
  for (const success of [true, false, undefined]) {
    t.notThrows(() => answering([], VIEW, { classify: reply(success) }).classify({}));
  }
  const durable = answering([], VIEW, { viewDurable: () => ({ currentTerm: 1, log: [] }) });
  t.throws(() => durable.viewDurable({}), { message: /^mine: viewDurable: votedFor undefined/ });
});

test('a state that no JSON holds is refused at boot: a search would take it for another', (t) => {
  const boot = () => ({ state: { votes: new Set([1]) }, effects: [] });
  const target = answering([], VIEW, { boot });
  const message = 'mine: boot: its state holds a Set, which no JSON can';
  t.throws(() => target.boot(IDENTITY, null, BOOT), { instanceOf: ContractBroken, message });
  const sends = [{ ...SEND, message: { kind: 'other', term: 0, call: () => 1 } }];
  t.throws(() => firstStep(answering(sends), null), { message: /message holds a function/ });
});

test('what is no target is refused at once, and says what is missing', (t) => {
  const refused = (more: object, message: RegExp): void => {
    t.throws(() => answering([], VIEW, more), { instanceOf: ContractBroken, message });
  };
  refused({ classify: undefined }, /^mine has no function classify$/);
  refused({ name: '' }, /^a target named '': use up to 40 letters/);
  refused({ name: '../up' }, /^a target named '\.\.\/up': use/);
  refused({ capabilities: undefined }, /^mine has no capabilities$/);
  const capabilities = { persistence: true, proposals: 'yes', symmetric: true };
  refused({ capabilities }, /^mine\.capabilities\.proposals must be true or false$/);
  refused({ family: 'dead' }, /^mine\.family must be 'pure' or 'live'$/);
  const nothing = null as unknown as Target;
  t.throws(() => checkedTarget(nothing), { message: /^it is no target/ });
});

test('the world blames the node that answered wrongly', (t) => {
  const scenario = {
    nodes: 3,
    seed: 1,
    timing: LAB_TIMING,
    settings: DEFAULT_NETWORK,
    actions: [],
  };
  const target = answering([{ ...SEND, to: 9 }]);
  const { ending } = performScenario(target, scenario, { sought: null });
  t.is(ending?.kind, 'targetThrew');
  if (ending?.kind !== 'targetThrew') return;
  t.true(ending.node >= 1 && ending.node <= 3);
  t.regex(ending.error, /^ContractBroken: mine: step, timer election: effect 1: send: to 9/);
});

test('a right target goes the same ways as without the wrapper, in a search as well', (t) => {
  const checked = checkedTarget(raft);
  t.is(checkedTarget(checked), checked, 'wrapping twice changes nothing');
  const bounds = { nodes: 3, maxDecisions: 6, maxTerm: 2, faults: SEARCH_FAULTS, maxStates: 1e6 };
  const judged = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING };
  const [plain, wrapped] = [raft, pureOf(checked)].map((one) =>
    explore(pureOf(one), bounds, judged),
  );
  t.is(wrapped?.kind, 'complete');
  t.deepEqual(wrapped, plain);
});
