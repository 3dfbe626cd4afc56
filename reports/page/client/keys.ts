/** Keys for those who step with the keyboard: only while the focus is within the viewer. */

export interface StepActions {
  readonly next: () => void;
  readonly previous: () => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly violation: () => void;
  readonly otherRun: () => void;
}

const ACTIONS: Readonly<Record<string, keyof StepActions>> = {
  j: 'next',
  k: 'previous',
  v: 'violation',
  o: 'otherRun',
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
};

/** A native slider has its own arrows, Home and End. */
const OWN_OF_SLIDER = /^(Arrow|Home|End)/;

export function bindKeys(viewer: HTMLElement, actions: StepActions): void {
  viewer.addEventListener('keydown', (pressed) => {
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    const action = ACTIONS[pressed.key];
    if (action === undefined) return;
    if (pressed.target instanceof HTMLInputElement && OWN_OF_SLIDER.test(pressed.key)) return;
    pressed.preventDefault();
    actions[action]();
  });
}
