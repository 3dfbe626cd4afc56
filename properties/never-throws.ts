/** A target that throws has left its state machine: the paper covers nothing that follows. */
import type { Booted, StepEvent } from '../trace/event.ts';
import { nodeName } from '../trace/view.ts';
import { property } from './property.ts';

/** The target takes every step without an error. */
export const neverThrows = property<null>({
  id: 'never-throws',
  kind: 'safety',
  claim: 'the target takes every step without an error',
  source:
    'Raft paper, Figure 2: the rules for servers have an answer to every message, timeout and ' +
    'restart; an error that nothing catches ends the process instead',
  start: () => null,
  safetyState: () => null,
  isTestedByEvery: 'event',
  on: {
    threw(memory, { event, step, timeMs }, judge) {
      if (event.kind !== 'threw') return memory;
      const { node, during, error } = event;
      const doing = `${nodeName(node)} ${doingText(during)}`;
      judge.violated({
        observed: `${nodeName(node)} threw ${error}`,
        because: [{ step, text: doing }],
        step,
        timeMs,
      });
      return memory;
    },
  },
});

function doingText(during: StepEvent | Booted): string {
  switch (during.kind) {
    case 'booted':
      return during.incarnation === 0 ? 'was booting' : 'was restarting after a crash';
    case 'timerFired':
      return `was handling its timer ${during.timer}`;
    case 'proposed':
      return `was handling the proposal ${JSON.stringify(during.command)}`;
    case 'received':
      return `was handling a message of ${nodeName(during.from)}`;
  }
}
