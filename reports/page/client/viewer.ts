/** Ties the parts of the page to the store: the scrubber, the table of nodes, the steps. */
import { NODES_BESIDE, nodeTable } from '../parts/node-table.ts';
import { bindAddress } from './address.ts';
import { drawControls, type ControlActions } from './controls.ts';
import { bindKeys } from './keys.ts';
import type { RunName, RunSource } from './run-source.ts';
import { Store } from './store.ts';
import { WholeStepList, type StepList } from './step-list.ts';
import { WindowedStepList } from './windowed-step-list.ts';
import { stepWithin, viewOf, violationOf, type ViewState, type ViewStore } from './view-state.ts';

/** Milliseconds between two steps while the page plays. */
const PLAY_EVERY_MS = 500;

/** Brings a page to life whose rows are those of the first run of the source. */
export async function openViewer(page: Document, source: RunSource): Promise<ViewStore> {
  const [name = 'shrunk'] = source.names;
  const store: ViewStore = new Store(viewOf(name, await source.load(name)));
  const actions = actionsOn(store, source);
  const { property, names } = source;
  let list = listOf(page, store.state, !source.arePlain);
  store.subscribe((view, before) => {
    if (view.run !== before.run) list = listOf(page, view, false);
    list.show(view.step, view.step !== before.step || view.run !== before.run);
    drawControls(elementOf(page, 'controls'), view, { property, names, actions });
    drawNodes(page, view);
  });
  page.documentElement.classList.add('live');
  bindKeys(elementOf(page, 'viewer'), actions);
  store.update({});
  const frame = page.defaultView;
  if (frame !== null) {
    bindAddress(store, frame);
    bindPlaying(store, frame);
  }
  return store;
}

function actionsOn(store: ViewStore, source: RunSource): ControlActions {
  const goTo = (step: number): void => store.update({ step: stepWithin(store.state, step) });
  const choose = (name: RunName): void => {
    if (name === store.state.name) return;
    void source.load(name).then((run) => store.update(viewOf(name, run)));
  };
  return {
    goTo,
    choose,
    next: () => goTo(store.state.step + 1),
    previous: () => goTo(store.state.step - 1),
    first: () => goTo(1),
    last: () => goTo(store.state.run.steps.length),
    violation: () => goTo(violationOf(store.state.run)),
    otherRun: () => {
      const other = source.names.find((name) => name !== store.state.name);
      if (other !== undefined) choose(other);
    },
    play: () => {
      const { isPlaying, step, run } = store.state;
      const isAtEnd = step >= run.steps.length;
      store.update({ isPlaying: !isPlaying, ...(isAtEnd && !isPlaying ? { step: 1 } : {}) });
    },
  };
}

/** One step after the other, until the end or until the reader has seen enough. */
function bindPlaying(store: ViewStore, frame: Window): void {
  frame.setInterval(() => {
    const { isPlaying, step, run } = store.state;
    if (!isPlaying) return;
    const isLast = step + 1 >= run.steps.length;
    store.update({ step: stepWithin(store.state, step + 1), isPlaying: !isLast });
  }, PLAY_EVERY_MS);
}

/** A story is short; what happened before it was shrunk is not. */
function listOf(page: Document, { run, name }: ViewState, isThere: boolean): StepList {
  const place = elementOf(page, 'steps');
  elementOf(page, 'viewer').classList.toggle('wide', run.nodes > NODES_BESIDE);
  return name === 'original'
    ? new WindowedStepList(place, run)
    : new WholeStepList(place, run, isThere);
}

function drawNodes(page: Document, { run, states, step }: ViewState): void {
  const timeMs = run.steps[step - 1]?.row.timeMs ?? 0;
  const { hasClock } = run;
  const now = states[step - 1] ?? [];
  elementOf(page, 'nodes').innerHTML = nodeTable(now, states[step - 2] ?? null, {
    hasClock,
    timeMs,
  });
  elementOf(page, 'nodes-title').textContent = `Nodes after step ${step}`;
}

function elementOf(page: Document, id: string): HTMLElement {
  const element = page.getElementById(id);
  if (element === null) throw new Error(`the page has no element ${id}`);
  return element;
}
