/** The scrubber: which step is shown, what happens in it, and what the property says. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { StepActions } from './keys.ts';
import type { JudgedProperty, RunName } from './run-source.ts';
import { violationOf, type ViewState } from './view-state.ts';

export interface ControlActions extends StepActions {
  readonly goTo: (step: number) => void;
  readonly choose: (name: RunName) => void;
  readonly play: () => void;
}

/** What stays the same while the reader steps. */
export interface Controls {
  readonly property: JudgedProperty;
  readonly names: readonly RunName[];
  readonly actions: ControlActions;
}

export function drawControls(place: HTMLElement, view: ViewState, controls: Controls): void {
  render(template(view, controls), place);
}

function template(view: ViewState, controls: Controls): TemplateResult {
  const { actions, names } = controls;
  const { step, run, isPlaying } = view;
  const last = run.steps.length;
  const words = wordsOf(view);
  const hint = names.length > 1 ? ', o other run' : '';
  return html`${names.length > 1 ? runChoice(view, controls) : nothing}
    <div class="keys">
      <button @click=${actions.previous} ?disabled=${step <= 1} aria-label="previous step">
        ◀
      </button>
      <input type="range" min="1" max=${last} .value=${String(step)} aria-label="step"
        aria-valuetext=${words}
        @input=${(moved: Event) => actions.goTo(Number((moved.target as HTMLInputElement).value))}>
      <button @click=${actions.next} ?disabled=${step >= last} aria-label="next step">▶</button>
      <button @click=${actions.play} aria-pressed=${isPlaying}>play</button>
      <button @click=${actions.violation}>✖ violation</button>
    </div>
    <p class="status" aria-live="polite">${words}</p>
    ${judgement(view, controls.property)}
    <p class="note">Keys here: j k ← → Home End, v violation${hint}</p>`;
}

function runChoice({ name, run }: ViewState, { names, actions }: Controls): TemplateResult {
  const buttons = names.map(
    (one) =>
      html`<button aria-pressed=${one === name} @click=${() => actions.choose(one)}>
          ${one}</button
        > `,
  );
  const held = `a page holds the last ${run.steps.length}`;
  const cut = `The first ${run.leftOut} events are left out: ${held}.`;
  return html`<div class="keys" role="group" aria-label="run">${buttons}</div>
    ${run.leftOut > 0 ? html`<p class="note">${cut}</p>` : nothing}
    ${run.survivors === undefined ? nothing : html`<p class="note">• ${run.survivors}.</p>`}`;
}

/** The step as a sentence. */
export function wordsOf({ run, step }: ViewState): string {
  const shown = run.steps[step - 1]?.row;
  if (shown === undefined) return '';
  const time = run.hasClock ? `, ${shown.timeMs} ms` : '';
  return `Step ${step} of ${run.steps.length}${time}: ${shown.text}`;
}

/** What the property says at this step, of all that has happened so far. */
function judgement(view: ViewState, property: JudgedProperty): TemplateResult {
  const { run, step } = view;
  if (step >= violationOf(run)) {
    return html`<p class="says broken">
      <b>✖ ${property.id}</b> is broken: ${property.observed}.
    </p>`;
  }
  const tested = run.steps[step - 1]?.tested ?? null;
  const times =
    tested === null ? '' : `, put to the test ${tested === 1 ? 'once' : `${tested} times`}`;
  const never = tested === 0 ? ', not yet put to the test' : times;
  return html`<p class="says"><b>✔ ${property.id}</b> is not broken so far${never}.</p>`;
}
