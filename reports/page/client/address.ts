/** The step in the address of the page, so that a link leads to it: `#step=12`. */
import { stepWithin, type ViewStore } from './view-state.ts';

const ADDRESS = /^#step=(\d{1,6})$/;

/** Reads the address now and whenever it changes; writes it when the step does. */
export function bindAddress(store: ViewStore, page: Window): void {
  const read = (): void => {
    const [, step] = ADDRESS.exec(page.location.hash) ?? [];
    if (step !== undefined) store.update({ step: stepWithin(store.state, Number(step)) });
  };
  store.subscribe(({ step }, before) => {
    if (step !== before.step) page.history.replaceState(null, '', `#step=${step}`);
  });
  page.addEventListener('hashchange', read);
  read();
}
