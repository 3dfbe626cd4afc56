/** A target that throws has left its state machine: the paper covers nothing that follows. */
import { STANDS_STILL, threwText, type Threw } from '../trace/event.ts';
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
      const { node, during } = event;
      judge.violated({
        observed: `${nodeName(node)} ${observedText(event)}`,
        because: [{ step, text: `${nodeName(node)} ${doingText(during)}` }],
        step,
        timeMs,
      });
      return memory;
    },
  },
});

/** An error says what went wrong; of a step that stands still, only the step is known. */
function observedText({ during, error }: Threw): string {
  return error === STANDS_STILL ? `${error} in ${placeText(during)}` : threwText(error);
}

function placeText(during: Threw['during']): string {
  switch (during.kind) {
    case 'booted':
      return during.incarnation === 0 ? 'its boot' : 'its restart after a crash';
    case 'timerFired':
      return `timer ${during.timer}`;
    case 'proposed':
      return 'a proposal';
    case 'received':
      return `a message of ${nodeName(during.from)}`;
  }
}

function doingText(during: Threw['during']): string {
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
