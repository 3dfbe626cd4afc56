/** What was done to the cluster, in words, so that a witness can name the fault that mattered. */
import type { Link, TraceEvent } from '../trace/event.ts';
import { nodeName } from '../trace/view.ts';
import type { Because, Moment } from './property.ts';
import { counted, listed } from './wording.ts';

/** A witness names no more links than this. */
const LINKS_TOLD = 4;

/** An event that took nodes out of each other's reach. */
export interface Separation {
  readonly step: number;
  readonly event: SeparatingEvent;
}

type SeparatingEvent = Extract<TraceEvent, { kind: 'linksCut' | 'crashed' | 'paused' }>;

/** What separated nodes at this moment; null if nothing did. Put into words only when asked. */
export function separationOf({ event, step }: Moment): Separation | null {
  switch (event.kind) {
    case 'linksCut':
    case 'crashed':
    case 'paused':
      return { step, event };
    default:
      return null;
  }
}

/** The separation as a clause of a witness; none if there was none. */
export function separationStory(separation: Separation | null): Because[] {
  if (separation === null) return [];
  return [{ step: separation.step, text: textOf(separation.event) }];
}

function textOf(event: SeparatingEvent): string {
  switch (event.kind) {
    case 'linksCut':
      return `${linksText(event.links)} cut`;
    case 'crashed':
      return `${nodeName(event.node)} crashed`;
    case 'paused':
      return `${nodeName(event.node)} was paused`;
  }
}

function linksText(links: readonly Link[]): string {
  if (links.length > LINKS_TOLD) return `${counted(links.length, 'link')} were`;
  const names = links.map(([from, to]) => `${nodeName(from)}→${nodeName(to)}`);
  const noun = links.length === 1 ? 'link' : 'links';
  return `the ${noun} ${listed(names, 'none')} ${links.length === 1 ? 'was' : 'were'}`;
}
