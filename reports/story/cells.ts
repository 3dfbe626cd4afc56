/** What stands in the lanes of one row. */
import { nodeOf, STANDS_STILL, type LinksDisturbed } from '../../trace/event.ts';
import type { TraceLine } from '../../trace/trace.ts';
import type { NodeId, NodeView } from '../../trace/view.ts';
import type { Blame } from './blame.ts';
import type { StepGroup } from './step-group.ts';
import type { Cell } from './row.ts';
import { hasChanged, standing, standingChange } from './standing.ts';

/** The cells of the nodes that an event happened to. */
export function cellsOf(line: TraceLine, by: Blame): readonly Cell[] {
  const { event, before, after } = line;
  if (event.kind === 'sent' || event.kind === 'lost' || event.kind === 'duplicated') return [];
  const id = by.faultOf(line)?.id;
  if (event.kind === 'linksCut' || event.kind === 'linksRestored') {
    return id === undefined ? [] : linkCells(event, id);
  }
  const node = nodeOf(event);
  if (node === 0) return [];
  if (event.kind === 'crashed') return [{ node, text: `✸ ${id ?? ''}`.trim(), look: 'fault' }];
  if (event.kind === 'threw') {
    const text = event.error === STANDS_STILL ? '✸ still' : '✸ error';
    return [{ node, text, look: 'fault' }];
  }
  if (after === null) return [{ node, text: id ?? '', look: 'fault' }];
  const isFault = id !== undefined && event.kind !== 'booted' && event.kind !== 'proposed';
  if (isFault) return [{ node, text: id, look: 'fault' }];
  const isNews = hasChanged(before, after);
  return [
    { node, text: isNews ? standingChange(before, after) : standing(after), look: after.role },
  ];
}

/**
 * The cell of a node that crashed and is back, or crashed within a step that others noticed; null
 * for other step groups.
 */
export function crashCells(stepGroup: StepGroup, by: Blame): readonly Cell[] | null {
  const crash = stepGroup.find(({ event }) => event.kind === 'crashed');
  if (crash?.event.kind !== 'crashed' || stepGroup.length === 1) return null;
  const { node } = crash.event;
  const [{ before }] = stepGroup;
  const after = stepGroup.at(-1)?.after ?? null;
  const now = after === null ? '' : standingChange(null, after);
  const forgets = before !== null && before.votedFor !== null && after?.votedFor === null;
  const text = ['✸', by.faultOf(crash)?.id ?? '', now, forgets ? 'v=-' : ''];
  return [{ node, text: text.filter((part) => part !== '').join(' '), look: 'fault' }];
}

/** Where everyone else stands, for the row of the violation. */
export function standingCells(
  views: readonly (NodeView | null)[],
  taken: readonly Cell[],
): readonly Cell[] {
  return views.flatMap((view, slot): readonly Cell[] => {
    const node = slot + 1;
    if (taken.some((cell) => cell.node === node)) return [];
    if (view === null) return [{ node, text: 'down', look: 'fault' }];
    return [{ node, text: standing(view), look: view.role }];
  });
}

/** The nodes that a cut sets apart: those that lose more links than they keep, as far as seen. */
function linkCells(
  { links }: LinksDisturbed & { kind: `links${string}` },
  id: string,
): readonly Cell[] {
  const count = new Map<NodeId, number>();
  for (const node of links.flat()) count.set(node, (count.get(node) ?? 0) + 1);
  const most = Math.max(0, ...count.values());
  return [...count]
    .filter(([, touched]) => touched === most)
    .map(([node]) => ({ node, text: id, look: 'fault' }));
}
