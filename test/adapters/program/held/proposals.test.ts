// A follower may drop a client's command, or pass it on to the leader: what is counted of either.
import test, { type ExecutionContext } from 'ava';
import type { Action } from '../../../../faults/action.ts';
import { libraryWith, lived, type Seen } from './library-runs.ts';

const NODES = [1, 2, 3];
/** One for each node, so that one is proposed to the leader and two to followers. */
const ACTIONS: readonly Action[] = [
  { kind: 'elapse', ms: 2000 },
  ...NODES.flatMap((node): readonly Action[] => [
    { kind: 'propose', node, command: `to n${node}` },
    { kind: 'elapse', ms: 500 },
  ]),
];
const COMMANDS = NODES.map((node) => `to n${node}`);

/** Which of these commands were proposed to a leader, and which to a follower. */
function proposedTo(t: ExecutionContext, seen: readonly Seen[]) {
  const roleOf = new Map(
    seen.flatMap(({ event, before }) => {
      const isOurs = event.kind === 'proposed' && COMMANDS.includes(event.command);
      return isOurs ? [[event.command, before?.role] as const] : [];
    }),
  );
  const those = (role: string) => COMMANDS.filter((command) => roleOf.get(command) === role);
  const [leader, followers] = [those('leader'), those('follower')];
  t.is(leader.length, 1, 'one command is proposed to the leader: choose another seed');
  t.is(followers.length, 2, 'two are proposed to followers: choose another seed');
  return { leader, followers };
}

/** In whose logs a command ever stood, n1 first. */
function holdersOf(command: string, seen: readonly Seen[]): readonly number[] {
  const holds = ({ event, after }: Seen, node: number) =>
    'node' in event && event.node === node && after?.log.some((entry) => entry.command === command);
  return NODES.filter((node) => seen.some((each) => holds(each, node) === true));
}

test('a proposal that a follower drops stands in no log, and no property asks for it', (t) => {
  const { result, seen } = lived(libraryWith(t, '').target, ACTIONS);
  const { leader, followers } = proposedTo(t, seen);
  for (const command of leader) t.deepEqual(holdersOf(command, seen), NODES);
  for (const command of followers) t.deepEqual(holdersOf(command, seen), []);
  const dropped = seen.filter(({ event }) => {
    return event.kind === 'proposed' && followers.includes(event.command);
  });
  t.is(dropped.length, 2);
  for (const { before, after } of dropped) t.is(after, before, 'nothing is seen of it');
  t.deepEqual(result.violations, [], 'dropping a proposal breaks no property');
  // What is owed is counted once all is healed: the world proposes to the leader then.
  const owed = seen.filter(({ event, before }) => {
    const isLate = event.kind === 'proposed' && !COMMANDS.includes(event.command);
    return isLate && before?.role === 'leader';
  });
  t.true(owed.length > 0, 'nothing was owed: this test proves nothing');
  t.is(result.exercised.progress, owed.length, 'what a leader has taken is counted, nothing else');
});

test('a proposal that a follower passes on is committed and applied once, and no property objects', (t) => {
  const { result, seen } = lived(libraryWith(t, 'forward').target, ACTIONS);
  const { leader, followers } = proposedTo(t, seen);
  for (const command of [...leader, ...followers]) t.deepEqual(holdersOf(command, seen), NODES);
  const passedOn = seen.filter(({ event }) => {
    return event.kind === 'received' && event.meaning.kind === 'other';
  });
  t.is(passedOn.length, followers.length, 'one message for each');
  const applied = seen.flatMap(({ event }) =>
    event.kind === 'applied' && followers.includes(event.entry.command) ? [event.node] : [],
  );
  t.is(applied.length, followers.length * NODES.length, 'each node applies each of them once');
  t.deepEqual(result.violations, [], 'passing a proposal on breaks no property');
});
