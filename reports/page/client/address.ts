/** The step in the address of the page, so that a link leads to it: `#step=12`. */
import { stepWithin, type ViewStore } from './view-state.ts';

const ADDRESS = /^#step=(\d{1,6})$/;

/** Browsers refuse an address that changes too often: it is written once the reader rests. */
const RESTS_MS = 150;

/** Reads the address now and whenever it changes; writes it when the step does. */
export function bindAddress(store: ViewStore, page: Window): void {
  const read = (): void => {
    const [, step] = ADDRESS.exec(page.location.hash) ?? [];
    if (step !== undefined) store.update({ step: stepWithin(store.state, Number(step)) });
  };
  let waiting = 0;
  store.subscribe(({ step }, before) => {
    if (step === before.step) return;
    page.clearTimeout(waiting);
    const write = (): void => page.history.replaceState(null, '', `#step=${step}`);
    waiting = page.setTimeout(write, RESTS_MS);
  });
  page.addEventListener('hashchange', read);
  read();
}
