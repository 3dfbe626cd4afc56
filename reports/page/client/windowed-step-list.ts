/** The rows of a long run: only those in view are in the page, all of one height. */
import type { ShownRun } from '../../story/shown-run.ts';
import { layoutOf, stepRow, type RowLayout } from '../parts/step-row.ts';
import { tableOf } from '../parts/step-table.ts';
import { bindPast, rowOf, veilIn, type StepList } from './step-list.ts';

/** Set by the style of the page for tables of this kind. */
const ROW_HEIGHT = 30;
/** Rows kept above and below those in view, so that scrolling shows no gap. */
const SPARE_ROWS = 20;

export class WindowedStepList implements StepList {
  readonly #place: HTMLElement;
  readonly #run: ShownRun;
  readonly #layout: RowLayout;
  readonly #veil: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #header: number;
  #first = -1;
  #shown = 1;

  constructor(place: HTMLElement, run: ShownRun) {
    this.#place = place;
    this.#run = run;
    this.#layout = layoutOf(run);
    place.innerHTML = tableOf(this.#layout, '');
    place.classList.add('windowed');
    place.style.setProperty('--lanes', `${this.#layout.width}px`);
    this.#veil = veilIn(place);
    this.#rows = place.querySelector('tbody') ?? place;
    this.#header = this.#rows.offsetTop;
    place.onscroll = () => this.#draw();
    bindPast(place, run.steps);
    // Before anything can be scrolled to, the place has to have its height.
    this.#draw();
  }

  show(step: number, isFollowed: boolean): void {
    this.#shown = step;
    if (isFollowed) this.#follow(step);
    this.#draw();
    this.#mark();
    this.#veil.style.top = `${this.#header + step * ROW_HEIGHT}px`;
    this.#veil.style.bottom = 'auto';
    this.#veil.style.height = `${(this.#run.steps.length - step) * ROW_HEIGHT}px`;
  }

  /** Brings a step into the middle, unless it is in view already. */
  #follow(step: number): void {
    const { clientHeight, scrollTop } = this.#place;
    const top = (step - 1) * ROW_HEIGHT;
    const isInView = top >= scrollTop && top + 2 * ROW_HEIGHT <= scrollTop + clientHeight;
    if (!isInView) this.#place.scrollTop = top - clientHeight / 2;
  }

  #mark(): void {
    for (const row of this.#rows.querySelectorAll('.now')) row.classList.remove('now');
    rowOf(this.#place, this.#shown)?.classList.add('now');
  }

  /** Draws again only when the rows in view are no longer among those that are drawn. */
  #draw(): void {
    const { scrollTop, clientHeight } = this.#place;
    const inView = Math.ceil(clientHeight / ROW_HEIGHT) + 1;
    const top = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT));
    const isDrawn = this.#first !== -1 && Math.abs(top - SPARE_ROWS - this.#first) < SPARE_ROWS / 2;
    if (isDrawn) return;
    this.#first = top - SPARE_ROWS;
    const { steps } = this.#run;
    const from = Math.max(0, this.#first);
    const to = Math.min(steps.length, top + inView + SPARE_ROWS);
    const drawn = steps.slice(from, to).map((step) => stepRow(step, null, this.#layout));
    this.#rows.innerHTML = spacer('above') + drawn.join('') + spacer('below');
    heightOf(this.#rows, 'above', from);
    heightOf(this.#rows, 'below', steps.length - to);
    this.#mark();
  }
}

/** Stands for the rows that are not in the page. */
function spacer(where: string): string {
  return `<tr class="spacer ${where}" aria-hidden="true"><td colspan="5"></td></tr>`;
}

function heightOf(rows: HTMLElement, where: string, count: number): void {
  const row = rows.querySelector<HTMLElement>(`.${where}`);
  if (row === null) return;
  row.hidden = count === 0;
  row.style.height = `${count * ROW_HEIGHT}px`;
}
