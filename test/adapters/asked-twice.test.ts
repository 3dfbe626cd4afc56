// A pure target that answers one request in two ways is told from one that breaks Raft.
import test from 'ava';
import { checkedTarget, ContractBroken } from '../../adapters/checked-target.ts';
import { AnsweredDifferently, type Target } from '../../simulator/target.ts';
import { raft } from '../../targets/raft.ts';
import { BOOT, checked, FIRED, IDENTITY, VIEW } from './checked-answers.ts';

/** A target whose answers are these, and whose boot is always the same. */
function stepping(step: (state: { count: number }) => object, more: object = {}): Target {
  return checked({
    boot: () => ({ state: { count: 0 }, effects: [] }),
    step,
    classify: () => ({ kind: 'other', term: 0 }),
    ...more,
  });
}

function steps(target: Target, count: number, localTimeMs: number | null): void {
  let { state } = target.boot(IDENTITY, null, BOOT);
  for (let step = 0; step < count; step += 1) {
    ({ state } = target.step(state, FIRED, localTimeMs));
  }
}

const timer = (ms: number) => ({ kind: 'setTimer', timer: 'a', minMs: ms, maxMs: ms });

/** Each keeps a count of its own between two steps. */
const WAYS: Readonly<Record<string, readonly [path: string, make: () => Target]>> = {
  'its state': [
    'state.seen[1]',
    () => {
      let calls = 0;
      return stepping(() => ({ state: { seen: [7, (calls += 1)] }, effects: [] }));
    },
  ],
  'its effects': [
    'effects[0].minMs',
    () => {
      let calls = 0;
      return stepping((state) => ({ state, effects: [timer((calls += 1))] }));
    },
  ],
  'its view': [
    'view.currentTerm',
    () => {
      let calls = 0;
      const view = () => ({ ...VIEW, currentTerm: (calls += 1) });
      return stepping((state) => ({ state: { ...state }, effects: [] }), { view });
    },
  ],
  'a field that is there only once': [
    'state.extra',
    () => {
      let calls = 0;
      return stepping(() => {
        calls += 1;
        return { state: calls % 2 === 0 ? {} : { extra: 1 }, effects: [] };
      });
    },
  ],
};

for (const [what, [path, make]] of Object.entries(WAYS)) {
  test(`an answer that differs in ${what} the second time is told with the first difference`, (t) => {
    for (const localTimeMs of [0, null]) {
      const error = t.throws(() => steps(make(), 1, localTimeMs), {
        instanceOf: AnsweredDifferently,
      });
      t.is(error?.path, path);
      t.notRegex(error?.message ?? '', /\n/);
      t.regex(error?.message ?? '', /^mine: .*: the same request got two answers: .* clock/);
      t.not(error?.answers[0], error?.answers[1]);
    }
  });
}

test('a boot is asked for twice, too', (t) => {
  let boots = 0;
  const boot = () => ({ state: { boot: (boots += 1) }, effects: [] });
  const target = stepping((state) => ({ state, effects: [] }), { boot });
  const error = t.throws(() => steps(target, 0, 0), { instanceOf: AnsweredDifferently });
  t.is(error?.path, 'state.boot');
  t.deepEqual(error?.answers, ['1', '2']);
});

test('a difference that comes late is found within 509 steps', (t) => {
  let calls = 0;
  const late = stepping(({ count }) => {
    calls += 1;
    return { state: { count: count + 1, dice: calls > 200 ? calls : 0 }, effects: [] };
  });
  t.throws(() => steps(late, 1000, 0), { instanceOf: AnsweredDifferently });
  t.true(calls <= 200 + 509 + 64, `${calls} calls`);
});

test('the same fields in another order differ: a search knows states by their JSON', (t) => {
  let calls = 0;
  const unordered = stepping(() => {
    calls += 1;
    return { state: calls % 2 === 0 ? { a: 1, b: 2 } : { b: 2, a: 1 }, effects: [] };
  });
  const error = t.throws(() => steps(unordered, 1, 0), { instanceOf: AnsweredDifferently });
  t.is(error?.path, 'the order of fields in state');
});

test('a step that writes to its state is told so, not that it answers differently', (t) => {
  const writing = stepping((state) => {
    // The state of a boot is frozen.
    if (state.count === 0) return { state: { count: 1 }, effects: [] };
    state.count += 1;
    return { state: { ...state }, effects: [] };
  });
  t.throws(() => steps(writing, 2, 0), {
    instanceOf: ContractBroken,
    message:
      'mine: step, timer election: it writes to the state that it was given: ' + 'return a new one',
  });
});

test('what is a function of its inputs is asked twice for a few steps only', (t) => {
  let calls = 0;
  const sound = stepping(({ count }) => {
    calls += 1;
    return { state: { count: count + 1 }, effects: [] };
  });
  steps(sound, 1000, 0);
  t.true(calls > 1060 && calls < 1070, `${calls} calls for 1000 steps`);
  t.notThrows(() => steps(checkedTarget(raft), 200, 0));
});

test('live code is asked once: its state goes on living', (t) => {
  let calls = 0;
  const living = stepping(
    (state) => {
      calls += 1;
      return { state, effects: [timer(calls)] };
    },
    { family: 'live' },
  );
  steps(living, 100, 0);
  t.is(calls, 100);
});
