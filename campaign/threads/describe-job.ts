/**
 * Meets a module of the user for the first time in a thread: its import may never end, end the
 * process or keep it alive. The main thread only learns what the target says of itself.
 */
import { Refusal } from '../../adapters/refusal.ts';
import type { Described } from '../external-target.ts';
import { requestedTarget, type TargetRequest } from './requested-target.ts';
import { stoodStillText } from './stood-still.ts';
import { inThread, type AtWork } from './thread.ts';

export type DescribeEvent =
  | { readonly kind: 'done'; readonly described: Described }
  | { readonly kind: 'done'; readonly refused: string };

/** `path` is as it was typed. Throws a {@link Refusal} of one line that begins with it. */
export async function describeInThread(path: string, stepLimitMs: number): Promise<Described> {
  const request = { target: path, module: path, stepLimitMs };
  const ended = await inThread<DescribeEvent>('describe', request, () => undefined).done;
  if (ended.kind === 'cutShort') throw new Refusal(`${path}: its import was interrupted`);
  if (ended.kind === 'done') {
    if ('described' in ended) return ended.described;
    throw new Refusal(ended.refused);
  }
  if (ended.reason !== 'ended') throw new Refusal(`${path}: ${stoodStillText(ended)}`);
  throw new Refusal(`${path}: its import never ends: it waits for something that never happens`);
}

/** The other end, in the thread. */
export async function performDescribe(
  request: TargetRequest,
  { board, tell }: AtWork<DescribeEvent>,
): Promise<void> {
  // An error in a timer or a forgotten promise of the module, while it is imported.
  process.on('uncaughtException', (error) => {
    tell({ kind: 'done', refused: `${request.target}: its import breaks: ${shownError(error)}` });
  });
  try {
    const { target, close } = await requestedTarget(request, board);
    const { family, name, capabilities, smallestCluster } = target;
    const described = { family, name, capabilities: { ...capabilities } };
    close();
    tell({
      kind: 'done',
      described: smallestCluster === undefined ? described : { ...described, smallestCluster },
    });
  } catch (error) {
    const refused =
      error instanceof Error && error.name === 'Refusal'
        ? error.message
        : `${request.target}: its target cannot be read: ${shownError(error)}`;
    tell({ kind: 'done', refused });
  }
}

function shownError(error: unknown): string {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}` : `it threw ${String(error)}`;
  return (text.split('\n')[0] ?? '').replace(/[^ -~]/g, '?').slice(0, 200);
}
