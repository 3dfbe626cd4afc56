/** Small targets that behave in ways which no good one does. */
import { pure, type PureTarget, type ShownView, type Transition } from '../../library/index.ts';

interface State {
  readonly ticks: number;
}

const FOLLOWER: ShownView = { role: 'follower', currentTerm: 0, votedFor: null };
const ALARM = { kind: 'setTimer', timer: 'alarm', minMs: 100, maxMs: 200 } as const;

/** Boots, and does the same at every alarm. */
export function ticking(
  name: string,
  atAlarm: (state: State) => Transition<State>,
  view: (state: State) => ShownView = () => FOLLOWER,
): PureTarget {
  return pure<State>({
    name,
    boot: () => ({ state: { ticks: 0 }, effects: [ALARM] }),
    step: (state, { kind }) => (kind === 'timerFired' ? atAlarm(state) : { state, effects: [] }),
    view,
    classify: () => ({ kind: 'other', term: 0 }),
  });
}

/** Waits for ever, and leads nobody. */
export const idle = ticking('idle', (state) => ({ state, effects: [ALARM] }));

/** Throws from its own code at the third alarm. */
export const thrower = ticking('thrower', ({ ticks }) => {
  if (ticks === 2) throw new TypeError('no such neighbour');
  return { state: { ticks: ticks + 1 }, effects: [ALARM] };
});

let calls = 0;

/** What it does depends on how often it was asked in the life of the process. */
export const forgetsNothing = ticking('forgets-nothing', () => {
  calls += 1;
  return { state: { ticks: calls % 7 }, effects: [{ ...ALARM, maxMs: 200 + (calls % 50) }] };
});
