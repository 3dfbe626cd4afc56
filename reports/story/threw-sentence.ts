/** What a node was doing when its code threw. */
import { STANDS_STILL, type Threw } from '../../trace/event.ts';
import { nodeName } from '../../trace/view.ts';
import { aMessage } from './messages.ts';

/** The step has no line of its own: the error ended it before others saw any of it. */
export function threwSentence({ node, during, error }: Threw): string {
  const name = nodeName(node);
  const throws = error === STANDS_STILL ? error : `throws ${error}`;
  switch (during.kind) {
    case 'booted':
      return `${name} ${during.incarnation === 0 ? 'boots' : 'restarts'} and ${throws}`;
    case 'timerFired':
      return `${name}: timer ${during.timer} fires, and ${name} ${throws}`;
    case 'proposed': {
      const command = JSON.stringify(during.command);
      return `a client proposes ${command} to ${name}, which ${throws}`;
    }
    case 'received': {
      const message = `${aMessage(during)} of ${nodeName(during.from)}`;
      return `${name} receives ${message} and ${throws}`;
    }
  }
}
