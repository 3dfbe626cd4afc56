/**
 * Whether a program that holds its nodes can be told to forget one: asked before the first run,
 * since what it does wrong then, it does between two runs, and neither could be performed again.
 */
import { stepRequest } from '../../held-messages.ts';
import type { Effect } from '../../../simulator/target.ts';
import { ProgramFault, type Hello } from '../protocol.ts';
import { Asking, bootOf } from './asking.ts';
import type { Asked } from './handles.ts';

/** Throws a {@link ProgramFault} of one line if it answers, or loses another node. */
export function probeForgetting(hello: Hello, connection: Asked): void {
  const asking = new Asking(hello, connection);
  try {
    play(hello, asking, false);
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
    // What it cannot do without forgetting either is found out by the first run.
    return connection.close();
  }
  try {
    play(hello, asking, true);
  } catch (error) {
    connection.close();
    if (!(error instanceof ProgramFault)) throw error;
    throw new ProgramFault(`when told to forget another node: ${error.message}`);
  }
  asking.forgetAll();
}

/** Boots two nodes, and the second takes a step. */
function play(hello: Hello, asking: Asking, forgets: boolean): void {
  const [first, second] = [asking.newHandle(), asking.newHandle()];
  asking.answer(first, bootOf(1, hello));
  const { effects } = asking.answer(second, bootOf(2, hello));
  if (forgets) asking.forget(first);
  const timer = timerIn(effects);
  const fired = { kind: 'timerFired', timer, luck: 0 } as const;
  asking.answer(second, stepRequest(fired, null));
}

function timerIn(effects: readonly (Partial<Effect> | null)[]): string {
  for (const effect of effects) if (effect?.kind === 'setTimer') return String(effect.timer);
  return 'election';
}
