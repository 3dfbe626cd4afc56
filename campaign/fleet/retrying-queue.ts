/** A queue that waits for its server. */
import type { JobQueue, JobQueues } from './job-queue.ts';
import { patiently, type Retrying } from './patiently.ts';

/**
 * BullMQ's queue on PostgreSQL remembers that it could not connect, and says so for ever: after
 * each failure another one is opened.
 */
export function retryingQueue(queues: JobQueues, campaign: string, how: Retrying): JobQueue {
  const anew = async <Answer>(ask: (queue: JobQueue) => Promise<Answer>): Promise<Answer> => {
    return patiently(how, async () => {
      try {
        return await ask(queues.of(campaign));
      } catch (error) {
        await queues.forget(campaign).catch(() => undefined);
        throw error;
      }
    });
  };
  return {
    add: (spans) => anew((queue) => queue.add(spans)),
    counts: () => anew((queue) => queue.counts()),
    failed: () => anew((queue) => queue.failed()),
    remove: (ids) => anew((queue) => queue.remove(ids)),
    clear: () => anew((queue) => queue.clear()),
    close: () => queues.forget(campaign),
  };
}
