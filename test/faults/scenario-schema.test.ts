import test from 'ava';
import fc from 'fast-check';
import { ACTIONS } from '../../faults/catalogue.ts';
import type { Scenario } from '../../faults/scenario.ts';
import { InvalidScenario, parseScenario } from '../../faults/scenario-schema.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import { TIMING } from './stage.ts';

const SOUND: Scenario = {
  nodes: 3,
  seed: 0xffff_ffff,
  timing: TIMING,
  settings: DEFAULT_NETWORK,
  actions: [
    { kind: 'crash', node: 2 },
    { kind: 'elapse', ms: 400 },
    { kind: 'rejoin', node: 2 },
  ],
};

/** What is said about a scenario that differs from a sound one as given. */
function complaint(changes: Record<string, unknown>): string {
  return complaintAbout({ ...SOUND, ...changes });
}

function complaintAbout(json: unknown): string {
  try {
    parseScenario(json);
    return 'no complaint';
  } catch (error) {
    if (error instanceof InvalidScenario) return error.message;
    throw error;
  }
}

function about(action: unknown): string {
  return complaint({ actions: [action] });
}

test('a sound scenario is read as it was written', (t) => {
  t.deepEqual(parseScenario(JSON.parse(JSON.stringify(SOUND))), SOUND);
});

test('whatever actions are drawn, the scenario is sound', (t) => {
  const anyAction = fc.oneof(...ACTIONS.map((spec) => spec.arbitrary(TIMING)));
  const property = fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
    const scenario = { ...SOUND, actions };
    t.deepEqual(parseScenario(JSON.parse(JSON.stringify(scenario))), scenario);
  });
  fc.assert(property);
});

const NODE = 'scenario.actions[0].node: must be a whole number from 1 to 9';

test('node ids out of range are refused', (t) => {
  t.is(about({ kind: 'crash', node: 4711 }), `${NODE}, got 4711`);
  t.is(about({ kind: 'crash', node: 0 }), `${NODE}, got 0`);
  t.is(about({ kind: 'crash', node: -1 }), `${NODE}, got -1`);
  t.is(about({ kind: 'crash', node: 1.5 }), `${NODE}, got 1.5`);
  t.is(about({ kind: 'crash', node: null }), `${NODE}, got null`, 'how JSON writes NaN');
  t.is(about({ kind: 'crash', node: NaN }), `${NODE}, got NaN`);
  t.is(about({ kind: 'crash', node: '2' }), `${NODE}, got "2"`);
  t.is(about({ kind: 'crash', node: [2] }), `${NODE}, got a list of 1`);
  t.is(about({ kind: 'crash', node: {} }), `${NODE}, got an object`);
  t.is(about({ kind: 'crash' }), `${NODE}, got nothing`);
  t.is(about(JSON.parse('{"kind":"crash","node":1e999}')), `${NODE}, got Infinity`);
});

test('numbers beyond the limits of an action are refused', (t) => {
  const of = (field: string, min: number, max: number, got: number): string =>
    `scenario.actions[0].${field}: must be a whole number from ${min} to ${max}, got ${got}`;
  t.is(about({ kind: 'elapse', ms: -1 }), of('ms', 1, 60000, -1));
  t.is(about({ kind: 'elapse', ms: 1e15 }), of('ms', 1, 60000, 1e15));
  t.is(about({ kind: 'jumpClock', node: 1, byMs: -2001 }), of('byMs', -2000, 2000, -2001));
  t.is(about({ kind: 'driftClock', node: 1, percent: 0 }), of('percent', 50, 200, 0));
  t.is(about({ kind: 'slowDisk', node: 1, syncMs: 2001 }), of('syncMs', 0, 2000, 2001));
  t.is(about({ kind: 'loseMessages', percent: 101, forMs: 9 }), of('percent', 1, 100, 101));
  t.is(about({ kind: 'crashWithinStep', node: 1, point: 8 }), of('point', 0, 7, 8));
});

test('what is no action at all is refused', (t) => {
  const kinds = ACTIONS.map(({ kind }) => kind).join(', ');
  const kind = `scenario.actions[0].kind: must be one of ${kinds}`;
  t.is(about({ kind: 'explode' }), `${kind}, got "explode"`);
  t.is(about({ kind: '__proto__' }), `${kind}, got "__proto__"`);
  t.is(about({ kind: 'constructor' }), `${kind}, got "constructor"`);
  t.is(about({}), `${kind}, got nothing`);
  t.is(about('crash'), 'scenario.actions[0]: must be an object, got "crash"');
  t.is(about(null), 'scenario.actions[0]: must be an object, got null');
});

test('groups that are none are refused', (t) => {
  const partition = (groups: unknown): string => about({ kind: 'partition', groups });
  const groups = 'scenario.actions[0].groups';
  t.is(partition([]), `${groups}: must be a list of 1 to 9 groups of node ids, got a list of 0`);
  t.is(partition([1]), `${groups}[0]: must be a list of 0 to 9 node ids, got 1`);
  t.is(partition([[1], [10]]), `${groups}[1][0]: must be a whole number from 1 to 9, got 10`);
  t.is(partition([[1], [1]]), `${groups}: must name each node id once at most`);
  t.is(partition([[], [1]]), 'no complaint');
});

test('commands that would harm a terminal or a file are refused', (t) => {
  const command =
    'scenario.actions[0].command: must be a text of 1 to 100 printable ASCII characters';
  const propose = (text: string): string => about({ kind: 'propose', node: 1, command: text });
  t.is(propose(''), `${command}, got ""`);
  t.is(propose('\u001b[2J\nx'), `${command}, got "?[2J?x"`);
  t.is(propose('a'.repeat(10_000_000)), `${command}, got "${'a'.repeat(40)}..."`);
  t.is(propose('a b~!'), 'no complaint');
});

test('fields that nobody knows are refused, those of prototypes too', (t) => {
  const crash = 'scenario.actions[0]: has only the fields kind, node';
  for (const key of ['when', '__proto__', 'constructor', 'toString']) {
    const action: unknown = JSON.parse(
      `{"kind":"crash","node":1,${JSON.stringify(key)}:{"node":9}}`,
    );
    t.is(about(action), `${crash}, got "${key}"`);
  }
  const polluted: unknown = JSON.parse(
    JSON.stringify(SOUND).replace('{', '{"__proto__":{"admin":1},'),
  );
  t.regex(complaintAbout(polluted), /^scenario: has only the fields nodes, .*, got "__proto__"$/);
  t.is(({} as { admin?: unknown }).admin, undefined);
});

test('the cluster and its pace are limited', (t) => {
  t.is(complaint({ nodes: 10 }), 'scenario.nodes: must be a whole number from 1 to 9, got 10');
  t.is(
    complaint({ seed: -1 }),
    'scenario.seed: must be a whole number from 0 to 4294967295, got -1',
  );
  const timing = (changes: object): string => complaint({ timing: { ...TIMING, ...changes } });
  t.is(
    timing({ electionTimeoutMinMs: 600 }),
    'scenario.timing.electionTimeoutMinMs: must not be greater than electionTimeoutMaxMs',
  );
  t.is(
    timing({ heartbeatMs: 400 }),
    'scenario.timing.heartbeatMs: must be less than electionTimeoutMinMs',
  );
  const settings = (changes: object): string =>
    complaint({ settings: { ...DEFAULT_NETWORK, ...changes } });
  t.is(settings({ fifo: 'no' }), 'scenario.settings.fifo: must be true or false, got "no"');
  t.is(
    settings({ latencyMinMs: 11 }),
    'scenario.settings.latencyMinMs: must not be greater than latencyMaxMs',
  );
  t.is(
    settings({ syncMinMs: 3 }),
    'scenario.settings.syncMinMs: must not be greater than syncMaxMs',
  );
  t.is(complaint({ timing: undefined }), 'scenario.timing: must be an object, got nothing');
});

test('a scenario ends: its actions and their time are limited', (t) => {
  const elapses = (count: number, ms: number): unknown[] =>
    Array.from({ length: count }, () => ({ kind: 'elapse', ms }));
  const tooMany = 'scenario.actions: must be a list of 0 to 500 actions';
  t.is(complaint({ actions: elapses(500, 200) }), 'no complaint');
  t.is(complaint({ actions: elapses(501, 1) }), `${tooMany}, got a list of 501`);
  t.is(
    complaint({ actions: elapses(500, 201) }),
    'scenario.actions: must not elapse more than 100000 ms in all',
  );
});

test('10 MB of actions are refused without being looked at', (t) => {
  const text = `[${'{"kind":"explode"},'.repeat(550_000)}0]`;
  const actions: unknown = JSON.parse(text);
  t.regex(complaint({ actions }), /^scenario\.actions: must be .*, got a list of 550001$/);
});

for (const json of [null, undefined, 7, 'x', true, []]) {
  test(`what is no object is refused: ${JSON.stringify(json) ?? 'nothing'}`, (t) => {
    t.regex(complaintAbout(json), /^scenario: must be an object, got \S.*$/);
  });
}

test('any JSON at all is either read or refused in one line', (t) => {
  const field = (name: keyof Scenario): fc.Arbitrary<unknown> =>
    fc.oneof(fc.constant<unknown>(SOUND[name]), fc.jsonValue());
  const nearly = fc.record({
    nodes: field('nodes'),
    seed: field('seed'),
    timing: field('timing'),
    settings: field('settings'),
    actions: fc.oneof(field('actions'), fc.array(fc.jsonValue())),
  });
  const property = fc.property(fc.oneof(nearly, fc.jsonValue()), (json) => {
    const line = complaintAbout(json);
    t.regex(line, /^[ -~]{1,500}$/, 'a line of printable characters, and not a long one');
  });
  fc.assert(property, { numRuns: 500 });
});

test('a range may be a single number', (t) => {
  const single = { latencyMinMs: 7, latencyMaxMs: 7, syncMinMs: 2, syncMaxMs: 2 };
  t.is(complaint({ settings: { ...DEFAULT_NETWORK, ...single } }), 'no complaint');
  const { electionTimeoutMaxMs } = TIMING;
  const timing = { ...TIMING, electionTimeoutMinMs: electionTimeoutMaxMs };
  t.is(complaint({ timing }), 'no complaint');
});
