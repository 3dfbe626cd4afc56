// Luck and time of boots, as the code in a module hears of them.
import test from 'ava';
import { wasmTarget } from '../../../adapters/wasm/wasm-target.ts';
import { LAB_TIMING } from '../../../core/timing.ts';
import type { BootCircumstances, Input, PureTarget, Target } from '../../../simulator/target.ts';
import { echoModule, echoOf } from './echo.ts';

const RECORD = { currentTerm: 3, votedFor: null, log: [] };
const PROPOSED = { kind: 'proposed', command: 'x' } as const;

function bootIn(
  target: PureTarget,
  self: number,
  { luck, localTimeMs = 40 }: { readonly luck: number; readonly localTimeMs?: number },
  durable: unknown = null,
) {
  const identity = { self, nodes: 3, timing: LAB_TIMING };
  const machine = { steadyMs: () => 0, diskMs: () => 0 };
  const circumstances: BootCircumstances = { incarnation: 0, luck, localTimeMs, machine };
  return (target as Target).boot(identity, durable, circumstances).state;
}

test('a boot and a restart have luck, and the time on the clock of their node', (t) => {
  const target = wasmTarget(echoModule());
  const { request: boot } = echoOf(bootIn(target, 1, { luck: 0x40000000 }));
  t.is(boot['kind'], 'boot');
  t.is(boot['luck'], 0.25, 'the guest hears the luck that the world drew for this life');
  t.is(boot['localTimeMs'], 40);
  const again = { luck: 0x80000000, localTimeMs: -7 };
  const { request: restart } = echoOf(bootIn(target, 1, again, RECORD));
  t.is(restart['kind'], 'restore');
  t.is(restart['luck'], 0.5);
  t.is(restart['localTimeMs'], -7, 'a clock may have been set back');
});

test('no two boots draw alike, neither lives of one node nor nodes with one luck', (t) => {
  const target = wasmTarget(echoModule());
  const boots = [1, 2, 3].flatMap((self) => [7, 8, 0x70000000].map((luck) => ({ self, luck })));
  const drawn = boots.map(({ self, luck }) => echoOf(bootIn(target, self, { luck })).random);
  t.is(new Set(drawn).size, boots.length, `two of these boots draw alike: ${drawn.join(', ')}`);
});

test('what is drawn after a boot goes on from the luck of that boot', (t) => {
  const target = wasmTarget(echoModule());
  const afterBoot = (luck: number): string => {
    const { state } = target.step(bootIn(target, 1, { luck }), PROPOSED, 40);
    return echoOf(state).random;
  };
  t.is(afterBoot(7), afterBoot(7), 'one life told the same draws the same');
  t.not(afterBoot(7), afterBoot(8), 'two lives would split their votes for ever');
});

test('what a node is told has a luck of its own, by life, time, sender and kind', (t) => {
  const target = wasmTarget(echoModule());
  const luckOf = (life: number, input: Input, localTimeMs: number): unknown => {
    const { state } = target.step(bootIn(target, 1, { luck: life }), input, localTimeMs);
    return echoOf(state).request['luck'];
  };
  const received = (from: number, kind: string): Input => {
    return { kind: 'received', from, message: { kind, term: 1 } };
  };
  const vote = received(2, 'requestVote');
  const all = [
    luckOf(7, vote, 50),
    luckOf(8, vote, 50),
    luckOf(7, vote, 51),
    luckOf(7, received(3, 'requestVote'), 50),
    luckOf(7, received(2, 'appendEntries'), 50),
    luckOf(7, PROPOSED, 50),
    luckOf(7, { ...PROPOSED, command: 'y' }, 50),
  ];
  t.is(new Set(all).size, all.length, `two of these have one luck: ${all.join(', ')}`);
  for (const luck of all) t.true(typeof luck === 'number' && luck > 0 && luck < 1);
  t.is(luckOf(7, vote, 50), all[0], 'the same again, the same luck');
});

test('a boot that is had again, to go back in time, has the luck and the time of before', (t) => {
  const target = wasmTarget(echoModule());
  const booted = bootIn(target, 1, { luck: 7 });
  const once = target.step(booted, PROPOSED, 50).state;
  // The node lives on, so that its instance is elsewhere when it has to go back.
  let later = once;
  for (let step = 0; step < 3; step += 1) later = target.step(later, PROPOSED, 60 + step).state;
  t.deepEqual(echoOf(target.step(booted, PROPOSED, 50).state), echoOf(once));
});

test('without clocks, a boot has no luck and no time', (t) => {
  const target = wasmTarget(echoModule());
  const { request } = echoOf(target.boot({ self: 1, nodes: 3, timing: LAB_TIMING }, null).state);
  t.is(request['luck'], 0);
  t.is(request['localTimeMs'], null);
});
