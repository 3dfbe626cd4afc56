/** The rows of a run: marks the step that is shown and what led to it, and veils the future. */
import { isCauseOf, type ShownRun, type ShownStep } from '../../story/shown-run.ts';
import { layoutOf } from '../parts/step-row.ts';
import { stepTable } from '../parts/step-table.ts';

/** Rows in view, whichever way they come there. */
export interface StepList {
  /** Marks a step; `isFollowed` brings its row into view. */
  show(step: number, isFollowed: boolean): void;
}

/** A run whose rows are all in the page. */
export class WholeStepList implements StepList {
  readonly #place: HTMLElement;
  readonly #veil: HTMLElement;
  #shown: HTMLElement | null = null;

  /** Rows that are there already are kept: the page was complete before its script. */
  constructor(place: HTMLElement, run: ShownRun, isThere: boolean) {
    this.#place = place;
    if (!isThere) place.innerHTML = stepTable(run);
    place.classList.remove('windowed');
    place.onscroll = null;
    place.style.setProperty('--lanes', `${layoutOf(run).width}px`);
    this.#veil = veilIn(place);
    bindPast(place, run.steps);
  }

  show(step: number, isFollowed: boolean): void {
    const row = rowOf(this.#place, step);
    this.#shown?.classList.remove('now');
    this.#shown = row;
    if (row === null) return;
    row.classList.add('now');
    const table = row.closest('table');
    const top = (table?.offsetTop ?? 0) + row.offsetTop + row.offsetHeight;
    this.#veil.style.top = `${top}px`;
    if (isFollowed) row.scrollIntoView({ block: 'nearest' });
  }
}

/** One translucent sheet over all that comes later: cheaper than a class on every row. */
export function veilIn(place: HTMLElement): HTMLElement {
  const veil = document.createElement('div');
  veil.className = 'veil';
  place.append(veil);
  return veil;
}

/** The row of a step, if it is in the page. */
export function rowOf(place: HTMLElement, step: number): HTMLElement | null {
  return place.querySelector<HTMLElement>(`[id="step=${step}"]`);
}

/** While the pointer or the focus is on a row, the rows that led to it are marked. */
export function bindPast(place: HTMLElement, steps: readonly ShownStep[]): void {
  const mark = (happened: Event): void => {
    const row = (happened.target as HTMLElement).closest<HTMLElement>('tr[id]') ?? null;
    const later = row === null ? undefined : steps[stepOf(row) - 1];
    for (const other of place.querySelectorAll<HTMLElement>('tr[id]')) {
      const earlier = steps[stepOf(other) - 1];
      const isPast = later !== undefined && earlier !== undefined && isCauseOf(earlier, later);
      other.classList.toggle('past', isPast);
      other.classList.toggle('origin', other === row);
    }
  };
  place.onpointerover = mark;
  place.onpointerleave = mark;
  const table = place.querySelector('table');
  table?.addEventListener('focusin', mark);
  table?.addEventListener('focusout', mark);
}

export function stepOf({ id }: HTMLElement): number {
  return Number(id.replace('step=', ''));
}
