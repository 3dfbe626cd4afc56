import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { connectProgram } from '../../../adapters/program/connected.ts';
import { Patience } from '../../../adapters/program/patience.ts';
import { programTarget } from '../../../adapters/program/program-target.ts';
import { isWellFormed, protocolSchema } from '../../../adapters/program/schema.ts';
import { startProgram } from '../../../adapters/program/started-program.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { SEARCH_FAULTS, type SearchResult } from '../../../search/exploring/bounds.ts';
import { foresightOf } from '../../../simulator/foresight.ts';
import { pureOf, type PureTarget, type Transition } from '../../../simulator/target.ts';
import { emptyFolder } from '../../cli/whitewater.ts';
import {
  commandOf,
  connected,
  ELECTION,
  hasPython,
  haveEnded,
  processesWith,
  started,
} from './programs.ts';

const IDENTITY = { self: 2, nodes: 3, timing: LAB_TIMING };
const FIRED = { kind: 'timerFired', timer: 'election', luck: 0.5 } as const;

/** Takes some steps of a timer: in the third, the program misbehaves. */
function someSteps(target: PureTarget): Transition<unknown> {
  let { state } = target.boot(IDENTITY, null);
  for (let step = 1; step < 5; step += 1) ({ state } = target.step(state, FIRED, 0));
  return target.step(state, FIRED, 0);
}

test('a program is a pure target: same state and input, same transition, however often', (t) => {
  const { target } = connected(t, commandOf('well'));
  t.is(target.name, 'exec:counter');
  const { persistence, symmetric, quorumCheck } = target.capabilities;
  t.deepEqual(
    { persistence, symmetric, quorumCheck },
    {
      persistence: false,
      symmetric: true,
      quorumCheck: false,
    },
  );
  const booted = target.boot(IDENTITY, null);
  const once = target.step(booted.state, FIRED, null);
  t.deepEqual(target.step(booted.state, FIRED, null), once);
  t.deepEqual(once.effects, [{ kind: 'setTimer', timer: 'election', minMs: 100, maxMs: 200 }]);
  const isKept = target.view(once.state) === target.view(booted.state);
  t.true(isKept, 'a view that says the same must be the same: it wakes no property');
});

const FAULTS: Readonly<Record<string, RegExp>> = {
  silent: /^timer election: it did not answer within 300 ms$/,
  exits: /^timer election: it ended without an answer; on stderr: out of luck$/,
  panics: /^timer election: it ended without an answer; on stderr: panic: out of range$/,
  dice: /^exec:counter: step, timer election: the same request got two answers: state\.rolled is 0/,
  text: /^timer election: its answer is not JSON: oops \?\[31m$/,
  twice: /^timer election: it answered with more than one line$/,
  // The late line may still come together with the answer before it.
  later: /: it answered (for another step .*: a line too many\?|with more than one line)$/,
  endless: /^timer election: it answered with more than 4000000 bytes$/,
  role: /^exec:counter: step, timer election: its view: role "king", not follower/,
  stranger: /^exec:counter: step, timer election: effect 1: send: to 9, and the nodes .* 1 to 3$/,
  error: /^timer election: state machine on fire$/,
};

for (const [way, message] of Object.entries(FAULTS)) {
  test(`a program that answers wrongly (${way}) is told from others in one line`, async (t) => {
    // Only the watchdog ends one that is silent.
    const isSilent = way === 'silent';
    const command = commandOf(way);
    const { target: shown } = isSilent ? await started(t, command, 300) : connected(t, command);
    const target = pureOf(shown);
    const error = t.throws(() => someSteps(target), { message });
    t.regex(error?.name ?? '', /^(ProgramFault|ContractBroken|AnsweredDifferently)$/);
    t.notRegex(error?.message ?? '', /\p{Cc}/u, 'it must be harmless for a terminal');
    // One start is enough to see it: starting takes longer than all the rest.
    if (way !== 'panics') return;
    const again = target.boot(IDENTITY, null);
    t.is(again.effects.length, 1, 'after a fault, the program is started anew for the next step');
  });
}

test('a program that cannot be started or says no valid hello is refused', async (t) => {
  const refused = async (command: string, message: RegExp): Promise<void> => {
    const request = { command, limitMs: 500, transcript: null };
    await t.throwsAsync(startProgram(request), { name: 'Refusal', message });
  };
  await refused('whitewater-no-such-program', /no-such-program.*not found/);
  await refused('true', /it ended without an answer, and said nothing on stderr/);
  await refused('echo hi', /its answer is not JSON: hi/);
  await refused(commandOf('version'), /its hello: it speaks protocol 99, and this is 1 or 2/);
  await refused(commandOf('name'), /its hello: name: must be up to 40 letters/);
  await refused(
    commandOf('misspelled'),
    /its hello: capabilities\.persistance: .* did you mean persistence\? \(it said \{"kind"/,
  );
});

test('a closed program is gone, and so is what it has started', async (t) => {
  // Nobody tells this one that its pipe is closed.
  const mark = `sleep 6${process.pid}`;
  const program = await started(t, `${mark} & ${commandOf('well')}; true`);
  t.true(processesWith(mark).length > 0, 'the program does not run: this test proves nothing');
  program.close();
  await haveEnded(t, mark);
});

test('a transcript holds every line, both ways', async (t) => {
  const transcript = join(emptyFolder(t), 'lines.txt');
  const request = { command: commandOf('exits'), limitMs: 2000, transcript };
  const program = await startProgram(request);
  t.teardown(program.close);
  t.throws(() => someSteps(pureOf(program.target)), { message: /on stderr: out of luck/ });
  const lines = readFileSync(transcript, 'utf8').replace(/^\d+ /gm, '').trim().split('\n');
  t.regex(lines[0] ?? '', /^> \{"kind":"hello","protocol":1,"protocols":\[1,2\]\}$/);
  t.regex(lines[1] ?? '', /^< \{"kind":"hello",.*"name":"counter"/);
  t.regex(lines[2] ?? '', /^> \{"kind":"boot","step":1,"node":2,"nodes":3,/);
  t.is(lines.at(-1), 'out of luck', 'what it says on stderr belongs to the transcript');
});

test('the last words of a program are found, whatever came behind them', async (t) => {
  for (const way of ['warns', 'closes']) {
    for (const transcript of [null, join(emptyFolder(t), 'lines.txt')]) {
      const request = { command: commandOf(way), limitMs: 5000, transcript };
      const program = await startProgram(request);
      t.teardown(program.close);
      const message = /it ended without an answer; on stderr: panic: out of range$/;
      t.throws(() => someSteps(pureOf(program.target)), { message }, `${way}, ${transcript}`);
    }
  }
});

const VIEW = {
  role: 'leader',
  currentTerm: 2,
  votedFor: 1,
  log: [{ term: 1, command: 'a' }],
  commitIndex: 1,
  matchIndex: [1, 0, 1],
};
const ANSWER = {
  step: 1,
  state: { any: ['thing'] },
  view: VIEW,
  effects: [
    { kind: 'persist', record: { currentTerm: 2, votedFor: null, log: [], more: 1 }, synced: true },
    { kind: 'send', to: 3, message: { kind: 'voteReply', term: 2, voteGranted: true } },
    { kind: 'send', to: 2, message: { kind: 'preVote', term: 2 } },
    { kind: 'send', to: 2, message: { kind: 'preVoteReply', term: 2, voteGranted: false } },
    { kind: 'setTimer', timer: 'election', minMs: 1, maxMs: 2 },
    { kind: 'clearTimer', timer: 'heartbeat' },
    { kind: 'apply', index: 1, entry: { term: 1, command: 'a' } },
  ],
};

/** Replaces the value at the place of this number, counted through the whole of it. */
function mutated(json: unknown, place: number, value: unknown): unknown {
  let left = place;
  const copyOf = (part: unknown): unknown => {
    left -= 1;
    if (left === -1) return value;
    if (Array.isArray(part)) return part.map(copyOf);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copyOf(inner)]));
  };
  return JSON.parse(JSON.stringify(copyOf(json)) ?? 'null');
}

/** What is wrong with an answer to a boot in a cluster of three; null if nothing is. */
function faultOf(json: unknown): string | null {
  const asked = { ask: () => json, close: () => undefined };
  const hello = { kind: 'hello', protocol: 1, name: 'one-line', capabilities: {} } as const;
  const target = programTarget(hello, asked);
  try {
    for (const effect of target.boot(IDENTITY, null).effects) {
      if (effect.kind === 'send') target.classify(effect.message);
      if (effect.kind === 'persist') target.viewDurable(effect.record);
    }
    return null;
  } catch (error) {
    return String(error);
  }
}

/** What depends on the size of the cluster, or on two values at once, is beyond a schema. */
const BEYOND = /and the nodes of this cluster|not null or (one number|the number)|0 <= minMs/;

test('the validator takes what the published schema takes', (t) => {
  t.is(faultOf(ANSWER), null);
  const values = fc.oneof(
    fc.constantFrom(null, 1, 3, -1, 0.5, true, 'x', 'leader', 'a\nb', '', [], {}, undefined),
    fc.jsonValue({ maxDepth: 1 }),
  );
  fc.assert(
    fc.property(fc.nat(60), values, (place, value) => {
      const json = mutated(ANSWER, place, value);
      const fault = faultOf(json);
      return isWellFormed(json) ? fault === null || BEYOND.test(fault) : fault !== null;
    }),
    { seed: 1, numRuns: 1000 },
  );
});

const SCHEMA = new URL('../../../docs/step-protocol.schema.json', import.meta.url);

test('docs/step-protocol.schema.json is what the program is checked against', (t) => {
  const text = `${JSON.stringify(protocolSchema(), null, 2)}\n`;
  if (process.env['WHITEWATER_GOLDEN'] === 'write') writeFileSync(SCHEMA, text);
  const stale = 'run WHITEWATER_GOLDEN=write npx ava test/adapters/program/step-protocol.test.ts';
  t.is(readFileSync(SCHEMA, 'utf8'), text, stale);
});

test('every answer that docs/STEP-PROTOCOL.md shows is one', (t) => {
  const page = readFileSync(new URL('../../../docs/STEP-PROTOCOL.md', import.meta.url), 'utf8');
  const answers = [...page.matchAll(/^< (\{.*\})$/gm)].map(([, line = '']): unknown =>
    JSON.parse(line),
  );
  // Those of nodes that the program holds have no state; a schema judges them elsewhere.
  const shown = answers.filter(
    (json) => typeof json === 'object' && json && 'view' in json && 'state' in json,
  );
  t.true(shown.length >= 5, 'the page shows an answer to every kind of request');
  for (const json of shown) t.is(faultOf(json), null, JSON.stringify(json));
});

function searched(target: PureTarget, maxDecisions: number): SearchResult {
  const bounds = { nodes: 3, maxDecisions, maxTerm: 2, faults: SEARCH_FAULTS, maxStates: 100_000 };
  return explore(target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
}

test('the example breaks in four decisions; mended as the documentation says, it holds', (t) => {
  if (!hasPython(t)) return t.pass();
  const broken = searched(connected(t, `python3 '${ELECTION}'`).target, 4);
  t.is(broken.kind, 'violated');
  if (broken.kind === 'violated') t.is(broken.run.length, 4);

  const source = readFileSync(ELECTION, 'utf8');
  const swapped = source.replace(/^( *effects \+= answer .*\n)( *effects \+= .*\n)/m, '$2$1');
  t.not(swapped, source, 'the two lines that the documentation speaks of are not there');
  const file = join(emptyFolder(t), 'mended.py');
  writeFileSync(file, swapped);
  t.is(searched(connected(t, `python3 '${file}'`).target, 5).kind, 'complete');
});

test('a program that keeps nothing may speak version 2: two copies are asked in batches', (t) => {
  const transcript = join(emptyFolder(t), 'lines.txt');
  const request = { command: commandOf('second'), limitMs: 2000, transcript };
  const [patience, other] = [new Patience().shared, new Patience().shared];
  const { target, close } = connectProgram({ request, patience, others: [other], hello: null });
  t.teardown(close);
  const booted = [1, 2, 3].map((self) => target.boot({ ...IDENTITY, self }, null).state);
  const steps = booted.flatMap((state) =>
    ['a', 'b', 'c', 'd'].map((command) => ({
      state,
      input: { kind: 'proposed', command } as const,
    })),
  );
  foresightOf(target)?.(steps);
  const asked = readFileSync(transcript, 'utf8').split('\n');
  const batches = asked.flatMap((line) => /^(\d+) > \[\{"kind":"propose"/.exec(line)?.[1] ?? []);
  t.is(new Set(batches).size, 2, 'two copies are asked, each in a line');
  for (const { state, input } of steps) t.is(target.step(state, input, null).effects.length, 1);
  const { state } = target.boot(IDENTITY, null);
  t.notThrows(() => target.step(state, FIRED, 7), 'luck and time are in each request');
  t.deepEqual(searched(target, 3), searched(connected(t, commandOf('well')).target, 3));
});
