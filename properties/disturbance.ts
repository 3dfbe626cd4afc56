/** What was done to the cluster, in words, so that a witness can name the fault that mattered. */
import type { Link, TraceEvent } from '../trace/event.ts';
import { nodeName } from '../trace/view.ts';
import type { Because, Moment } from './property.ts';
import { counted, listed } from './wording.ts';

/** A witness names no more links than this. */
const LINKS_TOLD = 4;

/** A clause for an event that can take nodes out of each other's reach; null for any other. */
export function separationOf({ event, step }: Moment): Because | null {
  const text = separationText(event);
  return text === null ? null : { step, text };
}

function separationText(event: TraceEvent): string | null {
  switch (event.kind) {
    case 'linksCut':
      return `${linksText(event.links)} cut`;
    case 'crashed':
      return `${nodeName(event.node)} crashed`;
    case 'paused':
      return `${nodeName(event.node)} was paused`;
    default:
      return null;
  }
}

function linksText(links: readonly Link[]): string {
  if (links.length > LINKS_TOLD) return `${counted(links.length, 'link')} were`;
  const names = links.map(([from, to]) => `${nodeName(from)}→${nodeName(to)}`);
  const noun = links.length === 1 ? 'link' : 'links';
  return `the ${noun} ${listed(names, 'none')} ${links.length === 1 ? 'was' : 'were'}`;
}
