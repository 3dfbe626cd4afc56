import type { NodeId } from '../trace/view.ts';

/**
 * What a client says to a node without a clock: the same in every run. Who it was said to tells
 * commands apart well enough, and fewer commands are fewer states.
 */
export function commandOf(node: NodeId): string {
  return `by-n${node}`;
}
