/** Notices real timers that code under test sets: they would go off when the run is long over. */
import { createHook } from 'node:async_hooks';
import { CannotRun } from '../../simulator/target.ts';

/** What Node calls them. */
const REAL_TIMERS: readonly string[] = ['Timeout', 'Immediate'];

const REMEDY =
  'it came by it before its globals were taken over. Import the module that sets it by ' +
  'takenOver(() => import(…)), and use the global setTimeout, not that of node:timers';

let isRealTimerSet = false;

const hook = createHook({
  init(_id, kind) {
    if (REAL_TIMERS.includes(kind)) isRealTimerSet = true;
  },
});

/**
 * Throws {@link CannotRun} if a real timer was set meanwhile. To watch costs as much as several
 * events, so it is done while a node boots.
 */
export function withoutRealTimers<Result>(name: string, work: () => Result): Result {
  isRealTimerSet = false;
  hook.enable();
  let result: Result;
  try {
    result = work();
  } finally {
    hook.disable();
  }
  if (isRealTimerSet) throw new CannotRun(`${name} has set a real timer: ${REMEDY}`);
  return result;
}
