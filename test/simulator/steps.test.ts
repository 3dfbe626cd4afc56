// How a step takes effect: in order, behind the barrier of its write, seen at once or not at all.
import test from 'ava';
import { apply, diary, persist, send, setTimer } from './fake-target.ts';
import { play } from './story.ts';

test('all nodes boot at time 0, in order', (t) => {
  const { world, trace } = play({}, { nodes: 3 });
  t.deepEqual(
    trace.lines.map(({ timeMs, event }) => [timeMs, event]),
    [
      [0, { kind: 'booted', node: 1, incarnation: 0 }],
      [0, { kind: 'booted', node: 2, incarnation: 0 }],
      [0, { kind: 'booted', node: 3, incarnation: 0 }],
    ],
  );
  t.deepEqual(diary(world.viewOf(3)), ['booted from null']);
});

test('effects happen in the order in which they were asked for', (t) => {
  const { world, after } = play({ go: [send(2, 'a'), apply(1), send(2, 'b'), apply(2)] });
  world.propose(1, 'go');
  t.deepEqual(after(0), [
    '0 n1 proposed go',
    '0 n1 sent a to n2',
    '0 n1 applied 1',
    '0 n1 sent b to n2',
    '0 n1 applied 2',
  ]);
});

test('a synced write is a barrier: nothing after it is seen before it is durable', (t) => {
  const script = { go: [persist('vote'), send(2, 'yes'), apply(1)] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  t.deepEqual(after(6), []);
  t.deepEqual(diary(world.viewOf(1)), ['booted from null'], 'the step is only a thought so far');
  t.deepEqual(after(1), [
    '7 n1 synced, disk vote',
    '7 n1 proposed go',
    '7 n1 sent yes to n2',
    '7 n1 applied 1',
  ]);
});

test('what stands before the barrier is seen before it', (t) => {
  const script = { go: [send(2, 'early'), persist('vote'), send(2, 'late')] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  t.deepEqual(after(0), ['0 n1 proposed go', '0 n1 sent early to n2']);
  t.deepEqual(after(7), [
    '5 n2 received early from n1',
    '7 n1 synced, disk vote',
    '7 n1 sent late to n2',
  ]);
});

test('a timer behind the barrier starts to run when the write is durable', (t) => {
  const script = { go: [persist('vote'), setTimer('ring', 10)] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  t.deepEqual(after(30).at(-1), '17 n1 fired ring');
});

test('a step with two writes waits for each of them', (t) => {
  const script = { go: [persist('one'), send(2, 'a'), persist('two'), send(2, 'b')] };
  const { world, after } = play(script, { syncMinMs: 3, syncMaxMs: 3 });
  world.propose(1, 'go');
  t.deepEqual(after(7), [
    '3 n1 synced, disk one',
    '3 n1 proposed go',
    '3 n1 sent a to n2',
    '6 n1 synced, disk two',
    '6 n1 sent b to n2',
  ]);
});

test('a step without visible effects is seen at its end', (t) => {
  const script = { go: [setTimer('ring', 100), persist('term')] };
  const { world, after, trace } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  t.deepEqual(after(7), ['7 n1 synced, disk term', '7 n1 proposed go']);
  const [synced, proposed] = trace.lines.slice(-2);
  t.is(synced?.after, synced?.before, 'the write alone shows nothing of the step');
  t.deepEqual(diary(proposed?.before ?? null), ['booted from null']);
  t.deepEqual(diary(proposed?.after ?? null), ['booted from null', 'go']);
});

test('an unsynced write is no barrier', (t) => {
  const script = { go: [persist('vote', false), send(2, 'yes')] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(1, 'go');
  t.deepEqual(after(0), ['0 n1 wrote, disk empty', '0 n1 proposed go', '0 n1 sent yes to n2']);
});

test('while a node waits for its write it takes no other step; then it takes them in order', (t) => {
  const script = { go: [persist('vote')], ask: [send(1, 'hello')], boot: [setTimer('ring', 6)] };
  const { world, after } = play(script, { syncMinMs: 7, syncMaxMs: 7 });
  world.propose(2, 'ask');
  world.propose(1, 'go');
  world.propose(1, 'a');
  t.deepEqual(
    after(7).filter((line) => line.includes(' n1 ')),
    [
      '7 n1 synced, disk vote',
      '7 n1 proposed go',
      '7 n1 proposed a',
      '7 n1 received hello from n2',
      '7 n1 fired ring',
    ],
  );
});

test('the same write takes as long in every run; other writes may take longer', (t) => {
  const durations = [1, 2, 3, 4, 5, 6].map((seed) => {
    const { world, after } = play({ go: [persist('vote')] }, { seed, syncMinMs: 1, syncMaxMs: 9 });
    world.propose(1, 'go');
    return after(9)[0];
  });
  t.true(new Set(durations).size > 1, 'the pace of a disk must come from the seed');
  t.true(
    durations.every((line) => line !== undefined),
    'a write must end within syncMaxMs',
  );
});

test('a slow disk makes writes take at least as long as it is told, until it is told 0', (t) => {
  const { world, after } = play({ go: [persist('vote')] }, { syncMinMs: 7, syncMaxMs: 7 });
  const writtenAfter = (slowMs: number): string[] => {
    world.slowDisk(1, slowMs);
    world.propose(1, 'go');
    return after(100);
  };
  t.deepEqual(writtenAfter(50).slice(1), ['50 n1 synced, disk vote', '50 n1 proposed go']);
  t.deepEqual(writtenAfter(3).slice(1), ['107 n1 synced, disk vote', '107 n1 proposed go']);
  t.deepEqual(writtenAfter(0).slice(1), ['207 n1 synced, disk vote', '207 n1 proposed go']);
});

test('a step whose only visible effect is an apply is seen before it', (t) => {
  const { world, after } = play({ go: [apply(1)] });
  world.propose(1, 'go');
  t.deepEqual(after(0), ['0 n1 proposed go', '0 n1 applied 1']);
});

test('a step that asks for nothing is seen too', (t) => {
  const { world, after } = play({});
  world.propose(2, 'nothing');
  t.deepEqual(after(0), ['0 n2 proposed nothing']);
});
